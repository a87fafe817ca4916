// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/sdk/DocumentJson.h>
#include <ace/ticketing/TicketDocument.h>
#include <ace/ticketing/Token.h>

namespace ace::ticketing {

class TicketDocumentTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        setup_.event.name = "Summer Fair";
        setup_.event.venue = "Old Mill, Main Street 1";
        setup_.event.timeZone = "America/New_York";
        setup_.event.startsAt = Instant(std::chrono::seconds(1'812'204'000)); // 2027-06-05 14:00 UTC
        TicketType type;
        type.id = TicketTypeId{Uuid{{9}}};
        type.name = "General";
        type.validity = {setup_.event.startsAt, setup_.event.startsAt + std::chrono::hours(5)};
        setup_.types.push_back(type);
        order_.code = "ABCD2345";
        order_.customer.name = "Grace Hopper";
        order_.lines.push_back(priceLine(type.id, Money{2000, {}}, 88'750, 2));
        tickets_.resize(2);
        tickets_[0].type = tickets_[1].type = type.id;
        tickets_[1].token.fill(1);
    }

    std::string json() const { return sdk::toJson(ticketDocument(setup_, order_, tickets_)); }

protected:
    EventSetup setup_;
    Order order_;
    std::vector<Ticket> tickets_;
};

CPPUNIT_TEST_FIXTURE(TicketDocumentTest, showsTimesInTheEventsZone)
{
    CPPUNIT_ASSERT(json().find("Sat  5 Jun 2027, 10:00") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TicketDocumentTest, showsWhatACustomerPaidForOne)
{
    CPPUNIT_ASSERT(json().find("$21.78 (tax included)") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TicketDocumentTest, putsEachTicketWithItsTokenOnAPage)
{
    const auto document = ticketDocument(setup_, order_, tickets_);
    std::vector<std::string> payloads;
    int pages = 1;
    for (const auto& block : document.blocks) {
        if (const auto* qr = std::get_if<sdk::QrBlock>(&block))
            payloads.push_back(qr->payload);
        pages += std::holds_alternative<sdk::PageBlock>(block) ? 1 : 0;
    }
    CPPUNIT_ASSERT_EQUAL(2, pages);
    CPPUNIT_ASSERT(payloads == std::vector({encode(tickets_[0].token), encode(tickets_[1].token)}));
}

CPPUNIT_TEST_FIXTURE(TicketDocumentTest, aSpanishOrdersTicketsAreInSpanish)
{
    order_.language = "es";
    for (const char* part :
         {"sáb  5 jun 2027, 10:00", "\"Nombre\"", "(impuestos incluidos)", "Muestre este código"})
        CPPUNIT_ASSERT_MESSAGE(json(), json().find(part) != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), ticketDocument(setup_, order_, tickets_).language);
}

CPPUNIT_TEST_FIXTURE(TicketDocumentTest, mendsANameThatIsNotUtf8)
{
    order_.customer.name = "Gr\xff"
                           "ce";
    CPPUNIT_ASSERT(json().find("Gr\xEF\xBF\xBD"
                               "ce") != std::string::npos);
}

} // namespace ace::ticketing
