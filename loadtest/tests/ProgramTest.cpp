// SPDX-License-Identifier: MIT
#include <Process.h>
#include <StubServer.h>
#include <TestSupport.h>

namespace ace::loadtest {

using namespace std::chrono_literals;

// bin/ace-load as people run it.
class ProgramTest : public CppUnit::TestFixture
{
public:
    struct Outcome
    {
        int code;
        std::string output;
        bool says(const std::string& text) const { return output.find(text) != std::string::npos; }
    };

    test::TemporaryFolder folder_;

    Outcome run(const std::vector<std::string>& arguments)
    {
        Process process({ACE_BIN_DIR "/ace-load", arguments, {}, folder_.path(), folder_.path() / "errors"});
        std::string output = process.readAll(30s);
        const auto code = process.waitForEnd(5s);
        CPPUNIT_ASSERT(code.has_value());
        return {*code, output};
    }

    Outcome sell(const StubServer& server, const std::string& orders)
    {
        return run({"sell", "--url", server.url(), "--token", "t", "--event", "show", "--type", "seat",
                    "--orders", orders, "--tendered", "5000", "--callers", "8", "--journal", "sales"});
    }
    Outcome scan(const StubServer& server)
    {
        return run({"scan", "--url", server.url(), "--token", "t", "--gate", "door", "--from", "sales",
                    "--journal", "scans", "--repeat", "4", "--callers", "8"});
    }
    Outcome check(const StubServer& server, std::vector<std::string> more = {})
    {
        std::vector<std::string> all{"check", "--url",        server.url(), "--counter-token",
                                     "t",     "--gate-token", "t",          "--journal",
                                     "sales", "--journal",    "scans"};
        all.insert(all.end(), more.begin(), more.end());
        return run(all);
    }
};

CPPUNIT_TEST_FIXTURE(ProgramTest, sellsScansAndChecks)
{
    StubServer server(50);
    const Outcome sales = sell(server, "60");
    CPPUNIT_ASSERT_EQUAL(0, sales.code);
    CPPUNIT_ASSERT_MESSAGE(sales.output,
                           sales.says("201: 50") && sales.says("409 sold_out: 10") && sales.says("p99"));
    const Outcome scans = scan(server);
    CPPUNIT_ASSERT_EQUAL(0, scans.code);
    CPPUNIT_ASSERT_MESSAGE(scans.output,
                           scans.says("200 admitted: 50") && scans.says("200 already_redeemed: 150"));
    const Outcome checked = check(server);
    CPPUNIT_ASSERT_EQUAL(0, checked.code);
    CPPUNIT_ASSERT_MESSAGE(checked.output, checked.says("60 orders and 200 scans asked again"));
}

CPPUNIT_TEST_FIXTURE(ProgramTest, endsWithTwoWhenAnInvariantIsBroken)
{
    StubServer server(50, {Defect::AdmitsTwice});
    sell(server, "5");
    scan(server);
    const Outcome checked = check(server);
    CPPUNIT_ASSERT_EQUAL(2, checked.code);
    CPPUNIT_ASSERT_MESSAGE(checked.output, checked.says("BROKEN admitted-twice"));
}

CPPUNIT_TEST_FIXTURE(ProgramTest, measuresTheStockAgainstTheSizeThatIsGiven)
{
    StubServer server(50);
    sell(server, "5");
    scan(server);
    CPPUNIT_ASSERT_EQUAL(0, check(server, {"--size", "seat=50"}).code);
    const Outcome wrong = check(server, {"--size", "seat=51"});
    CPPUNIT_ASSERT_EQUAL(2, wrong.code);
    CPPUNIT_ASSERT(wrong.says("BROKEN stock"));
}

CPPUNIT_TEST_FIXTURE(ProgramTest, endsWithOneOnAnAnswerThatNobodyExpects)
{
    StubServer server(50, {Defect::FailsEveryOther});
    const Outcome impatient =
        run({"sell", "--url", server.url(), "--token", "t", "--event", "show", "--type", "seat", "--orders",
             "20", "--callers", "1", "--patience", "0", "--journal", "sales"});
    CPPUNIT_ASSERT_EQUAL(1, impatient.code);
    CPPUNIT_ASSERT_MESSAGE(impatient.output, impatient.says("UNEXPECTED 503 busy"));
}

CPPUNIT_TEST_FIXTURE(ProgramTest, endsWithOneBeyondTheThreshold)
{
    StubServer server(50, {Defect::Dawdles});
    const std::vector<std::string> arguments{"sell",    "--url",     server.url(), "--token",  "t",
                                             "--event", "show",      "--type",     "seat",     "--orders",
                                             "5",       "--journal", "sales",      "--p99-max"};
    const auto with = [&](const std::string& threshold) {
        auto all = arguments;
        all.push_back(threshold);
        return run(all);
    };
    CPPUNIT_ASSERT_EQUAL(0, with("60000").code);
    const Outcome slow = with("10");
    CPPUNIT_ASSERT_EQUAL(1, slow.code);
    CPPUNIT_ASSERT_MESSAGE(slow.output, slow.says("p99 is above 10 ms"));
}

CPPUNIT_TEST_FIXTURE(ProgramTest, endsWithFourWhenItCannotBegin)
{
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"dance"},
        {"sell"},
        {"sell", "--url"},
        {"sell", "url"},
        {"sell", "--url", "ftp://x", "--token", "t", "--event", "e", "--type", "t", "--journal", "j"},
        {"sell", "--url", "http://127.0.0.1:1", "--token", "t", "--event", "e", "--type", "t", "--journal",
         "j", "--patience", "0"},
        {"sell", "--url", "http://127.0.0.1:1", "--token", "t", "--event", "e", "--type", "t", "--journal",
         "j", "--colour", "red"},
        {"sell", "--url", "http://127.0.0.1:1", "--token", "t", "--event", "e", "--type", "t", "--journal",
         "j", "--orders", "-1"},
        {"check", "--url", "http://127.0.0.1:1", "--counter-token", "t", "--gate-token", "t", "--journal",
         "j", "--size", "x"},
    };
    for (const auto& arguments : wrong)
        CPPUNIT_ASSERT_EQUAL(4, run(arguments).code);
}

CPPUNIT_TEST_FIXTURE(ProgramTest, helps)
{
    const Outcome outcome = run({"--help"});
    CPPUNIT_ASSERT_EQUAL(0, outcome.code);
    CPPUNIT_ASSERT(outcome.says("ace-load sell") && outcome.says("ace-load scan") &&
                   outcome.says("ace-load check"));
}

} // namespace ace::loadtest
