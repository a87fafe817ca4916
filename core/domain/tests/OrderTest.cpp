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

CPPUNIT_TEST_FIXTURE(OrderTest, anAddressIsTriedWhereMailCouldArrive)
{
    for (const char* good : {"ana@example.org", "a+b@x", "josé@bücher.example"})
        CPPUNIT_ASSERT_MESSAGE(good, looksLikeEmail(good));
    for (const std::string& bad :
         {std::string(), std::string("ana"), std::string("@x"), std::string("a@"), std::string("a@b@c"),
          std::string("a b@c"), std::string("a@b\r\nc"), std::string("a@b,c@d"), std::string("<a@b>"),
          std::string("a@\xFF"), std::string(250, 'x') + "@y.org"})
        CPPUNIT_ASSERT_MESSAGE(bad, !looksLikeEmail(bad));
}

} // namespace ace
