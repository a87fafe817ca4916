// SPDX-License-Identifier: MIT
#include <Process.h>
#include <TestSupport.h>

#include <ace/base/File.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

namespace ace::loadtest {

using namespace std::chrono_literals;

class FaultsTest : public CppUnit::TestFixture
{
public:
    using Environment = std::map<std::string, std::string>;
    static constexpr int kKilled = 128 + SIGKILL;

    test::TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "data";

    void setUp() override { std::filesystem::create_directory(folder_); }

    int probe(const std::vector<std::string>& steps, Environment environment = {})
    {
        environment["LD_PRELOAD"] = ACE_BUILD_DIR "/lib/ace/faults/ace-faults.so";
        environment["ACE_FAULTS_DIR"] = folder_.string();
        Process process(
            {ACE_BUILD_DIR "/tests/fault-probe", steps, environment, folder_, temporary_.path() / "log"});
        const auto code = process.waitForEnd(20s);
        CPPUNIT_ASSERT_MESSAGE("the probe hangs", code.has_value());
        return *code;
    }

    void have(const std::string& name, const std::string& content)
    {
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }

    std::string content(const std::string& name) const { return test::valueOf(readFile(folder_ / name)); }
    bool exists(const std::string& name) const { return std::filesystem::exists(folder_ / name); }

