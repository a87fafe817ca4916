// SPDX-License-Identifier: MIT
// Each bad plugin, the test that catches it, and as what. Nothing of any of them remains, and the tool
// answers.
#include "CheckRun.h"

#include <elf.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace ace::plugincheck {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::filesystem::path badPlugin(const std::string& name)
{
    return std::filesystem::path(ACE_BUILD_DIR) / "tests/check-plugins" / (name + ".so");
}

std::string firstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

} // namespace

class BadPluginsTest : public CppUnit::TestFixture
{
protected:
    // `words`: what its detail must hold.
    void fileIsCaught(const std::filesystem::path& plugin, const std::string& test,
                      const std::string& outcome, const std::string& words)
    {
        const CheckRun run = runCheck(plugin);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 1, run.exitCode);
        const auto result = run.resultOf(test);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, outcome, result.at("outcome").get<std::string>());
        const std::string detail = result.at("detail");
        CPPUNIT_ASSERT_MESSAGE(detail, detail.find(words) != std::string::npos);
    }
    void isCaught(const std::string& plugin, const std::string& test, const std::string& outcome,
                  const std::string& words)
    {
        fileIsCaught(badPlugin(plugin), test, outcome, words);
    }

    void isReplayed(const std::string& plugin, const std::string& test, const std::string& outcome)
    {
        const CheckRun run =
            runCheck(badPlugin(plugin), {"--json", "--only", test, "--fuzz", "10", "--seed", "7"});
        const auto result = run.resultOf(test);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, outcome, result.at("outcome").get<std::string>());
        const std::string detail = firstLine(result.at("detail")); // then comes what a sanitizer says
        const auto at = detail.find("--replay ");
        CPPUNIT_ASSERT_MESSAGE(detail, at != std::string::npos);
        const std::string number = detail.substr(at + 9, detail.find(')', at) - at - 9);
        CPPUNIT_ASSERT_MESSAGE("the first case shows nothing", number != "0");
        const CheckRun again = runCheck(
            badPlugin(plugin), {"--json", "--only", test, "--fuzz", "1", "--seed", "7", "--replay", number});
        CPPUNIT_ASSERT_EQUAL(detail, firstLine(again.resultOf(test).at("detail")));
    }
    // With it nothing is wrong: what cannot be tested here is skipped, and says why.
    void isSkipped(const std::string& plugin, const std::string& test, const std::string& words)
    {
        const CheckRun run = runCheck(badPlugin(plugin));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, 0, run.exitCode);
        const auto result = run.resultOf(test);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, std::string("Skipped"),
                                     result.at("outcome").get<std::string>());
        const std::string detail = result.at("detail");
        CPPUNIT_ASSERT_MESSAGE(detail, detail.find(words) != std::string::npos);
    }

    // A copy of a good plugin, with something done to its file.
    template <class Change> std::filesystem::path spoiled(Change&& change)
    {
        const auto file = folder_.path() / "spoiled.so";
        std::filesystem::copy_file(std::filesystem::path(ACE_PLUGIN_DIR) / "example.so", file);
        change(file);
        return file;
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(BadPluginsTest, truncatedFile)
{
    fileIsCaught(spoiled([](const auto& file) {
                     std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
                 }),
                 "static.elf", "Failed", "cut short");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, notALibraryAtAll)
{
    fileIsCaught(spoiled([](const auto& file) { std::ofstream(file) << "a text"; }), "static.elf", "Failed",
                 "");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, wrongMachine)
{
    fileIsCaught(spoiled([](const auto& file) {
                     std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
                     const Elf64_Half other = EM_S390;
                     out.seekp(offsetof(Elf64_Ehdr, e_machine));
                     out.write(reinterpret_cast<const char*>(&other), sizeof other);
                 }),
                 "static.machine", "Failed", "compile it for this one");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, missingLibrary)
{
    const std::filesystem::path plugin =
        std::filesystem::path(ACE_BUILD_DIR) / "tests/plugins/MissingLibrary.so";
    fileIsCaught(plugin, "static.needed-libraries", "Failed", "libace-test-gone.so");
    fileIsCaught(plugin, "load.resolves", "Failed", "libace-test-gone.so");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, undefinedSymbol)
{
    fileIsCaught(std::filesystem::path(ACE_BUILD_DIR) / "tests/plugins/UndefinedSymbol.so", "load.resolves",
                 "Failed", "ace_test_nobody_defines_this");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, loopsAtLoadAndTheCheckEnds)
{
    const auto began = std::chrono::steady_clock::now();
    const CheckRun run = runCheck(badPlugin("LoopsAtLoad"));
    CPPUNIT_ASSERT_EQUAL(std::string("Timeout"),
                         run.resultOf("load.resolves").at("outcome").get<std::string>());
    const auto last = run.resultOf("event.none-after-close");
    CPPUNIT_ASSERT_EQUAL(std::string("Skipped"), last.at("outcome").get<std::string>());
    CPPUNIT_ASSERT(last.at("detail").get<std::string>().starts_with("it hangs at load"));
    if (!kSanitized)
        CPPUNIT_ASSERT(std::chrono::steady_clock::now() - began < std::chrono::seconds(15));
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, hangsInHealth)
{
    const CheckRun run = runCheck(badPlugin("HangsInHealth"), {"--json", "--only", "life.health"});
    const auto result = run.resultOf("life.health");
    CPPUNIT_ASSERT_EQUAL(std::string("Timeout"), result.at("outcome").get<std::string>());
    CPPUNIT_ASSERT(result.at("detail").get<std::string>().ends_with(" ms in check_health(1)"));
}

// Three calls as long as a host waits, and no fourth.
CPPUNIT_TEST_FIXTURE(BadPluginsTest, hangsInOpenAndTheCheckEnds)
{
    const CheckRun run = runCheck(badPlugin("HangsInOpen"));
    const auto first = run.resultOf("life.open-close");
    CPPUNIT_ASSERT_EQUAL(std::string("Timeout"), first.at("outcome").get<std::string>());
    CPPUNIT_ASSERT(first.at("detail").get<std::string>().ends_with(" ms in open"));
    const auto results = run.results();
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{3},
                         std::count_if(results.begin(), results.end(),
                                       [](const auto& one) { return one.at("outcome") == "Timeout"; }));
    CPPUNIT_ASSERT(run.out.find("three tests hung: the check has ended") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, leaksMemory)
{
    if (kSanitized)
        test::skip("a sanitizer counts memory in its own way");
    isCaught("LeaksMemory", "life.leaks-memory", "Failed", "of each device");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, fuzzFindsTheOddSettingAndReplaysIt)
{
    isReplayed("FailsInFuzz", "fuzz.settings", "Crashed");
}

// Whatever the clock says, and whatever the cases before it did to the device.
CPPUNIT_TEST_FIXTURE(BadPluginsTest, fuzzFindsTheOddMessageAndReplaysIt)
{
    isReplayed("FailsAtOddNews", "fuzz.calls", "Failed");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, whatItSaidLastIsTold)
{
    const CheckRun run = runCheck(badPlugin("SaysWhyItCrashes"), {"--only", "life.open-close"});
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("| log: port 7 is on fire") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("| assertion failed:") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find('\x1b') == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, itsManifestCommandsNoTerminal)
{
    const CheckRun run = runCheck(badPlugin("EscapesInManifest"), {"--only", "static.manifest"});
    CPPUNIT_ASSERT_EQUAL(1, run.exitCode);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("\"version\" must be") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find('\x1b') == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, nothingIsLeftWhenTheCheckIsInterrupted)
{
    for (const int number : {SIGINT, SIGTERM}) {
        const test::TemporaryFolder folder;
        const std::string mark = "ACE_CHECK_MARK=" + folder.path().string();
        test::StartedProgram check({ACE_BIN_DIR "/ace-plugin-check", "--only", "life.open-close",
                                    badPlugin("ForksAndHangs").string()},
                                   folder.path(), {mark});
        const auto processes = [&] {
            const std::string all = processesOf(mark);
            return std::count(all.begin(), all.end(), ' ');
        };
        // The check, the guardian, the test, and what it forked.
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (processes() < 4 && std::chrono::steady_clock::now() < deadline)
            std::this_thread::yield();
        CPPUNIT_ASSERT(processes() >= 4);
        check.signal(number);
        CPPUNIT_ASSERT_EQUAL(128 + number, check.wait().exitCode);
        CPPUNIT_ASSERT_EQUAL(std::string(), processesOf(mark));
    }
}

#define ACE_CAUGHT(Name, Plugin, Test, Outcome, Words)                                                       \
    CPPUNIT_TEST_FIXTURE(BadPluginsTest, Name) { isCaught(Plugin, Test, Outcome, Words); }                   \
    static_assert(true)

// A sanitizer turns a signal into an exit.
ACE_CAUGHT(abortsAtLoad, "AbortsAtLoad", "load.resolves", "Crashed", "in dlopen");
ACE_CAUGHT(startsAThreadAtLoad, "ThreadAtLoad", "load.no-threads", "Failed", "thread");
ACE_CAUGHT(opensAFileAtLoad, "ThreadAtLoad", "load.no-descriptors", "Failed", "file");
ACE_CAUGHT(wrongAbiMajor, "WrongMajor", "load.abi", "Failed", "interface 7");
ACE_CAUGHT(manifestUnlikeEntry, "ManifestUnlikeEntry", "load.manifest-equals-entry", "Failed", "another");
ACE_CAUGHT(halfATable, "HalfTable", "life.create-destroy", "Failed", "leaves out");
ACE_CAUGHT(takesAnyClass, "AnyClass", "life.unknown-class-is-refused", "Failed", "does not name");
ACE_CAUGHT(segfaultsInOpen, "SegfaultsInOpen", "life.open-close", "Crashed",
           kSanitized ? "in open" : "signal SIGSEGV in open");
ACE_CAUGHT(exits, "ExitsInOpen", "life.open-close", "Crashed", "exit 0 in open");
ACE_CAUGHT(killsItsParent, "KillsItsParent", "life.open-close", "Crashed", "killed or stopped");
ACE_CAUGHT(signalsItsParent, "SignalsItsParent", "life.open-close", "Failed", "SIGTERM");
ACE_CAUGHT(killsItsGroup, "KillsItsGroup", "life.open-close", "Crashed", "signal SIGKILL in open");
ACE_CAUGHT(forks, "Forks", "life.open-close", "Failed", "left a process behind");
ACE_CAUGHT(forksADaemon, "ForksDaemon", "life.open-close", "Failed", "left a process behind");
ACE_CAUGHT(leaksThreads, "LeaksThreads", "life.leaks-threads", "Failed", "threads remain");
ACE_CAUGHT(leaksDescriptors, "LeaksDescriptors", "life.leaks-descriptors", "Failed", "remain open");
ACE_CAUGHT(failsInItsSecondLife, "FaultsAfterUse", "life.twice", "Failed", "still open");
ACE_CAUGHT(worksWhenItIsClosed, "WorksWhenClosed", "life.wrong-state-is-refused", "Failed", "not ACE_CLOSED");
ACE_CAUGHT(throwsEverywhere, "ThrowsEverywhere", "error.no-exception-crosses", "Failed", "open threw");
ACE_CAUGHT(throwsNoException, "ThrowsNoException", "error.no-exception-crosses", "Failed",
           "no std::exception crossed the line in check_health");
ACE_CAUGHT(failsWithoutAText, "SilentFailure", "error.text-with-failure", "Failed", "without saying why");
ACE_CAUGHT(invalidUtf8, "InvalidUtf8", "error.text-is-utf8", "Failed", "no UTF-8");
ACE_CAUGHT(unknownStatus, "UnknownStatus", "error.status-is-known", "Failed", "4711");
ACE_CAUGHT(postsAMillionEvents, "FloodsEvents", "event.bounded", "Failed", "more than");
ACE_CAUGHT(postsAfterClose, "PostsAfterClose", "event.none-after-close", "Failed", "not open");
ACE_CAUGHT(postsBeforeOpen, "PostsBeforeOpen", "event.none-while-closed", "Failed", "not open");
ACE_CAUGHT(postsALargeEvent, "LargeEvent", "event.valid", "Failed", "64 KiB");
ACE_CAUGHT(postsAnUnknownEvent, "UnknownEvent", "event.valid", "Failed", "kind 77");
ACE_CAUGHT(ignoresInterrupt, "IgnoresInterrupt", "thread.interrupt-while-calling", "Failed",
           "consume did not");
ACE_CAUGHT(remembersAnInterrupt, "StaleInterrupt", "thread.interrupt-when-idle", "Failed", "canceled");
ACE_CAUGHT(failsBesideAnother, "SecondFails", "thread.second-device", "Failed", "out of memory");
ACE_CAUGHT(takesAnySettings, "TakesAnySettings", "life.settings-refused", "Failed", "no JSON object");
ACE_CAUGHT(losesMessages, "IgnoresInterrupt", "queue.round-trip", "Failed", "consume");
ACE_CAUGHT(acknowledgesWhatIsNotThere, "IgnoresInterrupt", "queue.acknowledge-unknown", "Failed",
           "ACE_NO_EXIST");
ACE_CAUGHT(doubleCompletion, "DoubleCompletion", "payment.completes-once", "Failed", "2 times");
ACE_CAUGHT(hugeJson, "HugeJson", "payment.progress-valid", "Failed", "1 MiB");
ACE_CAUGHT(paysTheUnknown, "PaysTheUnknown", "payment.unknown", "Failed", "never begun");
ACE_CAUGHT(answersOtherwiseEachTime, "OtherEachTime", "payment.begin-twice", "Failed", "second one");
ACE_CAUGHT(abortsInDeinitAfterADeviceLived, "AbortsInDeinit", "life.deinit-after-life", "Crashed",
           kSanitized ? "in deinit" : "signal SIGABRT in deinit");
ACE_CAUGHT(postsOnTheTableOfInit, "PostsOnInitTable", "event.none-after-close", "Failed", "init() was lent");
ACE_CAUGHT(abortsInExternalHealth, "AbortsInExternalHealth", "life.health-external", "Crashed",
           "in check_health(2)");
ACE_CAUGHT(opensTwice, "OpensTwice", "life.wrong-state-is-refused", "Failed",
           "open of a device that is not claimed answered ACE_OK (0), not ACE_ILLEGAL");
ACE_CAUGHT(refusesItsOwnClaim, "RefusesItsOwnClaim", "life.wrong-state-is-refused", "Failed",
           "claim of a device that is claimed answered ACE_CLAIMED");
ACE_CAUGHT(staysClaimed, "RefusesItsOwnClaim", "life.twice", "Failed", "though it did not the first time");
ACE_CAUGHT(saysWhyOnAnotherThread, "FailsOnAnotherThread", "error.text-with-failure", "Failed",
           "on the thread of the call");
ACE_CAUGHT(keepsWhatItWasLent, "KeepsItsTopic", "queue.round-trip", "Failed",
           "consume answered ACE_NO_EXIST");
ACE_CAUGHT(handsOutAMessageTwice, "HandsOutTwice", "queue.round-trip", "Failed", "not handed out");
ACE_CAUGHT(heedsAnInterruptTooLate, "HeedsInterruptLate", "thread.interrupt-while-calling", "Failed",
           "consume did not");
ACE_CAUGHT(leaksWhenItCannotBeOpened, "LeaksInFailedOpen", "life.failed-open-leaks-nothing", "Failed",
           "files remain open");
ACE_CAUGHT(takesLibrariesFromItsBuilder, "ForeignRunPath", "static.no-run-path", "Failed",
           "/home/builder/lib");

#define ACE_SKIPPED(Name, Plugin, Test, Words)                                                               \
    CPPUNIT_TEST_FIXTURE(BadPluginsTest, Name) { isSkipped(Plugin, Test, Words); }                           \
    static_assert(true)

ACE_SKIPPED(aDeviceThatTheStationHasIsNoFault, "StationHasIt", "life.full-cycle", "the station has it");
ACE_SKIPPED(aBrokerThatIsAwayIsNoFault, "BrokerIsAway", "queue.round-trip", "does not answer");
ACE_SKIPPED(anUnwellDeviceIsNoFault, "BrokerIsAway", "life.health", "disk is full");
ACE_SKIPPED(settingsThatAreMissingAreAskedFor, "NeedsAPort", "life.open-close", "needs --settings: setting");

CPPUNIT_TEST_FIXTURE(BadPluginsTest, aSlowDeviceDoesNotHang)
{
    const CheckRun run = runCheck(badPlugin("OpensSlowly"), {"--json", "--only", "life.leaks-memory"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, 0, run.exitCode);
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, aLibraryBesideThePluginIsFound)
{
    const CheckRun run = runCheck(badPlugin("TakesALibraryAlong"), {"--json", "--only", "static"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, 0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("Success"),
                         run.resultOf("static.needed-libraries").at("outcome").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("Warning"),
                         run.resultOf("static.no-run-path").at("outcome").get<std::string>());
}

} // namespace ace::plugincheck
