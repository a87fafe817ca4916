// SPDX-License-Identifier: MIT
#include "AceServer.h"
#include "Scanning.h"
#include "Selling.h"
#include "check/Check.h"

#include <TestSupport.h>

#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <iostream>

namespace ace::loadtest {

using namespace std::chrono_literals;

// What the product promises, over HTTP, under as many callers as are asked for.
class PromiseTest : public CppUnit::TestFixture
{
public:
    static constexpr const char* kEvent = R"([event]
slug = "rush"
name = "Rush"
venue = "Old Mill"
time_zone = "America/New_York"
starts = "2027-06-05T10:00"
ends = "2027-06-05T23:00"
[[quota]]
name = "floor"
size = 1000
[[zone]]
name = "Floor"
[[ticket_type]]
name = "Floor"
price = 2500
zones = ["Floor"]
quotas = ["floor"]
[[gate]]
name = "Rush gate"
zone = "Floor"
)";

    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";
    std::filesystem::path file_ = temporary_.path() / "journal";
    const SystemClock clock_;

    static std::string onlyTypeOf(const Site& site, const std::string& event)
    {
        auto http = test::valueOf(HttpClient::forUrl(site.url, 10s));
        const auto answer = test::valueOf(http.send({"GET", "/api/v1/events/" + event, {}, {}, {}}));
        const auto setup = nlohmann::json::parse(answer.body);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, setup.at("ticket_types").size());
        return setup.at("ticket_types").at(0).at("id").get<std::string>();
    }

    void mustKeepItsWord(const AceServer& server, const std::map<std::string, std::int64_t>& sizes)
    {
        Ledger ledger = test::valueOf(Ledger::read({&file_, 1}));
        const auto journal = test::valueOf(Journal::open(file_));
        CheckReport report;
        test::mustSucceed(
            check({server.counter(16), server.gate(16), sizes, 100}, ledger, *journal, clock_, report));
        std::cout << report.describe() << std::flush;
        CPPUNIT_ASSERT_MESSAGE(report.describe() + server.log(), report.findings.count() == 0);
    }
};

CPPUNIT_TEST_FIXTURE(PromiseTest, sellsAThousandOfAThousandToFiveThousand)
{
    AceServer server(folder_);
    server.mustStart();
    server.stop();
    const auto toml = temporary_.path() / "rush.toml";
    test::mustSucceed(writeFileDurably(toml, kEvent));
    server.runAce({"event", "import", toml.string(), "--data", folder_.string()});
    server.mustStart();

    const Site site = server.counter(64);
    const std::string type = onlyTypeOf(site, "rush");
    Tally tally;
    {
        const auto journal = test::valueOf(Journal::open(file_));
        tally = test::valueOf(sell(site, {{"rush", type, 1, 10'000}, 5'000, 1}, *journal, clock_));
    }
    std::cout << tally.describe("sell") << std::endl;
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1'000}, tally.count("201"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4'000}, tally.count("409 sold_out"));
    mustKeepItsWord(server, {{type, 1'000}});
    server.stop();
}

CPPUNIT_TEST_FIXTURE(PromiseTest, admitsEachOfFiveHundredTicketsOnceUnderSixtyFourScanners)
{
    AceServer server(folder_);
    server.mustStart();
    const AceServer::Offer offer = server.offer();
    Tally tally;
    {
        const auto journal = test::valueOf(Journal::open(file_));
        Tickets tickets;
        const Tally sales =
            test::valueOf(sell(server.counter(16), {{offer.event, offer.plenty, 5, 100'000}, 100, 1},
                               *journal, clock_, &tickets));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{100}, sales.count("201"));
        tickets.close();
        tally = test::valueOf(scan(server.gate(64), {offer.gate, 64, 1}, tickets, *journal, clock_));
    }
    std::cout << tally.describe("scan") << std::endl;
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{500}, tally.count("200 admitted"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{63 * 500}, tally.count("200 already_redeemed"));
    mustKeepItsWord(server, {{offer.plenty, offer.plentySize}});
    server.stop();
}

} // namespace ace::loadtest
