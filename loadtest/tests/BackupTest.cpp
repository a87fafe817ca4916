// SPDX-License-Identifier: MIT
#include "Rush.h"

#include <iostream>
#include <sstream>
#include <thread>

namespace ace::loadtest {

using namespace std::chrono_literals;

// A server is backed up while it sells, and killed. Both folders must be sound then, and what the backup
// lacks is known.
class BackupTest : public CppUnit::TestFixture
{
public:
    static constexpr std::uint64_t kNoEnd = 1'000'000;

    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";
    std::filesystem::path backup_ = temporary_.path() / "backup";
    std::filesystem::path restored_ = temporary_.path() / "restored";
    const SystemClock clock_;

    std::filesystem::path journal(int round) const
    {
        return temporary_.path() / ("journal-" + std::to_string(round));
    }
    void verify(const AceServer& server, const std::filesystem::path& folder)
    {
        const auto said = server.runAce({"audit", "verify", "--data", folder.string()});
        CPPUNIT_ASSERT_MESSAGE(said, said.ends_with("nothing is broken"));
    }
    // The codes that "ace audit since" names as sold.
    std::map<std::string, int> soldSince(const AceServer& server)
    {
        std::istringstream lines(
            server.runAce({"audit", "since", "--backup", backup_.string(), "--data", folder_.string()}));
        std::map<std::string, int> codes;
        std::string what, code, rest;
        while (lines >> what >> code && std::getline(lines, rest))
            if (what == "sold")
                ++codes[code];
        return codes;
    }
    // Of an earlier round: others have sold since, so what is left is not compared.
    void mustKeepItsWord(const AceServer& server, int round)
    {
        Ledger ledger = test::valueOf(Ledger::read(std::vector{journal(round)}));
        ledger.stock.clear();
        const auto again = test::valueOf(Journal::open(temporary_.path() / "journal-again"));
        CheckReport report;
        const CheckPlan plan{server.counter(8), server.gate(8), {}, 50};
        if (const auto done = check(plan, ledger, *again, clock_, report); !done)
            CPPUNIT_FAIL("the check cannot be done: " + done.error().describe() + "\n" + server.log());
        mustBeClean(report, server);
    }
    bool knows(Caller& caller, const std::string& code)
    {
        return test::valueOf(caller.ask({"GET", "/api/v1/orders/" + code, {}, {}, {}})).status == 200;
    }
};

CPPUNIT_TEST_FIXTURE(BackupTest, aBackupUnderLoadIsSoundAndWhatItLacksIsListed)
{
    AceServer server(folder_);
    server.mustStart();
    Rush rush(server, temporary_.path(), chooseSeed());
    rush.run([] {}, 60, 0ms);
    rush.run(
        [&] {
            server.runAce({"backup", "--data", folder_.string(), "--to", backup_.string()});
            std::this_thread::sleep_for(100ms); // so that something is sold that the backup lacks
            server.kill();
        },
        kNoEnd, 0ms);

    server.mustStart();
    CheckReport all;
    rush.checkAllInto(all); // orders in flight are settled by this
    mustBeClean(all, server);
    verify(server, folder_);
    const auto lacking = soldSince(server);

    AceServer second(restored_);
    second.runAce({"restore", "--from", backup_.string(), "--data", restored_.string()});
    second.mustStart();
    mustKeepItsWord(second, 0);
    verify(second, restored_);

    const Ledger ledger = test::valueOf(Ledger::read(std::vector{journal(1)}));
    const Site site = second.counter(1);
    Caller caller(test::valueOf(HttpClient::forUrl(site.url, site.timeout)), site, clock_);
    std::size_t listed = 0, restored = 0;
    for (const auto& [key, order] : ledger.orders) {
        if (!order.sold)
            continue;
        const bool isListed = lacking.contains(order.sold->code);
        CPPUNIT_ASSERT_MESSAGE(order.sold->code + " is neither in the backup nor listed, or in both",
                               isListed != knows(caller, order.sold->code));
        ++(isListed ? listed : restored);
    }
    std::cout << listed << " orders listed, " << restored << " of the same round restored" << std::endl;
    CPPUNIT_ASSERT(listed > 0);
    second.stop();
    server.stop();
}

} // namespace ace::loadtest
