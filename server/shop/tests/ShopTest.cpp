// SPDX-License-Identifier: MIT
#include "ShopFixture.h"

#include <atomic>
#include <thread>
#include <vector>

namespace ace::server::shop {

namespace {

constexpr const char* kHostile = "<script>alert(1)</script>\"'&";

class ShopTest : public ShopFixture
{
};

CPPUNIT_TEST_FIXTURE(ShopTest, listsEventsThatAreNotOver)
{
    expectText(client->get("/"), "href=\"/events/summer-fair\"");
    clock.advance(std::chrono::hours(24 * 31));
    const auto later = client->get("/");
    expectText(later, "No events yet");
    CPPUNIT_ASSERT_EQUAL(std::string::npos, later.body.find("Summer Fair"));
}

CPPUNIT_TEST_FIXTURE(ShopTest, showsPricesAndWhatIsLeft)
{
    catalog.levels[1].sold = 93;
    const auto page = client->get("/events/summer-fair");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    expectText(page, "$25.00");
    expectText(page, "$90.00");
    expectText(page, "Only 7 left");
    expectText(page, "<option value=\"7\">");
    catalog.levels[1].held = 7;
    expectText(client->get("/events/summer-fair"), "Sold out");
}

CPPUNIT_TEST_FIXTURE(ShopTest, pricesAreAllIn)
{
    demo.setup.types[0].taxRatePpm = 88'750;
    start("card");
    const auto page = client->get("/events/summer-fair");
    expectText(page, "$27.22");
    expectText(page, "with $2.22 tax");
}

CPPUNIT_TEST_FIXTURE(ShopTest, offersNothingOutsideTheSaleWindow)
{
    demo.setup.event.sale.until = clock.now();
    start("card");
    const auto page = client->get("/events/summer-fair");
    expectText(page, "no longer sold");
    CPPUNIT_ASSERT_EQUAL(std::string::npos, page.body.find("<select"));
}

CPPUNIT_TEST_FIXTURE(ShopTest, everyPageForbidsForeignScriptsAndFramesAndStorage)
{
    for (const char* path : {"/", "/events/summer-fair", "/cart", "/nothing", "/problems/sold_out"}) {
        const auto page = client->get(path);
        CPPUNIT_ASSERT(page.field("Content-Security-Policy").starts_with("default-src 'none'"));
        CPPUNIT_ASSERT_EQUAL(std::string("nosniff"), page.field("X-Content-Type-Options"));
        CPPUNIT_ASSERT_EQUAL(std::string("no-referrer"), page.field("Referrer-Policy"));
        CPPUNIT_ASSERT_EQUAL(std::string("no-store"), page.field("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL(std::string("text/html; charset=utf-8"), page.field("Content-Type"));
        CPPUNIT_ASSERT(page.body.find("<html lang=\"en\">") != std::string::npos);
        const std::string policy = page.field("Content-Security-Policy");
        CPPUNIT_ASSERT(policy.find("script-src 'self';") != std::string::npos &&
                       policy.find("unsafe") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL(1, test::countOf(page.body, "<script"));
        CPPUNIT_ASSERT_EQUAL(1, test::countOf(page.body, "<script src=\"/static/ace."));
        CPPUNIT_ASSERT(page.body.find(" style=") == std::string::npos);
    }
}

// Browsers block a redirect of a form to where its page does not let forms go.
CPPUNIT_TEST_FIXTURE(ShopTest, onlyTheCartsFormMayGoOnToThePaymentPage)
{
    services->publicUrl = "https://tickets.example";
    (void)pick("1");
    CPPUNIT_ASSERT(
        client->get("/cart").field("Content-Security-Policy").ends_with("form-action 'self' https:"));
    for (const char* path : {"/", "/events/summer-fair", "/nothing"})
        CPPUNIT_ASSERT(client->get(path).field("Content-Security-Policy").ends_with("form-action 'self'"));
}

CPPUNIT_TEST_FIXTURE(ShopTest, servesItsStylesheetForGood)
{
    const std::string page = client->get("/").body;
    const std::size_t at = page.find("/static/ace.");
    CPPUNIT_ASSERT(at != std::string::npos);
    const auto style = client->get(page.substr(at, page.find('"', at) - at));
    CPPUNIT_ASSERT_EQUAL(200, style.status);
    CPPUNIT_ASSERT_EQUAL(std::string("text/css; charset=utf-8"), style.field("Content-Type"));
    CPPUNIT_ASSERT(style.field("Cache-Control").find("immutable") != std::string::npos);
    const auto plain = client->get("/static/ace.css");
    CPPUNIT_ASSERT_EQUAL(std::string("no-cache"), plain.field("Cache-Control"));
    CPPUNIT_ASSERT_EQUAL(304,
                         client->get("/static/ace.css", {{"If-None-Match", plain.field("ETag")}}).status);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/static/ace.0000000000000000.css").status);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/static/passwd").status);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/static/..%2Face.css").status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, keepsTheCartInASignedCookie)
{
    const auto taken = pick("2");
    CPPUNIT_ASSERT_EQUAL(303, taken.status);
    CPPUNIT_ASSERT_EQUAL(std::string("/cart"), taken.field("Location"));
    const std::string cookie = taken.field("Set-Cookie");
    CPPUNIT_ASSERT_MESSAGE(cookie, cookie.find("HttpOnly") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(cookie, cookie.find("SameSite=Lax") != std::string::npos);
    expectText(client->get("/cart"), "2 × General");
    expectText(client->get("/cart"), "$50.00");
    expectText(client->get("/events/summer-fair"), "<option value=\"2\" selected>");
    client->setCookie("ace_cart", "forged." + client->cookies().at("ace_cart"));
    expectText(client->get("/cart"), "nothing in it");
}

CPPUNIT_TEST_FIXTURE(ShopTest, theCartFormSentTwiceChangesNothing)
{
    (void)pick("2");
    (void)pick("2");
    expectText(client->get("/cart"), "2 × General");
    (void)pick("0");
    expectText(client->get("/cart"), "nothing in it");
}

CPPUNIT_TEST_FIXTURE(ShopTest, refusesNumbersOfTicketsThatAreNone)
{
    for (const char* count : {"-1", "two", "1.5", "99999999999", "0x1"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(count, 400, pick(count).status);
    const auto tooMany = pick("21");
    CPPUNIT_ASSERT_EQUAL(422, tooMany.status);
    expectText(tooMany, "at most 20 of “General”");
    CPPUNIT_ASSERT_EQUAL(422, pick("").status);
    CPPUNIT_ASSERT_EQUAL(404, client->postForm("/cart", "event=none").status);
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(ShopTest, asksBeforeItReplacesAnotherEventsCart)
{
    EventSetup other = test::DemoOrder(ids, clock.now()).setup;
    other.event.slug = "winter-fair";
    catalog.events.push_back(std::make_shared<EventSetup>(other));
    (void)pick("2");
    const std::string form = "event=winter-fair&q-" + other.types[1].id.toString() + "=3";
    const auto asked = client->postForm("/cart", form);
    CPPUNIT_ASSERT_EQUAL(409, asked.status);
    expectText(asked, "name=\"replace\"");
    expectText(client->get("/cart"), "2 × General");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/cart", form + "&replace=1").status);
    expectText(client->get("/cart"), "3 × Child");
}

CPPUNIT_TEST_FIXTURE(ShopTest, checkoutHoldsTheTicketsAndGoesToThePayment)
{
    answerHeld("https://bank.example/pay");
    (void)pick("2");
    const auto reply = client->postForm("/checkout", filledForm("Ann+O%27Neil"));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("https://bank.example/pay"), reply.field("Location"));
    const auto& asked = boxOffice.asked.at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("Ann O'Neil"), asked.customer.name);
    CPPUNIT_ASSERT_EQUAL(std::string("ann@example.com"), asked.customer.email);
    CPPUNIT_ASSERT_EQUAL(std::string("card"), asked.paymentMethod);
    CPPUNIT_ASSERT(asked.channel == Channel::Web);
    CPPUNIT_ASSERT_EQUAL(2, asked.items.at(0).quantity);
    CPPUNIT_ASSERT_EQUAL(std::string("shop|checkout"), asked.idempotency->scope);
}

CPPUNIT_TEST_FIXTURE(ShopTest, aDoubleClickIsOneOrderAndAnotherCartIsAnother)
{
    answerPending();
    (void)pick("1");
    const std::string form = filledForm();
    (void)client->postForm("/checkout", form);
    (void)client->postForm("/checkout", form);
    (void)pick("2");
    (void)client->postForm("/checkout", filledForm());
    const auto& asked = boxOffice.asked;
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, asked.size());
    CPPUNIT_ASSERT_EQUAL(asked.at(0).idempotency->key, asked.at(1).idempotency->key);
    CPPUNIT_ASSERT(asked.at(0).idempotency->bodyHash == asked.at(1).idempotency->bodyHash);
    CPPUNIT_ASSERT(asked.at(0).idempotency->key != asked.at(2).idempotency->key);
}

CPPUNIT_TEST_FIXTURE(ShopTest, aCartInTwoTabsIsOneOrder)
{
    answerPending();
    (void)pick("1");
    test::HttpClient tab(front->port());
    tab.setCookie("ace_cart", client->cookies().at("ace_cart"));
    const std::string form = filledForm();
    CPPUNIT_ASSERT_EQUAL(form, filledForm());
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", form).status);
    CPPUNIT_ASSERT_EQUAL(303, tab.postForm("/checkout", form).status); // at the same moment
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    const auto& asked = boxOffice.asked;
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, asked.size());
    for (const auto& each : asked) {
        CPPUNIT_ASSERT_EQUAL(asked[0].idempotency->key, each.idempotency->key);
        CPPUNIT_ASSERT(asked[0].idempotency->bodyHash == each.idempotency->bodyHash);
    }
}

CPPUNIT_TEST_FIXTURE(ShopTest, theCartSentAgainKeepsItsNonceAndAChangedOneHasAnother)
{
    (void)pick("1");
    const std::string form = filledForm();
    (void)pick("1");
    CPPUNIT_ASSERT_EQUAL(form, filledForm());
    (void)pick("2");
    CPPUNIT_ASSERT(form != filledForm());
}

CPPUNIT_TEST_FIXTURE(ShopTest, theFormOfAnOlderCartOrdersNothingElseThanItShows)
{
    answerHeld("/pay");
    (void)pick("1");
    const std::string old = filledForm();
    (void)client->postForm("/cart", "event=summer-fair&" + field(0) + "=0");
    (void)pick("1"); // the same total
    const auto reply = client->postForm("/checkout", old);
    CPPUNIT_ASSERT_EQUAL(409, reply.status);
    expectText(reply, "has changed since you saw this page");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, whatWasTypedIsNotLost)
{
    (void)pick("1");
    const auto reply = client->postForm("/checkout", filledForm("Ann+%3Cb%3E", "not-an-address"));
    CPPUNIT_ASSERT_EQUAL(422, reply.status);
    expectText(reply, "value=\"Ann &lt;b&gt;\"");
    expectText(reply, "value=\"not-an-address\"");
    expectText(reply, "does not look like an e-mail address");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
    CPPUNIT_ASSERT_EQUAL(422, client->postForm("/checkout", filledForm("+", "a%40b.c")).status);
    CPPUNIT_ASSERT_EQUAL(422, client->postForm("/checkout", "name=Ann&email=a%40b.c").status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, aPriceThatChangedIsShownBeforeItIsCharged)
{
    (void)pick("1");
    const std::string form = filledForm();
    demo.setup.types[0].price.minor = 9900;
    catalog.events = {std::make_shared<EventSetup>(demo.setup)};
    const auto reply = client->postForm("/checkout", form);
    CPPUNIT_ASSERT_EQUAL(409, reply.status);
    expectText(reply, "$99.00");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
}

CPPUNIT_TEST_FIXTURE(ShopTest, aFailureKeepsTheFormAndItsNonce)
{
    for (const ErrorCode code : {ErrorCode::Busy, ErrorCode::OutcomeUnknown, ErrorCode::Timeout}) {
        boxOffice.onHold = [code](const auto&) -> Result<boxoffice::HoldOutcome> {
            return failure(code, "no");
        };
        (void)pick("1");
        const std::string form = filledForm();
        const auto reply = client->postForm("/checkout", form);
        CPPUNIT_ASSERT(reply.status == 503 || reply.status == 504);
        expectText(reply, "will not be charged twice");
        CPPUNIT_ASSERT(form.find(test::hiddenValue(reply.body, "nonce")) != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(ShopTest, everyRefusalIsToldInTheCart)
{
    using boxoffice::Refusal;
    (void)pick("1");
    for (const auto& [refusal, status] : {std::pair(Refusal::SoldOut, 409),
                                          {Refusal::NotOnSale, 409},
                                          {Refusal::OverLimit, 422},
                                          {Refusal::PaymentFailed, 422},
                                          {Refusal::IdempotencyKeyReused, 422}}) {
        answerRefused(refusal);
        const std::string form = filledForm();
        const auto reply = client->postForm("/checkout", form);
        CPPUNIT_ASSERT_EQUAL(status, reply.status);
        expectText(reply, "role=\"alert\"");
        const bool sameNonce = form.find(test::hiddenValue(reply.body, "nonce")) != std::string::npos;
        const bool usedUp = refusal == Refusal::PaymentFailed || refusal == Refusal::IdempotencyKeyReused;
        CPPUNIT_ASSERT_EQUAL(!usedUp, sameNonce);
    }
}

CPPUNIT_TEST_FIXTURE(ShopTest, withoutACardMethodNothingIsSoldOnline)
{
    start("");
    (void)pick("1");
    expectText(client->get("/cart"), "not set up");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", "name=A&email=a%40b.c").status);
    CPPUNIT_ASSERT(boxOffice.asked.empty());
}

CPPUNIT_TEST_FIXTURE(ShopTest, theSimulatedPaymentIsMarkedTestAndShowsTheOrderToItsOwner)
{
    boxOffice.order = demo.record;
    const std::string path = "/pay/test/" + demo.record.payment->id.toString();
    const auto page = client->get(path + "?code=C0DE&key=the-key");
    expectText(page, "TEST");
    expectText(page, "$50.00");
    const auto stranger = client->get(path + "?code=C0DE&key=guess");
    CPPUNIT_ASSERT_EQUAL(std::string::npos, stranger.body.find("$50.00"));
    CPPUNIT_ASSERT_EQUAL(404, client->get("/pay/test/nonsense").status);
    CPPUNIT_ASSERT_EQUAL(400, client->postForm(path, "outcome=steal").status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, anApprovedPaymentEmptiesTheCartAndADeclinedOneDoesNot)
{
    (void)pick("1");
    boxOffice.order = demo.record;
    boxOffice.order->order.state = OrderState::Canceled;
    boxOffice.order->tickets.clear();
    const std::string payment = demo.record.payment->id.toString();
    const auto declined = client->postForm("/pay/test/" + payment, "outcome=decline");
    CPPUNIT_ASSERT_EQUAL(std::string("card:payment=" + payment + "&outcome=decline"), boxOffice.notified);
    expectText(client->get(declined.field("Location")), "did not go through");
    expectText(client->get("/cart"), "1 × General");
    boxOffice.order = demo.record;
    const auto approved = client->postForm("/pay/test/" + payment, "outcome=approve");
    CPPUNIT_ASSERT_EQUAL(std::string("/orders/C0DE/the-key"), approved.field("Location"));
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(ShopTest, anOrderOpensWithItsKeyOnly)
{
    boxOffice.order = demo.record;
    const auto page = client->get("/orders/C0DE/the-key");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    expectText(page, "Your tickets");
    expectText(page, "Ticket 2 of 2");
    CPPUNIT_ASSERT_EQUAL(2, test::countOf(page.body, "<svg"));
    for (const char* path : {"/orders/C0DE/the-kez", "/orders/C0DE/the-ke", "/orders/NONE/the-key",
                             "/orders/C0DE/wrong/tickets.pdf"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 404, client->get(path).status);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/orders/C0DE").status);
    const auto all = client->get("/orders/C0DE/the-key/tickets.pdf");
    CPPUNIT_ASSERT_EQUAL(std::string("application/pdf"), all.field("Content-Type"));
    const auto one =
        client->get("/orders/C0DE/the-key/tickets/" + demo.record.tickets[0].id.toString() + ".pdf");
    CPPUNIT_ASSERT_EQUAL(200, one.status);
    CPPUNIT_ASSERT(one.body.size() <= all.body.size());
}

CPPUNIT_TEST_FIXTURE(ShopTest, documentsWaitInALineOfTheirOwn)
{
    CPPUNIT_ASSERT(router.match("GET", "/orders/ABC/key/tickets.pdf").options().slow);
    CPPUNIT_ASSERT(router.match("GET", "/orders/ABC/key/tickets/1.pdf").options().slow);
    CPPUNIT_ASSERT(!router.match("GET", "/orders/ABC/key").options().slow);
}

CPPUNIT_TEST_FIXTURE(ShopTest, everyStateOfAnOrderHasItsPage)
{
    boxOffice.order = demo.record;
    Order& order = boxOffice.order->order;
    boxOffice.order->tickets[1].state = TicketState::Blocked;
    expectText(client->get("/orders/C0DE/the-key"), "This ticket is blocked");
    boxOffice.order->tickets.clear();
    order.state = OrderState::Pending;
    order.holdUntil = clock.now() + std::chrono::minutes(15);
    expectText(client->get("/orders/C0DE/the-key"), "Waiting for the payment");
    expectText(client->get("/orders/C0DE/the-key"), "/orders/C0DE/the-key/pay");
    order.state = OrderState::Expired;
    expectText(client->get("/orders/C0DE/the-key"), "has expired");
    order.state = OrderState::Canceled;
    expectText(client->get("/orders/C0DE/the-key"), "did not go through");
    CPPUNIT_ASSERT_EQUAL(409, client->get("/orders/C0DE/the-key/tickets.pdf").status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, whoPaidTooLateIsToldThatTheMoneyGoesBack)
{
    boxOffice.order = demo.record;
    boxOffice.order->tickets.clear();
    boxOffice.order->order.state = OrderState::Expired;
    boxOffice.order->refunds.emplace_back();
    const auto page = client->get("/orders/C0DE/the-key");
    expectText(page, "Your money goes back");
    CPPUNIT_ASSERT_EQUAL(std::string::npos, page.body.find("nothing was charged"));
}

CPPUNIT_TEST_FIXTURE(ShopTest, thePaymentPageKnowsTheWayBackToTheOrderAndToTheCart)
{
    answerHeld("https://checkout.example/pay");
    (void)pick("1");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    CPPUNIT_ASSERT_EQUAL(std::string("/orders/{code}/{key}"), boxOffice.asked.at(0).returnUrl);
    CPPUNIT_ASSERT_EQUAL(std::string("/cart"), boxOffice.asked.at(0).cancelUrl);
}

CPPUNIT_TEST_FIXTURE(ShopTest, hostileNamesStayText)
{
    demo.setup.event.name = demo.setup.event.venue = kHostile;
    demo.setup.types[0].name = demo.setup.types[0].description = kHostile;
    demo.record.order.customer.name = kHostile;
    start("card");
    boxOffice.order = demo.record;
    (void)pick("1");
    for (const char* path : {"/", "/events/summer-fair", "/cart", "/orders/C0DE/the-key", "/%3Cscript%3E",
                             "/events/%3Cscript%3E", "/problems/%3Cscript%3E"}) {
        const auto page = client->get(path);
        CPPUNIT_ASSERT_MESSAGE(path + page.body, page.body.find("<script>") == std::string::npos);
    }
    expectText(client->get("/cart"), "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&apos;&amp;");
    const auto typed = client->postForm("/checkout", filledForm("%22%3E%3Cscript%3E", "x"));
    CPPUNIT_ASSERT(typed.body.find("<script>") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ShopTest, explainsEveryCodeOfTheApi)
{
    for (const http::ProblemKind& kind : http::problemKinds()) {
        const auto page = client->get("/problems/" + std::string(kind.code));
        CPPUNIT_ASSERT_EQUAL(200, page.status);
        expectText(page, std::string(kind.code));
    }
    CPPUNIT_ASSERT_EQUAL(404, client->get("/problems/nothing").status);
}

CPPUNIT_TEST_FIXTURE(ShopTest, manyCustomersAreShownPagesAtOnce)
{
    boxOffice.order = demo.record;
    std::atomic<int> good{0};
    {
        std::vector<std::jthread> customers;
        for (int i = 0; i < 8; ++i)
            customers.emplace_back([&] {
                test::HttpClient own(front->port());
                for (const char* path : {"/", "/events/summer-fair", "/cart", "/orders/C0DE/the-key"})
                    good += own.get(path).body.ends_with("</html>\n") ? 1 : 0;
            });
    }
    CPPUNIT_ASSERT_EQUAL(32, good.load());
}

CPPUNIT_TEST_FIXTURE(ShopTest, aBrokenCatalogIsAPageThatSaysSo)
{
    catalog.broken = Error{ErrorCode::Unavailable, "the record is away", ""};
    const auto page = client->get("/");
    CPPUNIT_ASSERT_EQUAL(503, page.status);
    CPPUNIT_ASSERT_EQUAL(std::string("60"), page.field("Retry-After"));
    expectText(page, "<h1>");
}

} // namespace

} // namespace ace::server::shop
