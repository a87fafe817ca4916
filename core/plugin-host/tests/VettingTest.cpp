// SPDX-License-Identifier: MIT
// A plugin that crashes or hangs is kept away from the programs that would load it.
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/plugin-host/PluginRecord.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

using namespace ace;
using namespace std::chrono_literals;
using pluginhost::PluginHost;
using pluginhost::PluginRecord;

class VettingTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_SCAN", ACE_BIN_DIR "/ace-plugin-scan", 1);
        std::filesystem::create_directories(plugins());
    }
    void tearDown() override { ::unsetenv("ACE_PLUGIN_SCAN"); }

protected:
    std::filesystem::path plugins() const { return folder_.path() / "plugins"; }
    std::filesystem::path state() const { return folder_.path() / "state"; }
    void install(const std::string& plugin, const std::string& as) const
    {
        const auto file = plugins() / (as + ".so");
        std::filesystem::remove(file);
        for (const char* from : {ACE_BUILD_DIR "/tests/plugins/", ACE_PLUGIN_DIR "/"})
            if (std::filesystem::exists(from + plugin + ".so"))
                std::filesystem::copy_file(from + plugin + ".so", file);
        CPPUNIT_ASSERT_MESSAGE(plugin, std::filesystem::exists(file));
    }
    std::unique_ptr<PluginHost> host()
    {
        return std::make_unique<PluginHost>(log_, clock_, std::vector{plugins()},
                                            pluginhost::OwnFolders{state(), {}});
    }
    Result<void> open(const std::string& plugin)
    {
        auto opened = host()->openScanner({"hand", plugin, "{}", 30s});
        return opened ? Result<void>() : failure(std::move(opened));
    }
    void mustSay(const std::string& words, const Result<void>& result)
    {
        CPPUNIT_ASSERT_MESSAGE(words, !result);
        CPPUNIT_ASSERT_MESSAGE(result.error().describe(),
                               result.error().message.find(words) != std::string::npos);
    }
    Result<void> start(const std::string& settings)
    {
        auto host = this->host();
        auto scanner = host->openScanner({"hand", "reader", settings, 30s});
        return scanner ? (*scanner)->start([](const sdk::ScanData&) {}) : failure(std::move(scanner));
    }
    // Twice, each time in another program.
    void doInACall(const std::string& plugin, const std::string& what)
    {
        for (int times = 0; times < 2; ++times)
            inAnotherProgram([&] {
                auto host = this->host();
                auto scanner =
                    host->openScanner({"hand", plugin, R"({"do":")" + what + R"( in trigger"})", 30s});
                if (scanner && (*scanner)->start([](const sdk::ScanData&) {}))
                    static_cast<void>((*scanner)->trigger());
                ::_exit(7); // it lives
            });
    }
    // What is left of a program that was ended.
    void leaveNote(const std::string& lines) const
    {
        std::filesystem::create_directories(state());
        std::ofstream(state() / "run-1-0.note") << lines;
    }
    // Another program, which ends in what it does.
    static void inAnotherProgram(const std::function<void()>& work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            work();
            ::_exit(0);
        }
        int status = 0;
        CPPUNIT_ASSERT_EQUAL(child, ::waitpid(child, &status, 0));
        CPPUNIT_ASSERT(status != 0);
    }
    std::unique_ptr<PluginRecord> record() { return std::make_unique<PluginRecord>(state(), clock_, log_); }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    test::FakeClock clock_;
};

