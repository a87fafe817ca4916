// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/sales/Order.h>

namespace ace {

class OrderTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(OrderTest, taxIsRoundedOncePerLine)
{
    const OrderLine line = priceLine({}, {2500, {}}, 88'750, 3);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{666}, line.tax.minor); // 665.625, not 3 × 222
    CPPUNIT_ASSERT_EQUAL(std::int64_t{8166}, line.total.minor);
}

CPPUNIT_TEST_FIXTURE(OrderTest, goesOnlyForwardThroughItsStates)
{
    using enum OrderState;
    const auto allowed = [](OrderState from) {
        std::string text;
        for (const OrderState to : {Pending, Paid, Expired, Canceled})
            text += mayBecome(from, to) ? '1' : '0';
        return text;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("0111"), allowed(Pending));
    CPPUNIT_ASSERT_EQUAL(std::string("0001"), allowed(Paid));
    CPPUNIT_ASSERT_EQUAL(std::string("0100"), allowed(Expired));
    CPPUNIT_ASSERT_EQUAL(std::string("0000"), allowed(Canceled));
}

} // namespace ace
