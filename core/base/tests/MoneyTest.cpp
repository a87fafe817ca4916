// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Money.h>

namespace ace {

class MoneyTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(MoneyTest, isWrittenAsPeopleReadIt)
{
    CPPUNIT_ASSERT_EQUAL(std::string("$12.50"), (Money{1250, {}}).format());
    CPPUNIT_ASSERT_EQUAL(std::string("$0.05"), (Money{5, {}}).format());
    CPPUNIT_ASSERT_EQUAL(std::string("-$0.50"), (Money{-50, {}}).format());
    CPPUNIT_ASSERT_EQUAL(std::string("12.50 CHF"), (Money{1250, *Currency::parse("CHF")}).format());
    CPPUNIT_ASSERT_EQUAL(std::string("1250 JPY"), (Money{1250, *Currency::parse("JPY")}).format());
    CPPUNIT_ASSERT_EQUAL(std::string("1.250 KWD"), (Money{1250, *Currency::parse("KWD")}).format());
}

CPPUNIT_TEST_FIXTURE(MoneyTest, taxRoundsHalvesUp)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{222}, taxOn({2500, {}}, 88'750).minor); // 221.875
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, taxOn({10, {}}, 50'000).minor);     // 0.5
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, taxOn({10, {}}, 49'999).minor);     // 0.49999
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, taxOn({-10, {}}, 50'000).minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, taxOn({10, {}}, 0).minor);
}

CPPUNIT_TEST_FIXTURE(MoneyTest, taxOfALargeAmountIsExact)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{799'999'999'999'999'920},
                         taxOn({7'999'999'999'999'999'200, {}}, 100'000).minor);
}

CPPUNIT_TEST_FIXTURE(MoneyTest, aCurrencyIsThreeCapitalLetters)
{
    CPPUNIT_ASSERT(Currency::parse("USD"));
    for (const char* bad : {"", "US", "usd", "USDX", "U$D"})
        CPPUNIT_ASSERT_MESSAGE(bad, !Currency::parse(bad));
}

} // namespace ace
