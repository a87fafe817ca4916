// SPDX-License-Identifier: MIT
#include <ace/ticketing/CustomerLetters.h>

#include "TestSupport.h"

#include <ace/sdk/DocumentJson.h>

namespace ace::ticketing {

namespace {

class CustomerLettersTest : public CppUnit::TestFixture
{
protected:
    static std::string listIn(const std::string& language)
    {
        const ListedOrder order{"ABCD2345",
                                "Summer Fair",
                                "Old Mill",
                                "America/New_York",
                                Instant(std::chrono::seconds(1'812'204'000)),
                                "https://shop/o"};
        const ListedOrder two[] = {order, order};
        return sdk::toJson(orderListLetter(two, language));
    }
    static void mustSay(const std::string& text, const std::string& part)
    {
        CPPUNIT_ASSERT_MESSAGE(part + " in " + text, text.find(part) != std::string::npos);
    }
};

CPPUNIT_TEST_FIXTURE(CustomerLettersTest, anOrderIsListedWithItsEventAndItsLink)
{
    const std::string list = listIn("en");
    for (const char* part : {"Summer Fair", "Old Mill", "Sat  5 Jun 2027, 10:00", "[\"Order\",\"ABCD2345\"]",
                             "\"link\":\"https://shop/o\"", "Open the tickets"})
        mustSay(list, part);
}

CPPUNIT_TEST_FIXTURE(CustomerLettersTest, spanishIsSpanishDatesToo)
{
    const std::string list = listIn("es");
    for (const char* part : {"sáb  5 jun 2027, 10:00", "[\"Pedido\",\"ABCD2345\"]", "Ver las entradas"})
        mustSay(list, part);
    mustSay(listIn("fr"), "Sat  5 Jun 2027"); // nobody speaks it here
}

CPPUNIT_TEST_FIXTURE(CustomerLettersTest, aRefundNamesItsAmountAndItsOrder)
{
    EventSetup setup;
    setup.event.name = "Summer Fair";
    setup.event.timeZone = "America/New_York";
    Order order;
    order.code = "ABCD2345";
    order.language = "es";
    Refund refund;
    refund.amount = {1'250, {}};
    const std::string letter = sdk::toJson(refundLetter(setup, order, refund));
    mustSay(letter, "[\"Importe\",\"" + refund.amount.format() + "\"]");
    mustSay(letter, "Summer Fair – ABCD2345");
}

} // namespace

} // namespace ace::ticketing
