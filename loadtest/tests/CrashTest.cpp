// SPDX-License-Identifier: MIT
#include "Rush.h"

#include <csignal>
#include <iostream>
#include <random>
#include <thread>

namespace ace::loadtest {

using namespace std::chrono_literals;

// The server is killed, or its power is cut, again and again while orders and scans are in flight. Whatever
// it has acknowledged must be there afterwards.
class CrashTest : public CppUnit::TestFixture
{
public:
    using Environment = std::map<std::string, std::string>;
    static constexpr std::uint64_t kNoEnd = 1'000'000;

    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";
    std::uint64_t seed_ = 0;
    std::mt19937_64 random_;
    bool mayAnswer5xx_ = false; // where the disk fails, a server may say so

    void setUp() override
    {
        seed_ = chooseSeed();
        random_.seed(seed_);
    }

    // The moment comes with the seed; how far the server is by then does not.
    void letItRun() { std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 300)); }

    Environment randomCut() { return {{"ACE_FAULTS_SEED", std::to_string(1 + random_() % 1'000'000)}}; }

    // Sells and scans until the server ends of what is done to it at some moment.
    Rush::Outcome rushInto(AceServer& server, Rush& rush, const std::function<void(AceServer&)>& crash)
    {
        bool ended = false;
        Rush::Outcome outcome = rush.run(
            [&] {
                letItRun();
                crash(server);
                ended = server.waitForEnd(20s);
                if (!ended)
                    server.kill();
            },
            kNoEnd, 0ms);
        CPPUNIT_ASSERT_MESSAGE("the server outlives its crash", ended);
        return outcome;
    }

    void mustHaveBeenBusy(const Rush::Outcome& outcome)
    {
        std::cout << outcome.sales.count("201") + outcome.fewSales.count("201") << " orders and "
                  << outcome.scans.latency.count() << " scans acknowledged, "
                  << outcome.sales.lost + outcome.fewSales.lost << " orders and " << outcome.scans.lost
                  << " scans in flight" << std::endl;
        CPPUNIT_ASSERT_MESSAGE("no order was acknowledged", outcome.sales.count("201") > 0);
        CPPUNIT_ASSERT_MESSAGE("no order was in flight", outcome.sales.lost > 0);
        for (const Tally* tally : {&outcome.sales, &outcome.fewSales, &outcome.scans})
            for (const auto& [answer, count] : tally->unexpected)
                CPPUNIT_ASSERT_MESSAGE("unexpected: " + answer, mayAnswer5xx_ && answer.starts_with("5"));
    }

    // Each round starts the server, checks the round before, and lets `crash` happen in the rush. In the end
    // all rounds are checked.
    void survive(int count, const std::function<Environment()>& environment,
                 const std::function<void(AceServer&)>& crash)
    {
        AceServer server(folder_);
        server.mustStart();
        server.stop(); // with its folder made
        Rush rush(server, temporary_.path(), seed_);
        for (int round = 1; round <= count; ++round) {
            CPPUNIT_ASSERT_MESSAGE("no start in round " + std::to_string(round) + "\n" + server.log(),
                                   server.start(environment()));
            CheckReport report;
            rush.checkLastInto(report);
            mustBeClean(report, server);
            std::cout << "round " << round << ": ";
            mustHaveBeenBusy(rushInto(server, rush, crash));
        }
        server.mustStart();
        CheckReport last, all;
        rush.checkLastInto(last);
        mustBeClean(last, server);
        rush.checkAllInto(all);
        std::cout << all.describe() << std::flush;
        mustBeClean(all, server);
        server.runAce({"audit", "verify", "--data", folder_.string()}); // chains and sums
        server.stop();
    }
};

CPPUNIT_TEST_FIXTURE(CrashTest, keepsItsWordThroughKill)
{
    survive(
        rounds(10, 50), [] { return Environment(); }, [](AceServer& server) { server.kill(); });
}

CPPUNIT_TEST_FIXTURE(CrashTest, keepsItsWordThroughAPowerCut)
{
    survive(
        rounds(10, 50), [this] { return badDisk(folder_, randomCut()); },
        [](AceServer& server) { server.signal(SIGUSR2); });
}

// Every unsynced byte is gone, every unsynced name too.
CPPUNIT_TEST_FIXTURE(CrashTest, keepsItsWordWhenACutTakesAllThatIsNotSynced)
{
    survive(
        rounds(3, 10), [this] { return badDisk(folder_, {}); },
        [](AceServer& server) { server.signal(SIGUSR2); });
}

// A disk that has failed a sync has dropped what it should have written; the cut that follows shows it.
CPPUNIT_TEST_FIXTURE(CrashTest, keepsItsWordWhenSyncsFailBeforeAPowerCut)
{
    mayAnswer5xx_ = true;
    survive(
        rounds(5, 20),
        [this] {
            Environment faults = randomCut();
            faults["ACE_FAULTS_FSYNC_AT"] = std::to_string(30 + random_() % 30);
            faults["ACE_FAULTS_FSYNC_FAILS"] = std::to_string(1 + random_() % 6);
            return badDisk(folder_, faults);
        },
        [](AceServer& server) { server.signal(SIGUSR2); });
}

// The test of the tests: with syncing turned off a power cut must be seen to lose what was acknowledged.
CPPUNIT_TEST_FIXTURE(CrashTest, aServerThatDoesNotSyncIsCaught)
{
    AceServer careful(folder_);
    careful.mustStart();
    careful.stop(); // the event is safe
    AceServer careless(folder_, "[storage.settings]\nsynchronous = \"off\"\nunsafe = true\n");
    Rush rush(careless, temporary_.path(), seed_);
    for (int attempt = 1; attempt <= 6; ++attempt) {
        CPPUNIT_ASSERT_MESSAGE(careless.log(), careless.start(badDisk(folder_, randomCut())));
        std::cout << "attempt " << attempt << ": ";
        mustHaveBeenBusy(rushInto(careless, rush, [](AceServer& server) { server.signal(SIGUSR2); }));
        if (!careless.start()) {
            std::cout << "no start on what is left" << std::endl;
            return;
        }
        CheckReport report;
        rush.checkLastInto(report);
        std::cout << report.findings.count("order-lost") << " orders lost" << std::endl;
        if (report.findings.count("order-lost") > 0)
            return;
        careless.kill();
    }
    CPPUNIT_FAIL("nothing was lost without syncing, so the power cut is none");
}

} // namespace ace::loadtest
