// SPDX-License-Identifier: MIT
// A static constructor that hangs holds the loader's lock for good: all this is for a process of its own.
#include "TestSupport.h"

#include <ace/base/Thread.h>
#include <ace/plugin-host/PluginHost.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;

namespace {

bool comesTrue(const std::function<bool()>& holds)
{
    for (const auto end = std::chrono::steady_clock::now() + 50s; std::chrono::steady_clock::now() < end;) {
        if (holds())
            return true;
        std::this_thread::sleep_for(5ms); // between two looks
    }
    return false;
}

// What went wrong, as an exit status; 0: nothing.
int loadOneThatHangs(const std::filesystem::path& begun)
{
    test::FakeLog log;
    test::FakeClock clock;
    pluginhost::PluginHost host(log, clock, {ACE_BUILD_DIR "/tests/plugins"});
    std::optional<Error> refused;
    std::atomic<bool> answered = false;
    bool answeredBefore = true;
    {
        const Thread opening("opening", [&] {
            if (auto opened = host.openScanner({"hand", "HangsAtLoad", "{}", 30s}); !opened)
                refused = opened.error();
            answered = true;
        });
        if (!comesTrue([&] { return std::filesystem::exists(begun); }))
            ::_exit(2);
        static_cast<void>(host.devices());
        answeredBefore = answered;
    }
    if (answeredBefore)
        return 3; // devices() waited for it
    if (!refused || refused->where != "plugin HangsAtLoad" ||
        refused->message.find("hung while it was loaded") == std::string::npos)
        return 4;
    return 0;
}

} // namespace

class HungLoadTest : public CppUnit::TestFixture
{
protected:
    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(HungLoadTest, oneThatHangsWhileItIsLoadedHoldsUpNothing)
{
    const auto begun = folder_.path() / "begun";
    ::setenv("ACE_TEST_LOADING", begun.c_str(), 1);
    const pid_t child = ::fork();
    if (child == 0)
        std::exit(loadOneThatHangs(begun)); // and the program ends as others do
    int status = -1;
    const bool ended = comesTrue([&] { return ::waitpid(child, &status, WNOHANG) == child; });
    if (!ended)
        ::kill(child, SIGKILL);
    CPPUNIT_ASSERT(ended);
    CPPUNIT_ASSERT(WIFEXITED(status));
    CPPUNIT_ASSERT_EQUAL(0, WEXITSTATUS(status));
}
