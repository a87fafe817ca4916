// SPDX-License-Identifier: MIT
// An on-sale rush: far more customers than tickets, through the waiting room,
// with cards paid at a simulated Stripe.
#include "Crowd.h"
#include "HttpClient.h"
#include "PutSecret.h"
#include "RunProgram.h"
#include "ServerProgram.h"

#include <ace/base/SystemIdSource.h>
#include <ace/base/Thread.h>
#include <ace/catalog/EventImport.h>
#include <ace/runtime/RecordCheck.h>
#include <ace/runtime/Runtime.h>

#include <Poco/URI.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>

namespace ace::server {

namespace {

using namespace std::chrono_literals;

class RushTest : public CppUnit::TestFixture
{
public:
    void setUp() override { ::setenv("ACE_PLUGIN_PATH", ACE_PLUGIN_DIR, 1); }

protected:
    // The record has one event of so many tickets, whose sale opens soon, and whose waiting room is on.
    void prepare(std::int64_t tickets, std::chrono::seconds opensIn)
    {
        auto setup = test::valueOf(catalog::parseEvent(R"(
            [event]
            slug = "rush"
            name = "Rush"
            venue = "Harbour"
            time_zone = "America/New_York"
            currency = "USD"
            starts = "2030-06-05T10:00"
            ends = "2030-06-05T23:00"
            [[quota]]
            name = "House"
            size = )" + std::to_string(tickets) + R"(
            [[zone]]
            name = "House"
            [[ticket_type]]
            name = "Seat"
            price = 2500
            zones = ["House"]
            quotas = ["House"]
            [[gate]]
            name = "Door"
            zone = "House")",
                                                       "rush.toml", ids));
        setup.event.sale.from = clock.now() + opensIn;
        const auto runtime = open();
        event = test::valueOf(runtime->catalog().importEvent(std::move(setup)));
        test::mustSucceed(runtime->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.waitingRooms.setMode(event->event.id, WaitingMode::On);
            return {};
        }));
    }
    std::unique_ptr<runtime::Runtime> open()
    {
        test::mustSucceed(folder.prepare(ids));
        return test::valueOf(runtime::Runtime::startLocal(runtime::Settings::defaults(false), folder,
                                                          {log, clock, ids, {ACE_PLUGIN_DIR}, false}));
    }
    void serve()
    {
        std::string ready;
        while (ready.find('\n') == std::string::npos && stripe.isRunning())
            ready = stripe.outSoFar();
        std::string word, api, control;
        std::istringstream(ready) >> word >> api >> word >> control;
        test::putSecret(folder.path() / "secrets", "stripe/key", "sk_test_rush");
        test::putSecret(folder.path() / "secrets", "stripe/webhook", "whsec_rush");
        const auto config = temporary.path() / "ace.toml";
        test::mustSucceed(writeFileDurably(config, R"([server]
public_url = "http://shop.test"
trusted_proxies = ["127.0.0.1"]
[payment.card]
plugin = "payment-stripe-checkout"
deadline_ms = 25000
[payment.card.settings]
base_url = ")" + api + R"("
secret_key = "secret:stripe/key"
webhook_secrets = ["secret:stripe/webhook"]
)"));
        Options options;
        options.port = 0;
        options.data = folder.path();
        options.config = config;
        program = test::valueOf(ServerProgram::start(options, log, clock, ids));
        port = Poco::URI(program->url()).getPort();
        test::HttpClient tester(Poco::URI(control).getPort());
        const auto made = tester.post(
            "/webhook_endpoints",
            nlohmann::json{{"url", program->url() + "/webhooks/payment/card"}, {"secret", "whsec_rush"}}
                .dump());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(made.body, 200, made.status);
        stripePort = Poco::URI(api).getPort();
    }
    // Milliseconds of looks at the page, while `goesOn`.
    template <class Condition> std::vector<double> look(const std::string& path, Condition goesOn)
    {
        test::HttpClient buyer(port);
        std::vector<double> times;
        while (goesOn(times.size())) {
            const auto begun = std::chrono::steady_clock::now();
            CPPUNIT_ASSERT_EQUAL(200, buyer.get(path, {{"X-Forwarded-For", "10.8.0.1"}}).status);
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
            std::this_thread::sleep_for(10ms); // as often as people look
        }
        return times;
    }
    static double p99(std::vector<double> times)
    {
        CPPUNIT_ASSERT(times.size() >= 20);
        std::ranges::sort(times);
        return times[times.size() * 99 / 100];
    }
    // The sum of all that Stripe has charged, in minor units, and how often.
    std::pair<std::int64_t, std::size_t> charged()
    {
        test::HttpClient api(stripePort);
        std::pair<std::int64_t, std::size_t> sum{0, 0};
        std::string after;
        while (true) {
            const auto page = nlohmann::json::parse(
                api.get("/v1/charges?limit=100" + after, {{"Authorization", "Bearer sk_test_rush"}}).body);
            for (const auto& charge : page.at("data"))
                if (charge.at("status") == "succeeded") {
                    sum.first += charge.at("amount").get<std::int64_t>() -
                                 charge.at("amount_refunded").get<std::int64_t>();
                    ++sum.second;
                }
            if (!page.at("has_more").get<bool>())
                return sum;
            after = "&starting_after=" + page.at("data").back().at("id").get<std::string>();
        }
    }
    void expectEveryTicketSoldOnce(std::int64_t tickets)
    {
        program.reset(); // drained: all is on record
        const auto runtime = open();
        const auto levels = test::valueOf(runtime->catalog().quotaLevels(event->event.id));
        CPPUNIT_ASSERT_EQUAL(tickets, levels.front().sold);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, levels.front().held);
        const auto findings = test::valueOf(runtime::checkRecord(runtime->storage()));
        CPPUNIT_ASSERT_MESSAGE(findings.broken.empty() ? "" : findings.broken.front(),
                               findings.broken.empty());
        const auto [sum, count] = charged();
        CPPUNIT_ASSERT_EQUAL(tickets * 2500, sum);
        CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(tickets), count);
    }

    const SystemClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    test::TemporaryFolder temporary;
    runtime::DataFolder folder{temporary.path() / "data"};
    catalog::EventPtr event;
    test::StartedProgram stripe{{ACE_BIN_DIR "/ace-stripe-simulator", "--port", "0", "--control-port", "0"},
                                temporary.path()};
    std::unique_ptr<ServerProgram> program;
    std::uint16_t port = 0, stripePort = 0;
};

