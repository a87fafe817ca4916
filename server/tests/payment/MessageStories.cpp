// SPDX-License-Identifier: MIT
// What Stripe's webhooks may do, and what others may do in Stripe's name.
#include "PaymentStory.h"

#include "webhooks/Signature.h"

#include <future>

namespace ace::server {

namespace {

class MessageStories : public PaymentStory
{
protected:
    // Ann has gone to Stripe's page with two tickets.
    std::string begun()
    {
        customer.emplace(*world);
        customer->choose(2);
        return customer->goToPayment();
    }
    test::Reply tell(const std::string& body, const std::string& signature)
    {
        return test::HttpClient(world->shopPort())
            .post("/webhooks/payment/card", body,
                  {{"Content-Type", "application/json"}, {"Stripe-Signature", signature}});
    }
    static std::int64_t nowSeconds()
    {
        return std::chrono::floor<std::chrono::seconds>(SystemClock().now()).time_since_epoch().count();
    }
    static std::string signedBy(const std::string& secret, const std::string& body, std::int64_t time)
    {
        return stripesimulator::signatureHeader({secret}, time, body);
    }
    // Messages for payments that the server says it has refused.
    std::string refusedSoFar()
    {
        const std::string metrics = test::HttpClient(world->shopPort()).get("/metrics").body;
        for (std::size_t at = 0; (at = metrics.find("ace_http_requests_total{", at)) != std::string::npos;
             ++at) {
            const std::string line = metrics.substr(at, metrics.find('\n', at) - at);
            if (line.find("/webhooks/payment/") != std::string::npos &&
                line.find("code=\"400\"") != std::string::npos)
                return line.substr(line.rfind(' ') + 1);
        }
        return "0";
    }

