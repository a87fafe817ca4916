// SPDX-License-Identifier: MIT
// Each bad plugin, the test that catches it, and as what. Nothing of any of them remains, and the tool
// answers.
#include "CheckRun.h"

#include <elf.h>

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

CPPUNIT_TEST_FIXTURE(BadPluginsTest, leaksMemory)
{
    if (kSanitized)
        test::skip("a sanitizer counts memory in its own way");
    isCaught("LeaksMemory", "life.leaks-memory", "Failed", "of each device");
}

CPPUNIT_TEST_FIXTURE(BadPluginsTest, fuzzFindsTheOddSettingAndReplaysIt)
{
    const CheckRun run =
        runCheck(badPlugin("FailsInFuzz"), {"--json", "--only", "fuzz", "--fuzz", "10", "--seed", "7"});
    const auto result = run.resultOf("fuzz.settings");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, std::string("Crashed"), result.at("outcome").get<std::string>());
    const std::string detail = result.at("detail");
    const auto at = detail.find("--replay ");
    CPPUNIT_ASSERT_MESSAGE(detail, at != std::string::npos);
    const std::string number = detail.substr(at + 9, detail.find(')', at) - at - 9);
    const CheckRun again = runCheck(badPlugin("FailsInFuzz"), {"--json", "--only", "fuzz.settings", "--fuzz",
                                                               "1", "--seed", "7", "--replay", number});
    CPPUNIT_ASSERT_EQUAL(detail, again.resultOf("fuzz.settings").at("detail").get<std::string>());
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
ACE_CAUGHT(hangsInOpen, "HangsInOpen", "life.open-close", "Timeout", "in open");
ACE_CAUGHT(hangsInHealth, "HangsInHealth", "life.health", "Timeout", "in check_health");
ACE_CAUGHT(exits, "ExitsInOpen", "life.open-close", "Crashed", "exit 0 in open");
ACE_CAUGHT(killsItsParent, "KillsItsParent", "life.open-close", "Crashed", "killed or stopped");
ACE_CAUGHT(signalsItsParent, "SignalsItsParent", "life.open-close", "Failed", "SIGTERM");
ACE_CAUGHT(killsItsGroup, "KillsItsGroup", "life.open-close", "Crashed", "signal SIGKILL in open");
ACE_CAUGHT(forks, "Forks", "life.open-close", "Failed", "left a process behind");
ACE_CAUGHT(forksADaemon, "ForksDaemon", "life.open-close", "Failed", "left a process behind");
ACE_CAUGHT(leaksThreads, "LeaksThreads", "life.leaks-threads", "Failed", "threads remain");
ACE_CAUGHT(leaksDescriptors, "LeaksDescriptors", "life.leaks-descriptors", "Failed", "remain open");
ACE_CAUGHT(failsInItsSecondLife, "FaultsAfterUse", "life.twice", "Failed", "still open");
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

} // namespace ace::plugincheck
