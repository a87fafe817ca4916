// SPDX-License-Identifier: MIT
// The network and Stripe itself fail at the wrong moment. Whatever happens, there is one session of an order.
#include "PaymentStory.h"

namespace ace::server {

namespace {

constexpr const char* kSessions = "/v1/checkout/sessions";

class FaultStories : public PaymentStory
{
protected:
    Json fault(const std::string& kind, int times = 1) const
    {
        return {{"kind", kind}, {"method", "POST"}, {"path", kSessions}, {"times", times}};
    }
    // All that is answered to the first checkout is lost; with `done` the session is there all the same. The
    // customer is asked to press the button again.
    std::string failedCheckout(bool done)
    {
        if (done)
            world->breakStripe(fault("drop_after"));
        world->breakStripe(fault("drop_before", 0));
        customer.emplace(*world);
        customer->choose(2);
        const std::string form = customer->openCart();
        const auto reply = customer->order(form);
        CPPUNIT_ASSERT_MESSAGE(reply.body, reply.status >= 500);
        CPPUNIT_ASSERT_MESSAGE(reply.body,
                               reply.body.find("you will not be charged twice") != std::string::npos);
        world->control("DELETE", "/faults");
        CPPUNIT_ASSERT_EQUAL(std::size_t{done ? 1u : 0u}, sessions());
        return form;
    }
    std::string again(const std::string& form)
    {
        const auto reply = customer->order(form);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
        return Customer::pathOf(reply.field("Location"));
    }
    void paysOnceFor(const std::string& page)
    {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sessions());
        customer->press(page, "pay");
        showsTickets(2, customer->visit(returnOf(page)));
    }
    // A customer meets the fault and does not see it.
    void isNotSeen(const Json& what)
    {
        world->breakStripe(what);
        customer.emplace(*world);
        customer->choose(2);
        paysOnceFor(customer->goToPayment());
    }

    std::optional<Customer> customer;
};

CPPUNIT_TEST_FIXTURE(FaultStories, s22_oneLostAnswerIsNotSeen) { isNotSeen(fault("drop_after")); }

CPPUNIT_TEST_FIXTURE(FaultStories, s22_whenAllAnswersAreLostTheSameFormFindsTheSession)
{
    paysOnceFor(again(failedCheckout(true)));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s23_aServerThatNeverHeardTheAnswerAsksAfterItsStart)
{
    const std::string form = failedCheckout(true);
    CPPUNIT_ASSERT_EQUAL(std::string(), world->one("SELECT memo FROM payment"));
    stop();
    start();
    passTime(std::chrono::minutes(3));
    const std::string session = world->list(kSessions).at(0).at("id");
    waitUntil("it knows the session", [&] { return world->one("SELECT memo FROM payment") == session; });
    paysOnceFor(again(form));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s24_aServerThatEndedBeforeItAskedStripeAsksAfterItsStart)
{
    const std::string form = failedCheckout(false);
    stop();
    start();
    paysOnceFor(again(form));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s26_anErrorAfterItWasDoneIsReadAgain)
{
    isNotSeen(fault("error_500_after"));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s26_anErrorBeforeItWasDoneIsNotSeen)
{
    isNotSeen(fault("error_500_before", 2));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s27_burstsOfConflictsAndLimitsAreNotSeen)
{
    world->breakStripe(fault("conflict"));
    world->breakStripe(fault("lock_timeout"));
    isNotSeen(fault("rate_limit"));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s28_whatAProxyAnswersIsNoAnswer)
{
    world->breakStripe(fault("html_502_before"));
    world->breakStripe(fault("html_502_after"));
    isNotSeen(fault("truncated"));
}

CPPUNIT_TEST_FIXTURE(FaultStories, s28_theReturnOfACustomerWhomStripeDoesNotConfirmIsAskedAgain)
{
    world->setWebhooks({{"hold", true}});
    customer.emplace(*world);
    customer->choose(2);
    const std::string page = customer->goToPayment(), back = returnOf(page);
    world->breakStripe({{"kind", "html_502_before"}, {"method", "GET"}, {"times", 4}});
    customer->press(page, "pay");
    const auto first = customer->visit(back); // the record as it stands
    showsTickets(0, first);
    CPPUNIT_ASSERT(first.body.find("Waiting for the payment") != std::string::npos);
    showsTickets(2, customer->visit(back));
}

} // namespace

} // namespace ace::server
