// SPDX-License-Identifier: MIT
#include "Rush.h"

#include <csignal>
#include <iostream>
#include <thread>

namespace ace::loadtest {

using namespace std::chrono_literals;

// The disk refuses to sync, or is full, while tickets are sold and scanned.
class DiskErrorTest : public CppUnit::TestFixture
{
public:
    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";
    std::uint64_t seed_ = 0;

    void setUp() override { seed_ = chooseSeed(); }

    void survive(const std::map<std::string, std::string>& faults)
    {
        AceServer server(folder_);
        server.mustStart();
        server.stop();
        Rush rush(server, temporary_.path(), seed_);
        std::uint64_t refused = 0;
        for (int round = 1; round <= rounds(2, 10); ++round) {
            CPPUNIT_ASSERT_MESSAGE("no start\n" + server.log(), server.start(badDisk(folder_, faults)));
            const Rush::Outcome outcome = rush.run([] {}, 200, 10s);
            std::cout << outcome.sales.describe("sell") << '\n'
                      << outcome.scans.describe("scan") << std::endl;
            refused += outcome.sales.busy + outcome.scans.busy + outcome.sales.lost + outcome.scans.lost;
            CPPUNIT_ASSERT_MESSAGE("no order was acknowledged", outcome.sales.count("201") > 0);
            server.kill();
            server.mustStart();
            CheckReport report;
            rush.checkLastInto(report);
            mustBeClean(report, server);
            server.stop();
        }
        CPPUNIT_ASSERT_MESSAGE("no request met the error", refused > 0);
        server.mustStart();
        CheckReport all;
        rush.checkAllInto(all);
        std::cout << all.describe() << std::flush;
        mustBeClean(all, server);
        server.stop();
    }
};

CPPUNIT_TEST_FIXTURE(DiskErrorTest, keepsItsWordWhenSyncsFailWithAnInputOutputError)
{
    survive({{"ACE_FAULTS_FSYNC_EVERY", "40"},
             {"ACE_FAULTS_FSYNC_FAILS", "12"},
             {"ACE_FAULTS_FSYNC_ERROR", "EIO"}});
}

CPPUNIT_TEST_FIXTURE(DiskErrorTest, keepsItsWordWhenSyncsFindNoSpace)
{
    survive({{"ACE_FAULTS_FSYNC_EVERY", "40"},
             {"ACE_FAULTS_FSYNC_FAILS", "12"},
             {"ACE_FAULTS_FSYNC_ERROR", "ENOSPC"}});
}

CPPUNIT_TEST_FIXTURE(DiskErrorTest, keepsItsWordWhenTheDiskIsFull)
{
    survive({{"ACE_FAULTS_WRITE_MAX", "400000"}, {"ACE_FAULTS_WRITE_FAILS", "20"}});
}

} // namespace ace::loadtest
