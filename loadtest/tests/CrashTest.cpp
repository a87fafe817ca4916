// SPDX-License-Identifier: MIT
#include "Rush.h"

#include <csignal>
#include <iostream>
#include <random>
#include <thread>

namespace ace::loadtest {

using namespace std::chrono_literals;

// The server is killed, or its power is cut, again and again while orders and scans are in flight. Whatever it has
// acknowledged must be there afterwards.
class CrashTest : public CppUnit::TestFixture
{
public:
    using Environment = std::map<std::string, std::string>;
    static constexpr std::uint64_t kNoEnd = 1'000'000;

    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";
    const std::uint64_t seed_ = chooseSeed();
    std::mt19937_64 random_{seed_};

    // The moment comes with the seed; how far the server is by then does not.
    void letItRun() { std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 300)); }

    // Each round starts the server, checks the round before, and lets `crash` happen in the rush. The last one checks all.
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
            const Rush::Outcome outcome = rush.run(
                [&] {
                    letItRun();
                    crash(server);
                    CPPUNIT_ASSERT(server.waitForEnd(20s));
                },
                kNoEnd, 0ms);
            std::cout << "round " << round << ": "
                      << outcome.sales.count("201") + outcome.fewSales.count("201") << " orders and "
                      << outcome.scans.latency.count() << " scans acknowledged, "
                      << outcome.sales.unresolved + outcome.fewSales.unresolved << " orders and "
                      << outcome.scans.unresolved << " scans in flight" << std::endl;
            CPPUNIT_ASSERT_MESSAGE("no order was acknowledged", outcome.sales.count("201") > 0);
            CPPUNIT_ASSERT_MESSAGE("no order was in flight", outcome.sales.unresolved > 0);
            CPPUNIT_ASSERT_MESSAGE(outcome.sales.describe("sell"), outcome.sales.unexpected.empty());
            CPPUNIT_ASSERT_MESSAGE(outcome.scans.describe("scan"), outcome.scans.unexpected.empty());
        }
        server.mustStart();
        CheckReport last, all;
        rush.checkLastInto(last);
        mustBeClean(last, server);
        rush.checkAllInto(all);
        std::cout << all.describe() << std::flush;
        mustBeClean(all, server);
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
        rounds(10, 50),
        [this] {
            return badDisk(folder_, {{"ACE_FAULTS_SEED", std::to_string(random_() >> 1)}});
        },
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
    survive(
        rounds(5, 20),
        [this] {
            return badDisk(folder_, {{"ACE_FAULTS_SEED", std::to_string(random_() >> 1)},
                                     {"ACE_FAULTS_FSYNC_AT", std::to_string(30 + random_() % 30)}});
        },
        [](AceServer& server) { server.signal(SIGUSR2); });
}

// The test of the tests: with syncing turned off a power cut must be seen to lose what was acknowledged.
CPPUNIT_TEST_FIXTURE(CrashTest, aServerThatDoesNotSyncIsCaught)
{
    std::string found;
    for (int attempt = 1; attempt <= 6 && found.empty(); ++attempt) {
        const auto folder = temporary_.path() / ("careless-" + std::to_string(attempt));
        AceServer server(folder, "[storage.settings]\nsynchronous = \"off\"\nunsafe = true\n");
        CPPUNIT_ASSERT_MESSAGE(
            server.log(),
            server.start(badDisk(folder, {{"ACE_FAULTS_SEED", std::to_string(random_() >> 1)}})));
        std::filesystem::create_directory(folder.string() + ".journals");
        Rush rush(server, folder.string() + ".journals", seed_);
        rush.run(
            [&] {
                letItRun();
                server.signal(SIGUSR2);
                CPPUNIT_ASSERT(server.waitForEnd(20s));
            },
            kNoEnd, 0ms);
        if (!server.start()) {
            found = "the server cannot start on what is left:\n" + server.log();
            break;
        }
        CheckReport report;
        try {
            rush.checkAllInto(report);
            found = report.findings.describe();
        } catch (const CppUnit::Exception& broken) {
            found = broken.what();
        }
    }
    std::cout << found << std::flush;
    CPPUNIT_ASSERT_MESSAGE("nothing was lost without syncing, so the power cut is none", !found.empty());
}

} // namespace ace::loadtest
