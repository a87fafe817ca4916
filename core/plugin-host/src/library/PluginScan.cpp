// SPDX-License-Identifier: MIT
#include "library/PluginScan.h"

#include "library/Processes.h"

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

namespace ace::pluginhost {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kTextMax = 4096;
// Of ace-plugin-scan.
constexpr int kRefusedStatus = 3;
constexpr std::string_view kTrying = "trying\n";
constexpr std::string_view kLoads = "loads";

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

// Its output is the pipe; everything else of it that could reach the terminal is gone.
int spawn(const std::filesystem::path& scanner, const std::filesystem::path& file, int output, pid_t& child)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    const int failed = spawnForAPlugin(scanner, {file.string()}, actions, child);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

ScanOutcome disturbed(const std::string& how)
{
    return {ScanOutcome::Kind::NotTried,
            "could not be tried: the program that tries it ended before that (" + how +
                "). Start again; if this comes again, install ace-plugin-scan again, beside this program."};
}

// What it says, it says in this order: that it tries, and that it has loaded it or what the loader said.
ScanOutcome outcomeOf(int status, std::string text)
{
    using Kind = ScanOutcome::Kind;
    const bool tried = text.starts_with(kTrying);
    if (tried)
        text.erase(0, kTrying.size());
    if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        const std::string name = signalName(number);
        if (number == SIGXCPU)
            return {Kind::TimedOut, {}, true};
        const bool sent = number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGKILL;
        return tried && !sent ? ScanOutcome{Kind::Crashed, name} : disturbed(name);
    }
    const std::string how = "exit " + std::to_string(WEXITSTATUS(status));
    if (!tried)
        return disturbed(how);
    if (WEXITSTATUS(status) == kRefusedStatus)
        return {Kind::Refused, std::move(text)};
    return WEXITSTATUS(status) == 0 && text == kLoads ? ScanOutcome{Kind::Loads, {}}
                                                      : ScanOutcome{Kind::Crashed, how};
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
    endGuarded(child);                                  // and whatever it started
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
