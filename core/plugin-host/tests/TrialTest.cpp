// SPDX-License-Identifier: MIT
// What the trial of a plugin in a process of its own tells, and what it does not; and that nothing of such a
// process outlives the program that started it.
#include "TestSupport.h"
#include "library/PluginScan.h"

#include <ace/base/File.h>
#include <ace/plugin-host/ElfFacts.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/plugin-host/PluginRecord.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;
using pluginhost::ScanOutcome;

namespace {

class TrialTest : public CppUnit::TestFixture
{
public:
    void setUp() override { ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1); }

protected:
    ScanOutcome scan(const std::filesystem::path& scanner, std::chrono::milliseconds limit = 10s) const
    {
        return pluginhost::scanPlugin(scanner, ACE_PLUGIN_DIR "/example.so", limit);
    }
    // Stands where ace-plugin-scan should be.
    std::filesystem::path script(const std::string& lines) const
    {
        const auto file = folder_.path() / "scanner";
        std::ofstream(file) << "#!/bin/sh\n" << lines;
        ::chmod(file.c_str(), 0700);
        return file;
    }
    void learnsNothingFrom(const std::string& lines) const
    {
        const auto outcome = scan(script(lines));
        CPPUNIT_ASSERT_MESSAGE(lines, outcome.kind == ScanOutcome::Kind::NotTried);
        CPPUNIT_ASSERT_MESSAGE(outcome.text, outcome.text.find("Start again") != std::string::npos);
    }
    // Processes whose command line has this in it.
    static int processesOf(const std::string& words)
    {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator("/proc"))
            if (const auto line = readFile(entry.path() / "cmdline");
                line && line->find(words) != std::string::npos)
                ++count;
        return count;
    }

    const test::TemporaryFolder folder_;
};

} // namespace

CPPUNIT_TEST_FIXTURE(TrialTest, aTrialThatWasDisturbedTellsNothing)
{
    learnsNothingFrom("exit 127");
    learnsNothingFrom("exit 1");
    learnsNothingFrom("kill -SEGV $$");
    for (const char* sent : {"TERM", "INT", "HUP", "KILL"})
        learnsNothingFrom("echo trying; kill -" + std::string(sent) + " $$");
}

CPPUNIT_TEST_FIXTURE(TrialTest, whatCrashesWhileItIsTriedIsToldApart)
{
    CPPUNIT_ASSERT(scan(script("echo trying; kill -SEGV $$")).kind == ScanOutcome::Kind::Crashed);
    CPPUNIT_ASSERT(scan(script("echo trying; exit 9")).kind == ScanOutcome::Kind::Crashed);
    CPPUNIT_ASSERT(scan(script("echo trying; printf loads")).kind == ScanOutcome::Kind::Loads);
    const auto refused = scan(script("echo trying; printf 'no such library'; exit 3"));
    CPPUNIT_ASSERT(refused.kind == ScanOutcome::Kind::Refused);
    CPPUNIT_ASSERT_EQUAL(std::string("no such library"), refused.text);
}

CPPUNIT_TEST_FIXTURE(TrialTest, whatComputesWithoutEndIsToldFromWhatWaits)
{
    const auto computes = scan(script("echo trying; kill -XCPU $$"));
    CPPUNIT_ASSERT(computes.kind == ScanOutcome::Kind::TimedOut && computes.busy);
    const auto waits = scan(script("echo trying; sleep 100"), 300ms);
    CPPUNIT_ASSERT(waits.kind == ScanOutcome::Kind::TimedOut && !waits.busy);
}

CPPUNIT_TEST_FIXTURE(TrialTest, itGetsNoSecretAndNoDescriptor)
{
    const int leaky = ::open("/proc/self/status", O_RDONLY); // without O_CLOEXEC
    ::setenv("ACE_SECRET_STRIPE_KEY", "sk_live_told", 1);
    const auto told = scan(script("echo trying; env; ls -l /proc/self/fd; exit 3")).text;
    ::unsetenv("ACE_SECRET_STRIPE_KEY");
    ::close(leaky);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("PATH=") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("ACE_SECRET") == std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("/status") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TrialTest, aStarterThatIgnoresItsChildrenDoesNoHarm)
{
    ::signal(SIGCHLD, SIG_IGN);
    const auto outcome = scan(ACE_BIN_DIR "/ace-plugin-scan");
    CPPUNIT_ASSERT_MESSAGE(outcome.text, outcome.kind == ScanOutcome::Kind::Loads);
}

CPPUNIT_TEST_FIXTURE(TrialTest, aLibraryThatExportsWithoutEndIsNoPlugin)
{
    const auto source = folder_.path() / "many.s";
    {
        std::ofstream out(source);
        for (int i = 0; i < 20'001; ++i)
            out << ".globl f" << i << "\nf" << i << ":\n";
    }
    const auto library = folder_.path() / "many.so";
    const std::string build = "gcc -shared -nostdlib -o " + library.string() + " " + source.string();
    CPPUNIT_ASSERT_EQUAL(0, std::system(build.c_str()));
    const auto facts = pluginhost::readElfFacts(library);
    CPPUNIT_ASSERT(!facts);
    CPPUNIT_ASSERT_MESSAGE(facts.error().message,
                           facts.error().message.find("exports more than a plugin has") != std::string::npos);
}

// A plugin that forks as daemons do, in a station that is killed.
CPPUNIT_TEST_FIXTURE(TrialTest, nothingOfAnIsolatedPluginOutlivesAKilledStation)
{
    const auto plugins = folder_.path() / "plugins";
    std::filesystem::create_directories(plugins);
    std::filesystem::copy_file(ACE_BUILD_DIR "/tests/check-plugins/ForksDaemon.so", plugins / "daemon.so");
    const pid_t station = ::fork();
    if (station == 0) {
        test::FakeLog log;
        SystemClock clock;
        pluginhost::PluginHost host(log, clock, {plugins});
        const auto scanner = host.openScanner({"hand", "daemon", "{}", 30s, {}, true});
        if (scanner && (*scanner)->start([](const sdk::ScanData&) {}))
            ::kill(::getpid(), SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    CPPUNIT_ASSERT_EQUAL(station, ::waitpid(station, &status, 0));
    CPPUNIT_ASSERT(WIFSIGNALED(status)); // it was started
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (processesOf(plugins.string()) > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(10ms);
    CPPUNIT_ASSERT_EQUAL(0, processesOf(plugins.string()));
}
