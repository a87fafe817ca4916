// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/sales/Voucher.h>

namespace ace {

class VoucherTest : public CppUnit::TestFixture
{
public:
    std::int64_t price(VoucherEffect effect, std::int64_t value, std::int64_t unitPrice)
    {
        Voucher voucher;
        voucher.effect = effect;
        voucher.value = value;
        const Money after = voucher.priceOf({unitPrice, *Currency::parse("CHF")});
        CPPUNIT_ASSERT_EQUAL(std::string("CHF"), std::string(after.currency.text()));
        return after.minor;
    }
};

CPPUNIT_TEST_FIXTURE(VoucherTest, anOpenerLeavesThePriceAsItIs)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2500}, price(VoucherEffect::None, 99, 2500));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, aPercentageOffIsRoundedHalfUp)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1875}, price(VoucherEffect::PercentOff, 250'000, 2500));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, price(VoucherEffect::PercentOff, 500'000, 5)); // 3 off, not 2
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, price(VoucherEffect::PercentOff, 1'000'000, 2500));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, price(VoucherEffect::PercentOff, 2'000'000, 2500));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, anAmountOffNeverGoesBelowNothing)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2000}, price(VoucherEffect::AmountOff, 500, 2500));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, price(VoucherEffect::AmountOff, 2501, 2500));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, aFixedPriceIsThePrice)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1000}, price(VoucherEffect::FixedPrice, 1000, 2500));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, isForEveryTypeUnlessItNamesSome)
{
    const TicketTypeId named{{{1}}};
    const TicketTypeId other{{{2}}};
    Voucher voucher;
    CPPUNIT_ASSERT(voucher.isFor(named) && voucher.isFor(other));
    voucher.types = {named};
    CPPUNIT_ASSERT(voucher.isFor(named) && !voucher.isFor(other));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, aCodeIsTrimmedAndInUpperCase)
{
    CPPUNIT_ASSERT_EQUAL(std::string("EARLY-25"), normalVoucherCode(" early-25\r\n"));
    CPPUNIT_ASSERT_EQUAL(std::string(), normalVoucherCode(" \t"));
    CPPUNIT_ASSERT_EQUAL(std::string(), normalVoucherCode(""));
}

CPPUNIT_TEST_FIXTURE(VoucherTest, everyEffectHasANameThatCanBeReadBack)
{
    using enum VoucherEffect;
    for (const VoucherEffect effect : {None, PercentOff, AmountOff, FixedPrice})
        CPPUNIT_ASSERT(parseVoucherEffect(name(effect)) == effect);
    CPPUNIT_ASSERT(!parseVoucherEffect("Percent_Off"));
}

} // namespace ace
