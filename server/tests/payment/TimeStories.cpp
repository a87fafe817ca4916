// SPDX-License-Identifier: MIT
// Payments that take their time, or come at the wrong moment.
#include "PaymentStory.h"

#include <algorithm>

namespace ace::server {

namespace {

class TimeStories : public PaymentStory
{
protected:
    std::string begun(Customer& customer, int count)
    {
        customer.choose(count);
        return customer.goToPayment();
    }
    std::string held() { return world->one("SELECT held FROM quota WHERE name = 'Hall'"); }
    void settleDelayed(const std::string& page, bool paid)
    {
        const std::string intent = session(page).at("payment_intent");
        world->control("POST", "/payment_intents/" + intent + "/settle", {{"paid", paid}});
    }
    // Its payment page stays open, for only the shop's clock goes on, and meanwhile it cannot ask Stripe. For
    // a day it waits for its plugin, then nobody has paid. The day is taken back, as Stripe's clock stood.
    void holdRunsOutUnasked(const std::string& page)
    {
        stop();
        world->writeConfig("", false);
        clock.advance(std::chrono::hours(25));
        start();
        waitFor(page, "expired");
        stop();
        clock.advance(std::chrono::minutes(46) - std::chrono::hours(25));
        world->writeConfig("");
        start();
    }
};

CPPUNIT_TEST_FIXTURE(TimeStories, s16_whatIsPaidAfterItsSeatsWereSoldGoesBack)
{
    Customer ann(*world), bob(*world, "Bob");
    const std::string late = begun(ann, 10);
    holdRunsOutUnasked(late);
    const std::string page = begun(bob, 10);
    bob.press(page, "stay");
    waitFor(page, "paid");
    ann.press(late, "stay");
    waitUntil("the money is back",
              [&] { return world->one("SELECT COUNT(*) FROM refund WHERE state = 'done'") == "1"; });
    CPPUNIT_ASSERT_EQUAL(std::string("expired"), world->stateOf(orderOf(late)));
    const auto shown = ann.visit(returnOf(late));
    showsTickets(0, shown);
    CPPUNIT_ASSERT(shown.body.find("Your money goes back") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(TimeStories, s16_whatIsPaidAfterItsHoldFindsSeatsThatAreLeft)
{
    Customer ann(*world);
    const std::string late = begun(ann, 10);
    holdRunsOutUnasked(late);
    ann.press(late, "pay");
    showsTickets(10, ann.visit(returnOf(late)));
}

CPPUNIT_TEST_FIXTURE(TimeStories, s17_whoPaysWhileThePageIsClosedHasPaid)
{
    Customer ann(*world);
    const std::string page = begun(ann, 3);
    world->setWebhooks({{"hold", true}});
    world->breakStripe({{"kind", "hold_before"}, {"path", "/v1/checkout/sessions/*/expire"}});
    clock.advance(std::chrono::minutes(46)); // ahead of Stripe's: the page is open
    waitUntil("the shop asks for its end", [&] {
        const Json asked = world->control("GET", "/requests").at("requests");
        return std::ranges::any_of(asked, [](const Json& one) { return one.contains("waits"); });
    });
    ann.press(page, "stay");
    world->control("POST", "/release");
    waitFor(page, "paid");
    CPPUNIT_ASSERT_EQUAL(std::string("3"), world->one("SELECT sold FROM quota WHERE name = 'Hall'"));
}

CPPUNIT_TEST_FIXTURE(TimeStories, s17_aPageIsClosedBeforeItsSeatsGo)
{
    Customer ann(*world);
    const std::string page = begun(ann, 3);
    clock.advance(std::chrono::minutes(46));
    waitFor(page, "expired");
    CPPUNIT_ASSERT_EQUAL(410, ann.press(page, "pay").status);
    CPPUNIT_ASSERT_EQUAL(std::string("0"), held());
}

CPPUNIT_TEST_FIXTURE(TimeStories, s18_aBankThatTakesDaysPaysInTheEnd)
{
    Customer ann(*world);
    const std::string page = begun(ann, 4);
    leadsTo(returnOf(page), ann.press(page, "delayed"));
    showsTickets(0, ann.visit(returnOf(page)));
    waitUntilSettled(*world); // checkout.session.completed is no payment
    passTime(std::chrono::hours(30));
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::string("4"), held());
    settleDelayed(page, true);
    waitFor(page, "paid");
    showsTickets(4, ann.visit(returnOf(page)));
}

CPPUNIT_TEST_FIXTURE(TimeStories, s19_aBankThatSaysNoAfterDaysGivesTheSeatsBack)
{
    Customer ann(*world);
    const std::string page = begun(ann, 10);
    ann.press(page, "delayed");
    waitUntilSettled(*world);
    settleDelayed(page, false);
    waitFor(page, "canceled");
    CPPUNIT_ASSERT_EQUAL(std::string("0"), held());
    Customer bob(*world, "Bob");
    const std::string next = begun(bob, 10);
    bob.press(next, "pay");
    showsTickets(10, bob.visit(returnOf(next)));
}

} // namespace

} // namespace ace::server
