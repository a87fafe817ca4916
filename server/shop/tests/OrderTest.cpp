// SPDX-License-Identifier: MIT
// What customers do with an order that was made.
#include "ShopFixture.h"

#include <nlohmann/json.hpp>

namespace ace::server::shop {

namespace {

class OrderTest : public ShopFixture
{
protected:
    std::string at(const std::string& path) const { return kOrder + path; }
    // A paid order that its customer may give back.
    void answerPaid()
    {
        demo.setup.event.cancelUntil = clock.now() + std::chrono::hours(1);
        start("card");
        boxOffice.order = demo.record;
    }
    test::Reply order(const std::string& count = "2")
    {
        (void)pick(count);
        return client->postForm("/checkout", filledForm());
    }
};

CPPUNIT_TEST_FIXTURE(OrderTest, saysUntilWhenItCanBePaidAndLeadsBackToThePayment)
{
    answerPending();
    demo.record.payment->page.expiresAt = clock.now() + std::chrono::minutes(5); // before the hold ends
    boxOffice.order = demo.record;
    const auto page = client->get(kOrder);
    expectText(page, "data-left=\"300\"");
    expectText(page, "href=\"/orders/C0DE/the-key/pay\"");
    expectText(page, "href=\"/orders/C0DE/the-key/cancel\"");
    boxOffice.onResume = [this] {
        return boxoffice::HoldOutcome(boxoffice::Held{demo.record, "https://bank.example/again"});
    };
    CPPUNIT_ASSERT_EQUAL(std::string("https://bank.example/again"),
                         client->get(at("/pay")).field("Location"));
    boxOffice.onResume = [this] { return boxoffice::HoldOutcome(boxoffice::Refused{}); };
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), client->get(at("/pay")).field("Location"));
    CPPUNIT_ASSERT_EQUAL(404, client->get("/orders/C0DE/guess/pay").status);
}

CPPUNIT_TEST_FIXTURE(OrderTest, tellsItsStateAloneToAPageThatWaits)
{
    boxOffice.order = demo.record;
    CPPUNIT_ASSERT_EQUAL(std::string("{\"state\":\"paid\"}"), client->get(at("/state.json")).body);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/orders/C0DE/guess/state.json").status);
}

CPPUNIT_TEST_FIXTURE(OrderTest, howeverOftenOneIsLookedAtItsPaymentServiceIsAskedTwice)
{
    answerPending();
    for (int i = 0; i < 50; ++i)
        CPPUNIT_ASSERT_EQUAL(200, client->get(at("/state.json")).status);
    CPPUNIT_ASSERT_EQUAL(200, client->get(kOrder).status);
    CPPUNIT_ASSERT_EQUAL(200, client->get(at("/cancel")).status);
    CPPUNIT_ASSERT_EQUAL(2, boxOffice.settled.load());
    clock.advance(std::chrono::seconds(4));
    CPPUNIT_ASSERT_EQUAL(200, client->get(kOrder).status);
    CPPUNIT_ASSERT_EQUAL(3, boxOffice.settled.load());
}

CPPUNIT_TEST_FIXTURE(OrderTest, aPendingOneIsGivenUpAfterAQuestion)
{
    answerPending();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    boxOffice.onAbandon->payment->state = PaymentState::Canceled;
    expectText(client->get(at("/cancel")), "for sale again at once");
    CPPUNIT_ASSERT_EQUAL(0, boxOffice.abandoned);
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), client->postForm(at("/cancel"), "").field("Location"));
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
    expectText(client->get(kOrder), "was canceled");
    expectText(client->get(kOrder), "Order again");
}

CPPUNIT_TEST_FIXTURE(OrderTest, whoComesBackWithoutPayingFindsTheCartAndTheOrder)
{
    answerPending();
    CPPUNIT_ASSERT_EQUAL(303, order().status);
    const auto cartPage = client->get("/cart");
    expectText(cartPage, "You have not paid yet");
    expectText(cartPage, "href=\"/orders/C0DE/the-key/pay\"");
    expectText(cartPage, "2 × General");
    boxOffice.order->order.state = OrderState::Expired;
    expectNoText(client->get("/cart"), "You have not paid yet");
}

// One customer does not hold the same seats twice.
CPPUNIT_TEST_FIXTURE(OrderTest, anotherOrderOfTheCartTakesThePlaceOfTheFirst)
{
    answerPending();
    (void)order();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    OrderRecord second = demo.record;
    second.order.id = ids.next<OrderId>();
    second.order.code = "SEC0ND";
    boxOffice.onHold = [second](const auto&) {
        return boxoffice::HoldOutcome(boxoffice::Held{second, "https://bank.example/second"});
    };
    CPPUNIT_ASSERT_EQUAL(std::string("https://bank.example/second"), order("3").field("Location"));
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
}