CPPUNIT_TEST_FIXTURE(VettingTest, aGoodOneIsTriedOnceAndLoaded)
{
    install("example", "example");
    test::mustSucceed(open("example"));
    ::setenv("ACE_PLUGIN_SCAN", "/nowhere/ace-plugin-scan", 1); // not needed again
    test::mustSucceed(open("example"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, withoutTheProgramThatTriesNothingIsLoaded)
{
    install("example", "example");
    ::setenv("ACE_PLUGIN_SCAN", "/nowhere/ace-plugin-scan", 1);
    mustSay("/nowhere/ace-plugin-scan cannot be started", open("example"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, whatCrashesWhenItIsTriedIsUnderQuarantineUntilItsFileChanges)
{
    install("AbortsAtLoad", "reader");
    mustSay("crashed", open("reader"));
    ::setenv("ACE_PLUGIN_SCAN", "/nowhere/ace-plugin-scan", 1); // it is known
    mustSay("is under quarantine", open("reader"));
    ::setenv("ACE_PLUGIN_SCAN", ACE_BIN_DIR "/ace-plugin-scan", 1);
    install("example", "reader");
    test::mustSucceed(open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, whatTheLoaderRefusesIsTriedAgain)
{
    install("MissingLibrary", "reader");
    mustSay("needs libace-test-gone.so", open("reader"));
    CPPUNIT_ASSERT(record()->quarantines().empty());
}

CPPUNIT_TEST_FIXTURE(VettingTest, itsFileAndItsEntryMustSayTheSame)
{
    install("OtherManifest", "reader");
    mustSay("another thing of itself", open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, aCrashWhileItIsLoadedKeepsItAwayFromTheNextStart)
{
    install("CrashesInInit", "reader");
    inAnotherProgram([this] { static_cast<void>(open("reader")); });
    mustSay("crashed (SIGSEGV) while it was loaded", open("reader"));
    test::mustSucceed(record()->release("reader"));
    CPPUNIT_ASSERT(record()->quarantines().empty());
}

CPPUNIT_TEST_FIXTURE(VettingTest, aProgramThatEndsWithoutAWordWhileItLoadsIsForgivenTwice)
{
    install("EndsInInit", "reader");
    for (int times = 0; times < 3; ++times) {
        CPPUNIT_ASSERT(record()->quarantines().empty());
        inAnotherProgram([this] { static_cast<void>(open("reader")); });
    }
    mustSay("3 times in a row", open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, soIsOneThatEndsWhileItOpensADevice)
{
    install("MisbehavingScanner", "reader");
    const auto endsInOpen = [&] { static_cast<void>(start(R"({"do":"end in open"})")); };
    inAnotherProgram(endsInOpen);
    inAnotherProgram(endsInOpen);
    test::mustSucceed(start("{}")); // not three in a row
    for (int times = 0; times < 3; ++times) {
        CPPUNIT_ASSERT(record()->quarantines().empty());
        inAnotherProgram(endsInOpen);
    }
    mustSay("ended the program while it was opened, 3 times in a row", start("{}"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, crashesOnItsOwnThreadsAreItsToo)
{
    for (const char* crash : {"throw", "segfault"}) {
        install("MisbehavingScanner", crash);
        doInACall(crash, std::string(crash) + " on a thread");
        mustSay("twice within an hour", open(crash));
        test::mustSucceed(record()->release(crash)); // the next has the same content
    }
}

CPPUNIT_TEST_FIXTURE(VettingTest, endsOfEveryKindInACallAreItsOwn)
{
    const std::pair<const char*, const char*> ends[] = {{"segfault", "crashed (SIGSEGV)"},
                                                        {"overflow", "crashed (SIGSEGV)"},
                                                        {"trap", "crashed (SIGTRAP)"},
                                                        {"bad system call", "crashed (SIGSYS)"},
                                                        {"exit", "called exit()"}};
    for (const auto& [what, said] : ends) {
        install("MisbehavingScanner", "reader");
        doInACall("reader", what);
        mustSay(std::string("it ") + said + " twice within an hour", open("reader"));
        test::mustSucceed(record()->release("reader"));
    }
}

CPPUNIT_TEST_FIXTURE(VettingTest, aChildOfThePluginThatExitsIsNoEndOfTheProgram)
{
    install("MisbehavingScanner", "reader");
    doInACall("reader", "fork");
    test::mustSucceed(open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, aDeviceThatHangsWhileItIsOpenedIsNotBlamedForAPowerCut)
{
    install("MisbehavingScanner", "reader");
    const std::string hash = test::valueOf(record()->hashOf(plugins() / "reader.so"));
    for (int day = 0; day < 2; ++day) {
        leaveNote("opening " + hash + " reader\n");
        host();
    }
    inAnotherProgram([this] {
        auto host = this->host();
        auto scanner = host->openScanner({"hand", "reader", R"({"do":"hang in open"})", 1s});
        if (!scanner || (*scanner)->start([](const sdk::ScanData&) {}))
            ::_exit(0); // it was to hang
        ::kill(::getpid(), SIGKILL);
    });
    test::mustSucceed(open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, whatWasOpenedIsNotBlamedWhereAnotherCrashed)
{
    for (int day = 0; day < 3; ++day) {
        leaveNote("opening reader-hash reader\nloading other-hash other\nrunning-SIGSEGV bad-hash bad\n");
        host();
        clock_.advance(std::chrono::hours(24));
    }
    CPPUNIT_ASSERT(record()->quarantines().empty());
    for (int day = 0; day < 3; ++day) {
        leaveNote("opening reader-hash reader\n");
        host();
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record()->quarantines().count("reader-hash"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, aCrashIsTakenUpOnceTheRecordCanBeWritten)
{
    leaveNote("loading-SIGSEGV bad-hash bad\n");
    std::filesystem::create_directories(state() / "plugins.json.new"); // in the way, as a full disk is
    host();
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("free space on the disk") != std::string::npos);
    CPPUNIT_ASSERT(record()->quarantines().empty());
    std::filesystem::remove(state() / "plugins.json.new");
    host();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record()->quarantines().count("bad-hash"));
    CPPUNIT_ASSERT(!std::filesystem::exists(state() / "run-1-0.note"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, twoCrashesInACallWithinAnHourKeepItAway)
{
    install("MisbehavingScanner", "reader");
    const auto crash = [this] {
        auto host = this->host();
        auto scanner = host->openScanner({"hand", "reader", R"({"do":"segfault in trigger"})", 30s});
        if (scanner && (*scanner)->start([](const sdk::ScanData&) {}))
            static_cast<void>((*scanner)->trigger());
    };
    inAnotherProgram(crash);
    test::mustSucceed(open("reader"));
    clock_.advance(std::chrono::minutes(61));
    inAnotherProgram(crash);
    test::mustSucceed(open("reader"));
    clock_.advance(std::chrono::minutes(59));
    inAnotherProgram(crash);
    mustSay("twice within an hour", open("reader"));
}

CPPUNIT_TEST_FIXTURE(VettingTest, aRecordThatIsGarbageIsMadeAnew)
{
    install("example", "example");
    test::mustSucceed(open("example"));
    for (const char* text : {"", "{", "[]", R"({"files":[],"contents":{}})", R"({"files":{"a":[1]}})",
                             R"({"files":{"a":[[1],2]},"contents":{"b":7}})"}) {
        std::ofstream(state() / "plugins.json", std::ios::trunc) << text;
        test::mustSucceed(open("example"));
    }
}
