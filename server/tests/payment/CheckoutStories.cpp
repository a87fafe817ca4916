// SPDX-License-Identifier: MIT
// What customers do on their way through the payment. s…: the scenario's number in the list of what breaks
// naive integrations of Stripe.
#include "PaymentStory.h"

#include <future>

namespace ace::server {

namespace {

constexpr const char* kDeclinedCard = "4000000000000002";
constexpr const char* kAskingCard = "4000000000003220";

class CheckoutStories : public PaymentStory
{
protected:
    Customer ann() { return Customer(*world); }
};

CPPUNIT_TEST_FIXTURE(CheckoutStories, s01_aDoubleClickIsOneOrderAndOnePage)
{
    Customer customer = ann();
    customer.choose(2);
    const std::string form = customer.openCart();
    std::vector<std::future<test::Reply>> clicks;
    for (int i = 0; i < 4; ++i)
        clicks.push_back(
            std::async(std::launch::async, [form, tab = customer]() mutable { return tab.order(form); }));
    std::string page;
    for (auto& click : clicks) {
        const auto reply = click.get();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
        if (page.empty())
            page = Customer::pathOf(reply.field("Location"));
        CPPUNIT_ASSERT_EQUAL(page, Customer::pathOf(reply.field("Location")));
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sessions());
    customer.press(page, "pay");
    customer.press(page, "pay");
    showsTickets(2, customer.visit(returnOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
    leadsTo(returnOf(page), customer.order(form)); // a click that was under way all the time
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s03_theWebhookMayComeBeforeTheCustomer)
{
    Customer customer = ann();
    customer.choose(2);
    const std::string page = customer.goToPayment();
    customer.press(page, "stay");
    waitFor(page, "paid");
    waitUntilSettled(*world);
    showsTickets(2, customer.visit(returnOf(page)));
    showsTickets(2, customer.visit(returnOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, world->mailsOf(orderOf(page)));
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s04_theCustomerMayComeWithoutAnyWebhook)
{
    world->setWebhooks({{"hold", true}});
    Customer customer = ann();
    customer.choose(2);
    const std::string page = customer.goToPayment();
    leadsTo(returnOf(page), customer.press(page, "pay"));
    showsTickets(2, customer.visit(returnOf(page)));
    waitUntil("the mail is there", [&] { return world->mailsOf(orderOf(page)) == 1; });
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s05_whoNeverReturnsHasTheTicketsInTheMail)
{
    Customer customer = ann();
    customer.choose(2);
    const std::string page = customer.goToPayment();
    customer.press(page, "stay");
    waitUntil("the mail is there", [&] { return world->mailsOf(orderOf(page)) == 1; });
    CPPUNIT_ASSERT_EQUAL(std::string("paid"), world->stateOf(orderOf(page)));
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s06_comingBackWithoutPayingGivesNothing)
{
    Customer honest = ann(), other(*world, "Mallory");
    honest.choose(1);
    const std::string paid = honest.goToPayment();
    honest.press(paid, "pay");
    other.choose(2);
    const std::string page = other.goToPayment();
    const std::string back = returnOf(page);
    for (const std::string& forged :
         {back, back + "?session_id=" + session(paid).at("id").get<std::string>(), back + "?status=paid"}) {
        const auto reply = other.visit(forged);
        showsTickets(0, reply);
        CPPUNIT_ASSERT(reply.body.find("Waiting for the payment") != std::string::npos);
    }
    CPPUNIT_ASSERT_EQUAL(409, other.visit(back + "/tickets.pdf").status);
    const std::string key = back.substr(back.rfind('/') + 1), its = returnOf(paid);
    CPPUNIT_ASSERT_EQUAL(404, other.visit(its.substr(0, its.rfind('/') + 1) + key).status);
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s20_threeDSecureThatIsLeftGivesTheSeatsBack)
{
    world->setWebhooks({{"lose_next", 1'000'000}});
    Customer customer = ann();
    customer.choose(10);
    const std::string page = customer.goToPayment();
    const auto asks = customer.press(page, "pay", kAskingCard);
    CPPUNIT_ASSERT(asks.field("Location").find("/3d-secure/") != std::string::npos);
    showsTickets(0, customer.visit(returnOf(page)));
    passTime(std::chrono::minutes(46));
    waitUntil("the seats are free",
              [&] { return world->one("SELECT held FROM quota WHERE name = 'Hall'") == "0"; });
    const std::string intent = session(page).at("payment_intent");
    CPPUNIT_ASSERT_EQUAL(std::string("canceled"),
                         world->stripe("/v1/payment_intents/" + intent).at("status").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s20_threeDSecureThatIsPassedPays)
{
    Customer customer = ann();
    customer.choose(1);
    const std::string page = customer.goToPayment();
    const auto asks = customer.press(page, "pay", kAskingCard);
    leadsTo(returnOf(page), customer.post(Customer::pathOf(asks.field("Location")), "outcome=complete"));
    showsTickets(1, customer.visit(returnOf(page)));
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s30_aDeclinedCardAndThenAnotherIsOneChargeOfOneOrder)
{
    Customer customer = ann();
    customer.choose(2);
    const std::string page = customer.goToPayment();
    const auto declined = customer.press(page, "pay", kDeclinedCard);
    CPPUNIT_ASSERT_EQUAL(200, declined.status);
    const std::string intent = session(page).at("payment_intent");
    waitUntilSettled(*world); // payment_intent.payment_failed is no end
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
    leadsTo(returnOf(page), customer.press(page, "pay"));
    CPPUNIT_ASSERT_EQUAL(intent, session(page).at("payment_intent").get<std::string>());
    showsTickets(2, customer.visit(returnOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(CheckoutStories, s51_whatCostsNothingNeedsNoStripe)
{
    Customer customer = ann();
    customer.choose(2, 1);
    const auto reply = customer.order(customer.openCart());
    CPPUNIT_ASSERT(reply.field("Location").starts_with("/orders/"));
    showsTickets(2, customer.visit(reply.field("Location")));
    const std::string order = world->one("SELECT code FROM orders");
    waitUntil("the mail is there", [&] { return world->mailsOf(order) == 1; });
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, world->asked("POST", "/v1/checkout/sessions"));
}

} // namespace

} // namespace ace::server