CPPUNIT_TEST_FIXTURE(OrderTest, theLastSeatsAreNotKeptFromTheirOwnCustomer)
{
    answerPending();
    (void)order();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    boxOffice.onHold = [this](const auto&) -> Result<boxoffice::HoldOutcome> {
        if (boxOffice.abandoned == 0)
            return boxoffice::HoldOutcome(boxoffice::Refused{boxoffice::Refusal::SoldOut, "none are left"});
        return boxoffice::HoldOutcome(boxoffice::Held{demo.record, "https://bank.example/second"});
    };
    CPPUNIT_ASSERT_EQUAL(std::string("https://bank.example/second"), order("3").field("Location"));
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
}

CPPUNIT_TEST_FIXTURE(OrderTest, onceTheOrderIsOverTheCartMakesAnother)
{
    answerPending();
    (void)order();
    const std::string form = filledForm();
    CPPUNIT_ASSERT_EQUAL(form, filledForm());
    boxOffice.order->order.state = OrderState::Expired;
    const std::string next = filledForm();
    CPPUNIT_ASSERT(form != next);
    CPPUNIT_ASSERT_EQUAL(next, filledForm());
}

CPPUNIT_TEST_FIXTURE(OrderTest, whoHasPaidInAnotherTabIsShownTheTicketsInsteadOfASecondOrder)
{
    answerPending();
    (void)order();
    const std::string form = filledForm();
    const std::size_t asked = boxOffice.asked.size();
    boxOffice.order->order.state = OrderState::Paid;
    boxOffice.onAbandon = boxOffice.order;
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), client->postForm("/checkout", form).field("Location"));
    CPPUNIT_ASSERT_EQUAL(asked, boxOffice.asked.size());
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(OrderTest, itsPageEmptiesTheCartThatItWasMadeOf)
{
    answerPending();
    (void)order();
    expectText(client->get(kOrder), "<span class=\"badge\">2");
    boxOffice.order = test::DemoOrder(ids, clock.now()).record;
    boxOffice.order->order.event = demo.setup.event.id;
    boxOffice.order->order.lines = demo.record.order.lines;
    CPPUNIT_ASSERT_EQUAL(200, client->get(kOrder).status);
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(OrderTest, emptyingTheCartGivesItsOrderUp)
{
    answerPending();
    (void)order();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    (void)client->postForm("/cart", "event=");
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(OrderTest, countsOfZeroGiveItsOrderUpToo)
{
    answerPending();
    (void)order();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    CPPUNIT_ASSERT_EQUAL(303, pick("0").status);
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(OrderTest, theCartOfAnotherEventGivesItsOrderUpToo)
{
    EventSetup other = test::DemoOrder(ids, clock.now()).setup;
    other.event.slug = "winter-fair";
    catalog.events.push_back(std::make_shared<EventSetup>(other));
    answerPending();
    (void)order();
    boxOffice.onAbandon = demo.record;
    boxOffice.onAbandon->order.state = OrderState::Canceled;
    const std::string form = "event=winter-fair&q-" + other.types[0].id.toString() + "=1";
    CPPUNIT_ASSERT_EQUAL(409, client->postForm("/cart", form).status);
    CPPUNIT_ASSERT_EQUAL(0, boxOffice.abandoned);
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/cart", form + "&replace=1").status);
    CPPUNIT_ASSERT_EQUAL(1, boxOffice.abandoned);
}

CPPUNIT_TEST_FIXTURE(OrderTest, customersGiveTicketsBackWhereTheEventAllowsIt)
{
    boxOffice.order = demo.record;
    expectNoText(client->get(kOrder), "get the money back");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm(at("/cancel"), "").status);
    CPPUNIT_ASSERT(boxOffice.refunds.empty());

    answerPaid();
    expectText(client->get(kOrder), "Cancel and get the money back");
    expectText(client->get(at("/cancel")), "$50.00 goes back");
    boxOffice.onRefund = boxoffice::RefundOutcome(boxoffice::Refunded{});
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), client->postForm(at("/cancel"), "").field("Location"));
    const auto& asked = boxOffice.refunds.at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("C0DE"), asked.code);
    CPPUNIT_ASSERT(asked.onlyUnused && !asked.amount && asked.tickets.empty() && !asked.act.by.staff);
    (void)client->postForm(at("/cancel"), "");
    CPPUNIT_ASSERT_EQUAL(boxOffice.refunds.at(0).act.idempotency->key,
                         boxOffice.refunds.at(1).act.idempotency->key);

    boxOffice.onRefund =
        boxoffice::RefundOutcome(boxoffice::Refused{boxoffice::Refusal::TicketNotValid, "used"});
    const auto used = client->postForm(at("/cancel"), "");
    CPPUNIT_ASSERT_EQUAL(409, used.status);
    expectText(used, "a ticket of it was used");
}