// --long: 2,000 for 500.
CPPUNIT_TEST_FIXTURE(RushTest, eachTicketIsSoldOnceAndEverybodysPlaceIsKept)
{
    const char* wanted = std::getenv("ACE_LONG");
    const bool full = wanted && *wanted;
    const std::int64_t tickets = full ? 500 : 60;
    const std::size_t people = full ? 2000 : 240;
    const auto opensIn = full ? 12s : 3s;
    prepare(tickets, opensIn);
    serve();
    Crowd crowd({port, "rush", event->types.front().id.toString()}, people);
    std::vector<double> during;
    const auto begun = std::chrono::steady_clock::now();
    {
        std::atomic<bool> over = false;
        Thread buyer("buyer", [&] {
            while (crowd.firstOrder().empty() && !over)
                std::this_thread::sleep_for(10ms);
            if (!over)
                during = look(crowd.firstOrder(), [&](std::size_t) { return !over; });
        });
        crowd.run(people * 6 / 10, std::chrono::duration_cast<std::chrono::milliseconds>(2 * opensIn),
                  full ? 300s : 150s);
        over = true;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::int64_t views = 0, lastServed = 0, firstSentHome = std::numeric_limits<std::int64_t>::max();
    std::string trouble;
    for (const Customer& customer : crowd.customers()) {
        views += customer.views;
        if (customer.is == Customer::Is::Served)
            lastServed = std::max(lastServed, customer.place);
        if (customer.is == Customer::Is::SoldOut)
            firstSentHome = std::min(firstSentHome, customer.place);
        if (customer.is == Customer::Is::Refused)
            trouble += customer.trouble + "\n";
    }
    CPPUNIT_ASSERT_EQUAL_MESSAGE(trouble.substr(0, 400), std::size_t{0}, crowd.count(Customer::Is::Refused));
    CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(tickets), crowd.count(Customer::Is::Served));
    CPPUNIT_ASSERT_EQUAL(people - static_cast<std::size_t>(tickets), crowd.count(Customer::Is::SoldOut));
    CPPUNIT_ASSERT_MESSAGE(std::to_string(lastServed) + " " + std::to_string(firstSentHome),
                           lastServed <= firstSentHome);
    const double idle = p99(look(crowd.firstOrder(), [](std::size_t looks) { return looks < 200; }));
    std::printf(
        "%zu customers, %lld tickets, %.1f s, %lld page views; order page p99 %.1f ms in the rush, %.1f ms "
        "idle (allowed %.1f)\n",
        people, static_cast<long long>(tickets), seconds, static_cast<long long>(views), p99(during), idle,
        5 * idle + 10);
    if (full)
        CPPUNIT_ASSERT(p99(during) <= 5 * idle + 10);
    expectEveryTicketSoldOnce(tickets);
}

} // namespace

} // namespace ace::server