    std::optional<Customer> customer;
};

CPPUNIT_TEST_FIXTURE(MessageStories, s07_theSameEventAgainAndAgainIsOneFulfilment)
{
    const std::string page = begun();
    world->setWebhooks({{"copies", 3}});
    customer->press(page, "stay");
    waitFor(page, "paid");
    waitUntilSettled(*world);
    world->setWebhooks({{"copies", 1}});
    for (const Json& event : world->list("/v1/events"))
        world->control("POST", "/events/" + event.at("id").get<std::string>() + "/resend");
    waitUntilSettled(*world);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, world->mailsOf(orderOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::string("2"), world->one("SELECT COUNT(*) FROM ticket"));
}

CPPUNIT_TEST_FIXTURE(MessageStories, s08_deliveriesAndTheCustomerAtOnceAreOneFulfilment)
{
    const std::string page = begun(), back = returnOf(page);
    world->setWebhooks({{"hold", true}, {"copies", 5}, {"parallel", true}});
    customer->press(page, "stay");
    world->setWebhooks({{"hold", false}});
    std::vector<std::future<test::Reply>> tabs;
    for (int i = 0; i < 6; ++i)
        tabs.push_back(
            std::async(std::launch::async, [&back, tab = *customer]() mutable { return tab.visit(back); }));
    for (auto& tab : tabs) // not each of them asks Stripe, so that some may still wait
        CPPUNIT_ASSERT_EQUAL(200, tab.get().status);
    waitUntilSettled(*world);
    showsTickets(2, customer->visit(back));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, world->mailsOf(orderOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::string("2"), world->one("SELECT COUNT(*) FROM ticket"));
}

CPPUNIT_TEST_FIXTURE(MessageStories, s09_eventsInTheWrongOrderMoveNothingBack)
{
    const std::string page = begun();
    world->setWebhooks({{"hold", true}});
    customer->press(page, "pay", "4000000000000002");
    customer->press(page, "stay");
    world->setWebhooks({{"reorder", true}, {"hold", false}});
    waitFor(page, "paid");
    waitUntilSettled(*world); // the refusal of the first card comes last
    CPPUNIT_ASSERT_EQUAL(std::string("paid"), world->stateOf(orderOf(page)));
}

CPPUNIT_TEST_FIXTURE(MessageStories, s11_whatIsNotStripesIs400AndCountedAndChangesNothing)
{
    const std::string page = begun();
    world->setWebhooks({{"hold", true}});
    customer->press(page, "stay");
    std::string event;
    for (const Json& one : world->list("/v1/events"))
        if (one.at("type") == "checkout.session.completed")
            event = one.dump();
    std::string tampered = event;
    tampered.replace(tampered.find("checkout.session.completed"), 8, "CHECKOUT");
    const std::int64_t now = nowSeconds();
    const std::string good = signedBy(PaymentWorld::kSecret, event, now);
    const std::string v0 = "t=" + std::to_string(now) + ",v0=" + good.substr(good.find("v1=") + 3);
    const std::pair<std::string, std::string> forgeries[] = {
        {event, signedBy("whsec_of_somebody", event, now)},
        {event, signedBy(PaymentWorld::kSecret, event, now - 301)}, // s10
        {event, signedBy(PaymentWorld::kSecret, event, now + 400)},
        {tampered, good},
        {event + " ", good},
        {event, ""},
        {event, v0},
        {event, good.substr(0, good.size() - 1)},
        {event, "t=" + std::to_string(now - 1) + good.substr(good.find(','))}};
    int refused = 0;
    for (const auto& [body, signature] : forgeries) {
        const auto reply = tell(body, signature);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(signature, 400, reply.status);
        CPPUNIT_ASSERT_MESSAGE(reply.body, reply.body.find("whsec") == std::string::npos);
        ++refused;
    }
    CPPUNIT_ASSERT_EQUAL(std::to_string(refused), refusedSoFar());
    CPPUNIT_ASSERT_EQUAL(std::string("0"), world->one("SELECT COUNT(*) FROM job"));
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
    CPPUNIT_ASSERT_EQUAL(200, tell(event, good).status);
    waitFor(page, "paid");
}

CPPUNIT_TEST_FIXTURE(MessageStories, s11_aStripeWithAnotherSecretOrClockIsRefusedUntilItIsRight)
{
    const std::string page = begun();
    world->setWebhooks({{"wrong_secret", true}, {"attempts", 1}});
    customer->press(page, "stay");
    waitUntilSettled(*world);
    const Json attempts = world->control("GET", "/deliveries").at("deliveries");
    CPPUNIT_ASSERT(!attempts.empty());
    for (const Json& attempt : attempts)
        CPPUNIT_ASSERT_EQUAL(400, attempt.at("status").get<int>());
    const std::string session = "checkout.session.completed";
    const auto resend = [&] {
        for (const Json& event : world->list("/v1/events"))
            if (event.at("type") == session)
                world->control("POST", "/events/" + event.at("id").get<std::string>() + "/resend");
        waitUntilSettled(*world);
    };
    world->setWebhooks({{"wrong_secret", false}, {"time_shift_s", -400}});
    resend();
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
    world->setWebhooks({{"time_shift_s", 0}, {"two_signatures", true}}); // s12: a secret is rolled
    resend();
    waitFor(page, "paid");
}

CPPUNIT_TEST_FIXTURE(MessageStories, s56_withoutWebhooksForHoursTheReconcilerFindsOut)
{
    const std::string page = begun();
    world->setWebhooks({{"lose_next", 1'000'000}});
    customer->press(page, "stay");
    Customer other(*world, "Bob");
    other.choose(3);
    const std::string left = other.goToPayment(); // and closes the browser
    passTime(std::chrono::minutes(3));
    waitFor(page, "paid");
    waitUntil("the mail is there", [&] { return world->mailsOf(orderOf(page)) == 1; });
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(left)));
    passTime(std::chrono::hours(3));
    waitUntil("the seats are free",
              [&] { return world->one("SELECT held FROM quota WHERE name = 'Hall'") == "0"; });
}

} // namespace

} // namespace ace::server