CPPUNIT_TEST_FIXTURE(OrderTest, tooLateOrSoldAtACounterNothingIsGivenBackHere)
{
    answerPaid();
    boxOffice.order->order.channel = Channel::Counter;
    expectNoText(client->get(kOrder), "get the money back");
    boxOffice.order->order.channel = Channel::Web;
    clock.advance(std::chrono::hours(1));
    expectNoText(client->get(kOrder), "get the money back");
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), client->postForm(at("/cancel"), "").field("Location"));
    CPPUNIT_ASSERT(boxOffice.refunds.empty());
}

CPPUNIT_TEST_FIXTURE(OrderTest, tellsWhereTheMoneyIs)
{
    boxOffice.order = demo.record;
    boxOffice.order->order.state = OrderState::Canceled;
    Refund refund;
    refund.amount = demo.record.order.total;
    boxOffice.order->refunds = {refund};
    for (const auto& [state, said] : {std::pair(RefundState::Created, "on its way back"),
                                      {RefundState::InTransit, "on its way back"},
                                      {RefundState::Done, "given back the way it was paid"},
                                      {RefundState::Failed, "could not be given back"}}) {
        boxOffice.order->refunds[0].state = state;
        expectText(client->get(kOrder), "<strong>$50.00</strong> " + std::string(said));
    }
}

CPPUNIT_TEST_FIXTURE(OrderTest, goesIntoCalendarsAndOntoPhones)
{
    boxOffice.order = demo.record;
    const auto page = client->get(kOrder);
    expectText(page, "<link rel=\"manifest\" href=\"/orders/C0DE/the-key/app.webmanifest\">");
    const auto calendar = client->get(at("/event.ics"));
    CPPUNIT_ASSERT_EQUAL(std::string("text/calendar; charset=utf-8"), calendar.field("Content-Type"));
    expectText(calendar, "SUMMARY:Summer Fair\r\n");
    const auto manifest = nlohmann::json::parse(client->get(at("/app.webmanifest")).body);
    CPPUNIT_ASSERT_EQUAL(std::string(kOrder), manifest.at("start_url").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("Summer Fair"), manifest.at("name").get<std::string>());
    const std::string icon = manifest.at("icons").at(0).at("src");
    CPPUNIT_ASSERT_EQUAL(200, client->get(icon).status);
    CPPUNIT_ASSERT_EQUAL(200, client->get("/sw.js").status);
    for (const char* path : {"/event.ics", "/app.webmanifest"})
        CPPUNIT_ASSERT_EQUAL(404, client->get(std::string("/orders/C0DE/guess") + path).status);
}

CPPUNIT_TEST_FIXTURE(OrderTest, theOrganisersNameAndTextsAreThereIfGiven)
{
    expectNoText(client->get("/"), "/terms");
    CPPUNIT_ASSERT_EQUAL(404, client->get("/terms").status);
    organiser.name = "Club <Tal>";
    organiser.imprint = organisersText("Club Tal\r\nMain St 1  \r\n\r\n# Contact\r\n\r\nMail <us>\n");
    organiser.terms = "No refunds.";
    start("card");
    const auto imprint = client->get("/imprint");
    expectText(imprint, "<a class=\"brand\" href=\"/\">Club &lt;Tal&gt;</a>");
    expectText(imprint, "<p>Club Tal\nMain St 1</p>");
    expectText(imprint, "<h2>Contact</h2>");
    expectText(imprint, "<p>Mail &lt;us&gt;</p>");
    expectText(client->get("/es/terms"), "<h1>Condiciones</h1>");
    (void)pick("1");
    expectText(client->get("/cart"), "By ordering you accept the terms");
}

CPPUNIT_TEST_FIXTURE(OrderTest, everyProblemSaysWhatToDoInBothLanguages)
{
    const auto said = [&](const std::string& method, const std::string& path) {
        return client->send(method, path);
    };
    expectText(said("GET", "/nothing"), "Look at the address again");
    expectText(said("GET", "/es/nothing"), "Revise la dirección");
    expectText(said("DELETE", "/cart"), "Go back to the page before");
    expectText(said("DELETE", "/es/cart"), "Vuelva a la página anterior");
    catalog.broken = Error{ErrorCode::Unavailable, "the record is away", ""};
    expectText(said("GET", "/"), "Wait a moment");
    expectText(said("GET", "/es/"), "Espere un momento");
    expectNoText(said("GET", "/es/"), "the record is away");
    catalog.broken = Error{ErrorCode::Internal, "secret", ""};
    expectText(said("GET", "/es/"), "Es un fallo nuestro");
    expectNoText(said("GET", "/es/"), "log has the details");
    const std::string large(2u << 20, 'x');
    expectText(client->postForm("/es/cart", large), "Se envió más de lo que admite");
}

} // namespace

} // namespace ace::server::shop