    void mustLeaveNothingBehind() const
    {
        for (const auto& entry : std::filesystem::directory_iterator(temporary_.path()))
            CPPUNIT_ASSERT_MESSAGE(entry.path().string(),
                                   entry.path() == folder_ || entry.path().filename() == "log");
    }
};

CPPUNIT_TEST_FIXTURE(FaultsTest, changesNothingWithoutAFault)
{
    CPPUNIT_ASSERT_EQUAL(
        0, probe({"open:a", "write:a:hello", "vector:a: world", "rename:a:b", "open:c", "unlink:c"}));
    CPPUNIT_ASSERT_EQUAL(std::string("hello world"), content("b"));
    CPPUNIT_ASSERT(!exists("a") && !exists("c"));
    mustLeaveNothingBehind();
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aCutTakesWhatWasNotSynced)
{
    have("a", "old content");
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "write:a:new", "at:a:600:far away", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("old content"), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aCutKeepsWhatWasSyncedByEitherCall)
{
    have("a", "");
    have("b", "");
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "write:a:kept", "sync:a", "write:a: lost", "open:b",
                                         "vector:b:kept", "datasync:b", "vector:b: lost", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("kept"), content("a"));
    CPPUNIT_ASSERT_EQUAL(std::string("kept"), content("b"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, theSameFileByTwoDescriptorsIsOneFile)
{
    have("a", "0123456789");
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "write:a:ab", "close:a", "append:a", "write:a:!", "sync:a",
                                         "write:a:?", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("ab23456789!"), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aDirectDescriptorNeedsNoSync)
{
    have("a", "");
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"direct:a", "write:a:kept", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("kept"), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, truncationLastsOnlyOnceSynced)
{
    const std::string longText(2000, 'z');
    have("a", longText);
    have("b", longText);
    have("c", longText);
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "truncate:a:10", "open:b", "truncate:b:10", "sync:b",
                                         "truncating:c", "write:c:short", "cut"}));
    CPPUNIT_ASSERT_EQUAL(longText, content("a"));
    CPPUNIT_ASSERT_EQUAL(std::string(10, 'z'), content("b"));
    CPPUNIT_ASSERT_EQUAL(longText, content("c"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aNewNameLastsOnlyWithItsFolder)
{
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "write:a:x", "sync:a", "syncfolder", "open:b", "write:b:x",
                                         "sync:b", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("x"), content("a"));
    CPPUNIT_ASSERT(!exists("b"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aRenameLastsOnlyWithItsFolder)
{
    have("a", "old");
    have("b", "old");
    CPPUNIT_ASSERT_EQUAL(kKilled,
                         probe({"open:a.new", "write:a.new:new", "sync:a.new", "rename:a.new:a", "syncfolder",
                                "open:b.new", "write:b.new:new", "sync:b.new", "rename:b.new:b", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("new"), content("a"));
    CPPUNIT_ASSERT_EQUAL(std::string("old"), content("b"));
    CPPUNIT_ASSERT(!exists("b.new"));
    mustLeaveNothingBehind();
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aRenameBeforeTheSyncOfTheContentGivesAnEmptyFile)
{
    have("a", "old");
    CPPUNIT_ASSERT_EQUAL(kKilled,
                         probe({"open:a.new", "write:a.new:new", "rename:a.new:a", "syncfolder", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string(), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aRemovedFileComesBack)
{
    for (const char* name : {"a", "b", "c"})
        have(name, name);
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"unlink:c", "syncfolder", "unlink:a", "remove:b", "cut"}));
    CPPUNIT_ASSERT_EQUAL(std::string("a"), content("a"));
    CPPUNIT_ASSERT_EQUAL(std::string("b"), content("b"));
    CPPUNIT_ASSERT(!exists("c"));
    mustLeaveNothingBehind();
}

CPPUNIT_TEST_FIXTURE(FaultsTest, theCutMayComeInsteadOfASync)
{
    have("a", "");
    CPPUNIT_ASSERT_EQUAL(
        kKilled, probe({"open:a", "write:a:1", "sync:a", "write:a:2", "sync:a", "write:a:3", "sync:a"},
                       {{"ACE_FAULTS_CUT_AT_SYNC", "2"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, withASeedSomeSectorsArriveAndTheSameOnesEachTime)
{
    const std::string old(4096, 'o');
    const auto cutWith = [&](int seed) {
        have("a", old);
        CPPUNIT_ASSERT_EQUAL(
            kKilled, probe({"open:a", "fill:a:4096", "cut"}, {{"ACE_FAULTS_SEED", std::to_string(seed)}}));
        return content("a");
    };
    std::set<std::string> seen;
    for (int seed = 1; seed <= 4; ++seed) {
        const std::string after = cutWith(seed);
        CPPUNIT_ASSERT_EQUAL(after, cutWith(seed));
        for (std::size_t sector = 0; sector < 8; ++sector) {
            const std::string bytes = after.substr(sector * 512, 512);
            CPPUNIT_ASSERT_MESSAGE("a torn sector",
                                   bytes == std::string(512, 'o') || bytes == std::string(512, 'x'));
        }
        seen.insert(after);
    }
    CPPUNIT_ASSERT(seen.size() > 1);
}

CPPUNIT_TEST_FIXTURE(FaultsTest, withASeedWhatWasSyncedStays)
{
    for (int seed = 1; seed <= 8; ++seed) {
        have("a", "");
        CPPUNIT_ASSERT_EQUAL(kKilled,
                             probe({"open:a", "fill:a:700", "sync:a", "fill:a:5000", "unlink:a", "cut"},
                                   {{"ACE_FAULTS_SEED", std::to_string(seed)}}));
        if (exists("a"))
            CPPUNIT_ASSERT_EQUAL(std::string(700, 'x'), content("a").substr(0, 700));
    }
    mustLeaveNothingBehind();
}

CPPUNIT_TEST_FIXTURE(FaultsTest, aSyncFailsWhenTold)
{
    have("a", "");
    const std::string eio = "fails:" + std::to_string(EIO);
    CPPUNIT_ASSERT_EQUAL(
        0, probe({"open:a", "sync:a", eio + ":sync:a", "sync:a", "sync:a"}, {{"ACE_FAULTS_FSYNC_AT", "2"}}));
    CPPUNIT_ASSERT_EQUAL(0, probe({"open:a", "sync:a", "fails:" + std::to_string(ENOSPC) + ":datasync:a",
                                   "sync:a", "fails:" + std::to_string(ENOSPC) + ":syncfolder"},
                                  {{"ACE_FAULTS_FSYNC_EVERY", "2"}, {"ACE_FAULTS_FSYNC_ERROR", "ENOSPC"}}));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, severalSyncsInARowFailWhenTold)
{
    have("a", "");
    const std::string fails = "fails:" + std::to_string(EIO) + ":sync:a";
    CPPUNIT_ASSERT_EQUAL(0, probe({"open:a", "sync:a", fails, fails, "sync:a", "sync:a"},
                                  {{"ACE_FAULTS_FSYNC_AT", "2"}, {"ACE_FAULTS_FSYNC_FAILS", "2"}}));
    CPPUNIT_ASSERT_EQUAL(0, probe({"open:a", "sync:a", "sync:a", fails, fails, "sync:a", fails, fails},
                                  {{"ACE_FAULTS_FSYNC_EVERY", "3"}, {"ACE_FAULTS_FSYNC_FAILS", "2"}}));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, whatAFailedSyncLostALaterOneDoesNotSave)
{
    have("a", "");
    const std::string fails = "fails:" + std::to_string(EIO) + ":sync:a";
    CPPUNIT_ASSERT_EQUAL(kKilled, probe({"open:a", "at:a:0:lost", "at:a:8192:again", fails, "at:a:8192:AGAIN",
                                         "sync:a", "cut"},
                                        {{"ACE_FAULTS_FSYNC_AT", "1"}}));
    CPPUNIT_ASSERT_EQUAL(std::string(8192, '\0') + "AGAIN", content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, theDiskIsFullWhenTold)
{
    have("a", "");
    const std::string full = "fails:" + std::to_string(ENOSPC);
    CPPUNIT_ASSERT_EQUAL(0, probe({"open:a", "write:a:12345", "write:a:67890", full + ":write:a:x",
                                   full + ":vector:a:xy", "write:a:12345"},
                                  {{"ACE_FAULTS_WRITE_MAX", "10"}, {"ACE_FAULTS_WRITE_FAILS", "2"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("123456789012345"), content("a"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, countsStepsOnceToldTo)
{
    have("a", "");
    const std::string steps = (temporary_.path() / "steps").string();
    const std::vector<std::string> story{"open:a",  "write:a:1",  "write:a:2",  "sync:a",
                                         "talk:hi", "vector:a:3", "rename:a:b", "syncfolder"};
    CPPUNIT_ASSERT_EQUAL(0, probe(story, {{"ACE_FAULTS_STEPS", steps}}));
    CPPUNIT_ASSERT(!std::filesystem::exists(steps)); // nobody wanted them
    std::filesystem::rename(folder_ / "b", folder_ / "a");
    std::ofstream{steps};
    CPPUNIT_ASSERT_EQUAL(0, probe(story, {{"ACE_FAULTS_STEPS", steps}}));
    std::istringstream lines(test::valueOf(readFile(steps)));
    std::vector<std::string> seen;
    for (std::string line; std::getline(lines, line);)
        seen.push_back(line.substr(0, line.find(':')));
    const std::vector<std::string> expected{"1 write a", "2 sync a", "3 send ",    "4 receive ",
                                            "5 write a", "6 name ",  "7 sync data"};
    CPPUNIT_ASSERT(expected == seen);
}

CPPUNIT_TEST_FIXTURE(FaultsTest, endsAtAStepByAKillOrByACut)
{
    const std::string steps = (temporary_.path() / "steps").string();
    const auto endAt = [&](int step, const std::string& how) {
        have("a", "");
        std::ofstream{steps};
        CPPUNIT_ASSERT_EQUAL(kKilled,
                             probe({"open:a", "write:a:1", "sync:a", "talk:hi", "write:a:2", "sync:a"},
                                   {{"ACE_FAULTS_STEPS", steps},
                                    {"ACE_FAULTS_END_AT_STEP", std::to_string(step)},
                                    {"ACE_FAULTS_END", how}}));
        return content("a");
    };
    CPPUNIT_ASSERT_EQUAL(std::string(), endAt(1, "kill"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), endAt(2, "kill")); // written, and what is written stays
    CPPUNIT_ASSERT_EQUAL(std::string(), endAt(2, "cut"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), endAt(4, "cut"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), endAt(5, "kill"));
    CPPUNIT_ASSERT_EQUAL(std::string("12"), endAt(6, "kill"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), endAt(6, "cut"));
}

CPPUNIT_TEST_FIXTURE(FaultsTest, otherFoldersAndAForkedChildAreLeftAlone)
{
    const std::string outside = (temporary_.path() / "log").string();
    CPPUNIT_ASSERT_EQUAL(kKilled,
                         probe({"append:" + outside, "write:" + outside + ":kept", "open:a", "fork", "cut"}));
    CPPUNIT_ASSERT(test::valueOf(readFile(outside)).starts_with("kept"));
    CPPUNIT_ASSERT_EQUAL(std::string("x"), content("by-child"));
    CPPUNIT_ASSERT(!exists("a"));
}

} // namespace ace::loadtest
