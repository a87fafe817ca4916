// SPDX-License-Identifier: MIT
#include "FaultCases.h"
#include "ScanCollector.h"

#include <fstream>

namespace ace::simulatedscanner {

class SimulatedScannerTest : public test::FaultCases
{
protected:
    SimulatedScannerTest() : FaultCases("simulated-scanner", {"duplicate"}) {}

    void openWith(const std::string& more) override
    {
        scanner_.reset();
        scanner_ = open(R"({"codes":["A","B","C","D"])" + more + "}");
        test::mustSucceed(scanner_->start([](const sdk::ScanData&) {}));
    }
    std::vector<Call> calls() override
    {
        return {{"set_data_events", [this] { return scanner_->armDataEvents(); }},
                {"clear_input", [this] { return scanner_->clearInput(); }},
                {"trigger", [this] { return scanner_->trigger(); }}};
    }
    std::unique_ptr<sdk::Scanner> open(const std::string& settings)
    {
        return test::valueOf(host_.openScanner(config(settings)));
    }
    // Started, and armed again after each scan.
    void run(sdk::Scanner& scanner)
    {
        test::mustSucceed(scanner.start(scans_.handler([&] { test::mustSucceed(scanner.armDataEvents()); })));
        test::mustSucceed(scanner.armDataEvents());
    }
    std::string followingFile(const std::string& more = "") const
    {
        return R"({"file":")" + file_.string() + "\"" + more + "}";
    }
    void append(const std::string& text) { std::ofstream(file_, std::ios::app | std::ios::binary) << text; }

    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "codes";
    test::ScanCollector scans_;
    std::unique_ptr<sdk::Scanner> scanner_;
};

ACE_FAULT_CASES(SimulatedScannerTest)

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

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, readsACodeTwice)
{
    const auto scanner =
        open(R"({"codes":["A","B","C"],"faults":[{"call":2,"of":"scan","do":"duplicate"}]})");
    run(*scanner);
    for (const std::size_t seen : {1, 3, 4}) {
        test::mustSucceed(scanner->trigger());
        scans_.waitFor(seen);
    }
    CPPUNIT_ASSERT((scans_.waitFor(4) == std::vector<std::string>{"A", "B", "B", "C"}));
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, readsALineOfItsFileTwice)
{
    const auto scanner = open(followingFile(R"(,"faults":[{"call":1,"do":"duplicate"}])"));
    run(*scanner);
    append("one\ntwo\n");
    CPPUNIT_ASSERT((scans_.waitFor(3) == std::vector<std::string>{"one", "one", "two"}));
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, whileItIsOfflineItReadsNoFile)
{
    const auto scanner = open(followingFile(R"(,"faults":[{"at_ms":50,"for_ms":1000,"do":"offline"}])"));
    run(*scanner);
    clock_.advance(std::chrono::milliseconds(50));
    append("one\n");
    CPPUNIT_ASSERT(scanner->trigger().error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, scans_.count());
    clock_.advance(std::chrono::milliseconds(1000));
    CPPUNIT_ASSERT_EQUAL(std::string("one"), scans_.waitFor(1)[0]);
}

CPPUNIT_TEST_FIXTURE(SimulatedScannerTest, aSettingOfAnotherKindIsRefused)
{
    const auto error = host_.openScanner(config(R"({"codes":["A",2]})")).error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("/codes/1") != std::string::npos);
}

} // namespace ace::simulatedscanner
