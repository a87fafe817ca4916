// SPDX-License-Identifier: MIT
#pragma once

#include "Books.h"
#include "Customer.h"
#include "ServerProgram.h"

#include <ace/base/SystemIdSource.h>

#include <optional>

namespace ace::server {

// The real server with its real plugins, in this process. After each story the books must add up.
class PaymentStory : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        world.emplace();
        start();
    }
    void tearDown() override
    {
        world->control("DELETE", "/faults");
        world->setWebhooks({{"hold", false}});
        waitUntilSettled(*world);
        ledgerAddsUp(*world);
        stop();
        world.reset();
    }

protected:
    void start()
    {
        Options options;
        options.port = world->shopPort();
        options.data = world->data();
        options.config = world->config();
        program = test::valueOf(ServerProgram::start(options, log, clock, ids));
    }
    void stop() { program.reset(); }

    // At the shop and at Stripe.
    void passTime(std::chrono::minutes time)
    {
        world->control("POST", "/clock",
                       {{"advance_seconds", std::chrono::duration_cast<std::chrono::seconds>(time).count()}});
        clock.advance(time);
    }
    Json session(const std::string& page)
    {
        return world->stripe("/v1/checkout/sessions/" + page.substr(page.rfind('/') + 1));
    }
    std::string orderOf(const std::string& page) { return session(page).at("metadata").at("ace_order"); }
    std::string returnOf(const std::string& page)
    {
        return Customer::pathOf(session(page).at("success_url"));
    }
    void waitFor(const std::string& page, const std::string& state)
    {
        const std::string order = orderOf(page);
        waitUntil("order " + order + " is " + state, [&] { return world->stateOf(order) == state; });
    }
    std::size_t sessions() { return world->list("/v1/checkout/sessions").size(); }
    std::size_t chargesThatSucceeded()
    {
        std::size_t count = 0;
        for (const Json& charge : world->list("/v1/charges"))
            count += charge.at("status") == "succeeded" ? 1 : 0;
        return count;
    }
    static void leadsTo(const std::string& path, const test::Reply& reply)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
        CPPUNIT_ASSERT_EQUAL(path, Customer::pathOf(reply.field("Location")));
    }
    static void showsTickets(int count, const test::Reply& reply)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 200, reply.status);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, count, test::countOf(reply.body, "<svg"));
    }

    test::FakeLog log;
    RunningClock clock;
    SystemIdSource ids{clock};
    std::optional<PaymentWorld> world;
    std::unique_ptr<ServerProgram> program;
};

} // namespace ace::server
