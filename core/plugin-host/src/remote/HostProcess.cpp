// SPDX-License-Identifier: MIT
#include "remote/HostProcess.h"

#include "library/Processes.h"
#include "remote/Message.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace ace::pluginhost {

namespace {

using namespace std::chrono_literals;

constexpr int kCallsInHost = 3; // the descriptors of ace-plugin-host
constexpr int kNoticesInHost = 4;
constexpr int kAboveThem = 10;
constexpr auto kEndsByItself = 200ms; // once its lines are closed
constexpr auto kReaped = 5s;          // once it was killed

// A connected pair; the other program's end is above the numbers that it gets there.
class SocketPair
{
public:
    SocketPair()
    {
        std::array<int, 2> ends{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return;
        ours_ = ends[0];
        theirs_ = ::fcntl(ends[1], F_DUPFD_CLOEXEC, kAboveThem);
        ::close(ends[1]);
    }
    ~SocketPair()
    {
        if (ours_ >= 0)
            ::close(ours_);
        if (theirs_ >= 0)
            ::close(theirs_);
    }
    SocketPair(const SocketPair&) = delete;
    SocketPair& operator=(const SocketPair&) = delete;

    bool isMade() const { return theirs_ >= 0; }
    int theirs() const { return theirs_; }
    int takeOurs() { return std::exchange(ours_, -1); }

private:
    int ours_ = -1;
    int theirs_ = -1;
};

int spawnHost(const std::filesystem::path& program, const std::vector<std::string>& arguments,
              const std::array<int, 2>& lines, pid_t& id)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO); // standard output is ours
    ::posix_spawn_file_actions_adddup2(&actions, lines[0], kCallsInHost);
    ::posix_spawn_file_actions_adddup2(&actions, lines[1], kNoticesInHost);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, kNoticesInHost + 1);
    const int failed = spawnForAPlugin(program, arguments, actions, id);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed;
}

std::string describeEnd(const siginfo_t& info)
{
    if (info.si_code == CLD_EXITED && info.si_status == kOtherBuildStatus)
        return "is of another build than this program, which was upgraded while it ran: restart it";
    if (info.si_code == CLD_EXITED)
        return "ended by itself (exit status " + std::to_string(info.si_status) + ")";
    return "crashed (" + signalName(info.si_status) + ")";
}

} // namespace

std::filesystem::path findPluginHostProgram()
{
    if (const char* given = std::getenv("ACE_PLUGIN_HOST"))
        return given;
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "ace-plugin-host";
}

Result<std::shared_ptr<HostProcess>> HostProcess::start(const std::filesystem::path& program,
                                                        const std::vector<std::string>& arguments)
{
    SocketPair calls;
    SocketPair notices;
    if (!calls.isMade() || !notices.isMade())
        return failure(ErrorCode::Unavailable,
                       std::string("there is no socket for it (") + std::strerror(errno) +
                           "). Raise the number of open files that this program may have.");
    pid_t id = -1;
    if (const int failed = spawnHost(program, arguments, {calls.theirs(), notices.theirs()}, id); failed != 0)
        return failure(ErrorCode::Unavailable, program.string() + " cannot be started (" +
                                                   std::strerror(failed) +
                                                   "). Install it again, beside this program.");
    return std::shared_ptr<HostProcess>(new HostProcess(id, calls.takeOurs(), notices.takeOurs()));
}

HostProcess::~HostProcess() { end(); }

bool HostProcess::drainNotices(const Take& take)
{
    constexpr char kNoNotice[] = ", for it sent what is no notice,";
    const std::lock_guard lock(draining_);
    for (;;) {
        std::string_view message;
        switch (notices_.receiveNow(message)) {
        case Line::Got::Message:
            if (!take(message)) {
                kill(kNoNotice);
                return false;
            }
            ++taken_; // afterwards: who sees that nothing is missing finds it done
            break;
        case Line::Got::Nothing:
            return !gone_;
        case Line::Got::Broken:
            kill(kNoNotice);
            return false;
        case Line::Got::Closed:
            gone_ = true;
            return false;
        }
    }
}

void HostProcess::drainNotices(std::int64_t sent, const Take& take)
{
    if (sent > taken_)
        static_cast<void>(drainNotices(take));
}

void HostProcess::interrupt(std::int64_t request)
{
    std::string bytes;
    encode({kInterrupt, {request}, {}}, bytes);
    // It reads one such message at a time: there is room, unless it is past being interrupted.
    static_cast<void>(notices_.sendNow(bytes));
}

void HostProcess::kill(const char* why)
{
    const std::lock_guard lock(ending_);
    gone_ = true;
    if (ended_.empty()) {
        if (why_.empty())
            why_ = why;
        killed_ = true;
        ::kill(id_, SIGTERM); // its guardian kills the rest
    }
    // Something that it started may hold its ends, and be out of reach.
    calls_.shutDown();
    notices_.shutDown();
}

std::string HostProcess::end()
{
    const std::lock_guard lock(ending_);
    if (!ended_.empty())
        return ended_;
    gone_ = true;
    calls_.shutDown();
    notices_.shutDown();
    killed_ = killed_ || !endsUntil(id_, std::chrono::steady_clock::now() + kEndsByItself);
    endGuarded(id_);
    siginfo_t info{};
    if (!endsUntil(id_, std::chrono::steady_clock::now() + kReaped))
        ended_ = "cannot be ended: it waits for a driver";
    else if (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED) != 0)
        ended_ = "ended";
    else
        ended_ = killed_ ? "was killed" + why_ : describeEnd(info);
    return ended_;
}

} // namespace ace::pluginhost
