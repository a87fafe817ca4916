// SPDX-License-Identifier: MIT
#include "ScanCollector.h"

#include <ace/plugin-host/PluginHost.h>

#include <fstream>

using namespace ace;

class SimulatedScannerTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::Scanner> open(const std::string& settings)
    {
        return test::valueOf(
            host_.openScanner({"hand", "simulated-scanner", settings, std::chrono::seconds(5)}));
    }
    // Started, and armed again after each scan.
    void run(sdk::Scanner& scanner)
    {
        test::mustSucceed(scanner.start(scans_.handler([&] { test::mustSucceed(scanner.armDataEvents()); })));
        test::mustSucceed(scanner.armDataEvents());
    }
    std::string followingFile() const { return R"({"file":")" + file_.string() + "\"}"; }
    void append(const std::string& text) { std::ofstream(file_, std::ios::app | std::ios::binary) << text; }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "codes";
    test::ScanCollector scans_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, readsItsCodesOneByOne)
{
    const auto scanner = open(R"({"codes":["A","B"]})");
    run(*scanner);
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT((scans_.waitFor(1) == std::vector<std::string>{"A"}));
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT((scans_.waitFor(2) == std::vector<std::string>{"A", "B"}));
    CPPUNIT_ASSERT_EQUAL(std::string("QR"), scans_.symbology());
    const auto error = scanner->trigger().error();
    CPPUNIT_ASSERT(error.code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(error.message.find("add more") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, startsFromTheFirstCodeAgain)
{
    const auto scanner = open(R"({"codes":["A","B"]})");
    run(*scanner);
    test::mustSucceed(scanner->trigger());
    scans_.waitFor(1);
    scanner->stop();
    run(*scanner);
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::string("A"), scans_.waitFor(2)[1]);
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, readsWhatIsAppendedToAFile)
{
    append("old\n");
    const auto scanner = open(followingFile());
    run(*scanner);
    append("one\r\n\ntwo\nthr");
    CPPUNIT_ASSERT((scans_.waitFor(2) == std::vector<std::string>{"one", "two"}));
    append("ee\n");
    CPPUNIT_ASSERT_EQUAL(std::string("three"), scans_.waitFor(3)[2]);
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, readsAFileThatComesLaterAndOneThatIsMadeAnew)
{
    const auto scanner = open(followingFile());
    run(*scanner);
    append("first code\n");
    CPPUNIT_ASSERT_EQUAL(std::string("first code"), scans_.waitFor(1)[0]);
    std::ofstream(file_, std::ios::trunc) << "new\n";
    CPPUNIT_ASSERT_EQUAL(std::string("new"), scans_.waitFor(2)[1]);
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, aLineThatNeverEndsIsPassedOver)
{
    const auto scanner = open(followingFile());
    run(*scanner);
    append(std::string(64 * 1024, 'x'));
    append("\nafter\n");
    const auto codes = scans_.waitFor(1);
    CPPUNIT_ASSERT_EQUAL(std::string("after"), codes.back());
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, endsWhileItFollowsAFile)
{
    const auto scanner = open(followingFile());
    run(*scanner);
    scanner->stop();
    append("late\n");
    CPPUNIT_ASSERT(scanner->armDataEvents().error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, scans_.count());
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, saysThatItIsSimulatedAndKnowsItsSettings)
{
    CPPUNIT_ASSERT(test::valueOf(host_.inspect("simulated-scanner")).simulated);
    const auto scanner = open(R"({"codes":["A",2]})");
    const auto error = scanner->start([](const sdk::ScanData&) {}).error();
    CPPUNIT_ASSERT(error.message.find("setting \"codes\" must be a list of texts") != std::string::npos);
}
