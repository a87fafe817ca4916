// SPDX-License-Identifier: MIT
#include "library/PluginScan.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <system_error>

// glibc 2.36 declares its functions without saying that they are C.
extern "C" {
#include <sys/pidfd.h>
}

namespace ace::pluginhost {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kTextMax = 4096;
constexpr int kRefusedStatus = 3; // of ace-plugin-scan: its output is what the loader said

class ScanPipe
{
public:
    ScanPipe()
    {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category(), "pipe");
    }
    ~ScanPipe()
    {
        closeWriter();
        ::close(ends_[0]);
    }
    ScanPipe(const ScanPipe&) = delete;
    ScanPipe& operator=(const ScanPipe&) = delete;

    int writer() const { return ends_[1]; }
    void closeWriter()
    {
        if (ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }
    // What the child writes until it closes its end; false: that was not in time.
    bool readUntil(Steady::time_point end, std::string& text) const
    {
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now());
            pollfd waiting{ends_[0], POLLIN, 0};
            const int ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
            if (ready < 0 && errno == EINTR)
                continue;
            if (ready <= 0)
                return false;
            char buffer[512];
            const ssize_t got = ::read(ends_[0], buffer, sizeof buffer);
            if (got <= 0)
                return true;
            text.append(buffer, static_cast<std::size_t>(got));
            if (text.size() > kTextMax)
                text.resize(kTextMax);
        }
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

bool endsUntil(pid_t child, Steady::time_point end)
{
    const int handle = ::pidfd_open(child, 0);
    pollfd ended{handle, POLLIN, 0};
    int ready = 0;
    do {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now());
        ready = ::poll(&ended, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    } while (ready < 0 && errno == EINTR);
    ::close(handle);
    return ready > 0;
}

// Its output is the pipe; everything else of it that could reach the terminal is gone.
int spawn(const std::filesystem::path& scanner, const std::filesystem::path& file, int output, pid_t& child)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP); // killed with all that it starts
    std::string program = scanner.string();
    std::string argument = file.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    const int failed = ::posix_spawn(&child, program.c_str(), &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

ScanOutcome outcomeOf(int status, std::string text)
{
    using Kind = ScanOutcome::Kind;
    if (WIFSIGNALED(status)) {
        const char* name = ::sigabbrev_np(WTERMSIG(status));
        return {Kind::Crashed, name ? "SIG" + std::string(name) : std::to_string(WTERMSIG(status))};
    }
    if (WEXITSTATUS(status) == kRefusedStatus)
        return {Kind::Refused, std::move(text)};
    // Only after the library is loaded does the scanner write this; a plugin may end the process before.
    if (WEXITSTATUS(status) == 0 && text == "loads")
        return {Kind::Loads, {}};
    return {Kind::Crashed, "exit " + std::to_string(WEXITSTATUS(status))};
}

} // namespace

ScanOutcome scanPlugin(const std::filesystem::path& scanner, const std::filesystem::path& file,
                       std::chrono::milliseconds limit)
{
    const auto end = Steady::now() + limit;
    ScanPipe pipe;
    pid_t child = 0;
    if (const int failed = spawn(scanner, file, pipe.writer(), child); failed != 0)
        return {ScanOutcome::Kind::NotTried,
                scanner.string() + " cannot be started (" + std::strerror(failed) +
                    "), so that no plugin can be tried. Install it again, beside "
                    "this program."};
    pipe.closeWriter();
    std::string text;
    const bool ended = pipe.readUntil(end, text);
    const bool inTime = ended && endsUntil(child, end); // it may close its output and go on
    ::kill(-child, SIGKILL);                            // and whatever it started
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return inTime ? outcomeOf(status, std::move(text)) : ScanOutcome{ScanOutcome::Kind::TimedOut, {}};
}

std::filesystem::path findScanner()
{
    if (const char* given = std::getenv("ACE_PLUGIN_SCAN"))
        return given;
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "ace-plugin-scan";
}

} // namespace ace::pluginhost
