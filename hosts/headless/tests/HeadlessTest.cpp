// SPDX-License-Identifier: MIT
#include "RunProgram.h"

namespace ace::headless {

namespace {

using test::ProgramRun;

class HeadlessTest : public CppUnit::TestFixture
{
protected:
    static ProgramRun run(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ACE_BIN_DIR "/ace-headless");
        return test::runProgram(arguments);
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    std::string story(const std::string& steps) const
    {
        const std::string fair = ACE_TEST_DIR "/tests/stories/summer-fair.toml";
        const std::string text = "story \"Try\"\ngiven the event \"" + fair + "\"\n" + steps;
        test::mustSucceed(writeFileDurably(path("try.story"), text));
        return path("try.story");
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(HeadlessTest, printsEachStepAndItsAnswer)
{
    const auto told =
        run({story("sell 2 \"General\" by cash\nexpect sold 2\n"), "--transcript", path("t.txt")});
    CPPUNIT_ASSERT_EQUAL(std::string(), told.err);
    CPPUNIT_ASSERT_EQUAL(0, told.exitCode);
    CPPUNIT_ASSERT_MESSAGE(told.out, told.out.starts_with("story \"Try\"\n"));
    const std::string end = "  sell 2 \"General\" by cash\n      → sold 2 tickets for $25.00\n"
                            "  expect sold 2\n      → yes\n  holds\n1 story holds\n";
    CPPUNIT_ASSERT_MESSAGE(told.out, told.out.ends_with(end));
    CPPUNIT_ASSERT_EQUAL(told.out, test::valueOf(readFile(path("t.txt"))));
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, stopsAtTheFirstSurprise)
{
    const auto file = story("sell 2 \"General\" by cash\nexpect sold 3\nrestart\n");
    const auto told = run({file});
    CPPUNIT_ASSERT_EQUAL(1, told.exitCode);
    CPPUNIT_ASSERT_EQUAL(
        file + ":4: expect sold 3\n  expected: 3 sold in the last order\n  actual:   2 were\n", told.err);
    CPPUNIT_ASSERT(told.out.ends_with("  does not hold\n"));
    CPPUNIT_ASSERT(told.out.find("restart") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, takesARefusalThatNobodyExpectedForASurprise)
{
    for (const std::string last : {"", "restart\n", "expect available 5 of \"General\"\n"}) {
        const auto file = story("sell 9 \"General\" by cash\n" + last);
        const auto told = run({file});
        CPPUNIT_ASSERT_EQUAL(1, told.exitCode);
        CPPUNIT_ASSERT_MESSAGE(told.err, told.err.starts_with(file + ":3: sell 9 \"General\" by cash\n"));
        CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find("over_limit") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, takesARefusedScanThatNobodyExpectedForASurprise)
{
    const auto told = run({story("scan text \"x\" at \"North gate\"\n")});
    CPPUNIT_ASSERT_EQUAL(1, told.exitCode);
    CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find("refused invalid") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, runsNothingWhenAStepOfAnyFileIsUnknown)
{
    const auto good = story("restart\n");
    test::mustSucceed(writeFileDurably(path("bad.story"), "story \"Bad\"\ndance\n"));
    const auto told = run({good, path("bad.story")});
    CPPUNIT_ASSERT_EQUAL(2, told.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), told.out);
    CPPUNIT_ASSERT(
        told.err.starts_with("ace-headless: " + path("bad.story") + ":2: there is no step \"dance\""));
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, listsEveryStepWithItsHelp)
{
    const auto told = run({"--steps"});
    CPPUNIT_ASSERT_EQUAL(0, told.exitCode);
    CPPUNIT_ASSERT(told.out.find("\nexpect admitted\n    the last scan\n") != std::string::npos);
    CPPUNIT_ASSERT(told.out.find("\nscan the printed QR at \"GATE\"") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, refusesWrongArguments)
{
    CPPUNIT_ASSERT_EQUAL(std::string("ace-headless: no story is named; try ace-headless --help\n"),
                         run({}).err);
    CPPUNIT_ASSERT_EQUAL(2, run({}).exitCode);
    CPPUNIT_ASSERT_EQUAL(2, run({"--stops"}).exitCode);
    CPPUNIT_ASSERT_EQUAL(2, run({path("absent.story")}).exitCode);
    CPPUNIT_ASSERT_EQUAL(0, run({"--help"}).exitCode);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, keepsTheDataItWasToldToKeepAndNeverRunsOverIt)
{
    const auto file = story("restart\n");
    CPPUNIT_ASSERT_EQUAL(0, run({"--data", path("kept"), file}).exitCode);
    CPPUNIT_ASSERT(std::filesystem::exists(folder_.path() / "kept" / "try-1" / "data"));
    const auto again = run({"--data", path("kept"), file});
    CPPUNIT_ASSERT(again.exitCode != 0);
    CPPUNIT_ASSERT(again.err.find("earlier run") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, namesFileAndKeyOfABadConfiguration)
{
    test::mustSucceed(writeFileDurably(path("bad.toml"), "[server]\nprot = 1\n"));
    const auto told = run({"--config", path("bad.toml"), story("restart\n")});
    CPPUNIT_ASSERT_EQUAL(1, told.exitCode);
    CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find(path("bad.toml") + ": server.prot") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HeadlessTest, leavesNothingBehindWithoutData)
{
    const test::TemporaryFolder scratch;
    const auto told = test::runProgram({ACE_BIN_DIR "/ace-headless", story("restart\n")},
                                       {"TMPDIR=" + scratch.path().string()});
    CPPUNIT_ASSERT_EQUAL(0, told.exitCode);
    CPPUNIT_ASSERT(std::filesystem::is_empty(scratch.path()));
}

} // namespace

} // namespace ace::headless
