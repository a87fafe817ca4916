// SPDX-License-Identifier: MIT
#include "remote/HostProcess.h"

#include "remote/Message.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

// glibc 2.36 declares its functions without saying that they are C.
extern "C" {
#include <sys/pidfd.h>
}

namespace ace::pluginhost {

namespace {

using namespace std::chrono_literals;

constexpr int kCallsInHost = 3; // the descriptors of ace-plugin-host
constexpr int kNoticesInHost = 4;
constexpr int kAboveThem = 10;
constexpr auto kEndsByItself = 200ms; // once its lines are closed
constexpr auto kReaped = 5s;          // once it was killed

// What a plugin may need of the environment. Secrets have no place here: settings go over the line.
constexpr const char* kVariables[] = {"PATH",
                                      "HOME",
                                      "LANG",
                                      "LANGUAGE",
                                      "TZ",
                                      "TMPDIR",
                                      "XDG_CACHE_HOME",
                                      "XDG_CONFIG_HOME",
                                      "XDG_DATA_HOME",
                                      "XDG_DATA_DIRS",
                                      "XDG_RUNTIME_DIR",
                                      "FONTCONFIG_FILE",
                                      "FONTCONFIG_PATH",
                                      "SSL_CERT_FILE",
                                      "SSL_CERT_DIR",
                                      "LD_LIBRARY_PATH",
                                      "ASAN_OPTIONS",
                                      "LSAN_OPTIONS",
                                      "TSAN_OPTIONS",
                                      "UBSAN_OPTIONS"};

std::vector<std::string> reducedEnvironment()
{
    std::vector<std::string> kept;
    for (char** variable = ::environ; *variable; ++variable) {
        const std::string_view text(*variable);
        const auto name = text.substr(0, text.find('='));
        bool wanted = name.starts_with("LC_");
        for (const char* known : kVariables)
            wanted = wanted || name == known;
        if (wanted)
            kept.emplace_back(text);
    }
    return kept;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

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
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    // A session of its own: killed with all that it starts, and no key at our terminal reaches it.
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes, &signals);
    ::sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto environment = reducedEnvironment();
    const int failed = ::posix_spawn(&id, program.c_str(), &actions, &attributes, pointersTo(words).data(),
                                     pointersTo(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed;
}

bool endsWithin(pid_t id, std::chrono::milliseconds limit)
{
    const int handle = ::pidfd_open(id, 0);
    pollfd ended{handle, POLLIN, 0};
    const auto until = std::chrono::steady_clock::now() + limit;
    int ready = 0;
    do {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        ready = ::poll(&ended, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    } while (ready < 0 && errno == EINTR);
    if (handle >= 0)
        ::close(handle);
    return ready > 0;
}

std::string describeEnd(const siginfo_t& info)
{
    if (info.si_code == CLD_EXITED)
        return "ended by itself (exit status " + std::to_string(info.si_status) + ")";
    const char* name = ::sigabbrev_np(info.si_status);
    return "crashed (" + (name ? "SIG" + std::string(name) : std::to_string(info.si_status)) + ")";
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

bool HostProcess::drainNotices(const std::function<void(std::string_view)>& take)
{
    const std::lock_guard lock(draining_);
    for (;;) {
        std::string_view message;
        switch (notices_.receiveNow(message)) {
        case Line::Got::Message:
            ++taken_;
            take(message);
            break;
        case Line::Got::Nothing:
            return !gone_;
        case Line::Got::Broken:
            kill();
            return false;
        case Line::Got::Closed:
            gone_ = true;
            return false;
        }
    }
}

void HostProcess::drainNotices(std::int64_t sent, const std::function<void(std::string_view)>& take)
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

void HostProcess::kill()
{
    const std::lock_guard lock(ending_);
    gone_ = true;
    if (ended_.empty()) {
        killed_ = true;
        ::kill(-id_, SIGKILL);
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
    killed_ = killed_ || !endsWithin(id_, kEndsByItself);
    ::kill(-id_, SIGKILL); // and whatever it started
    siginfo_t info{};
    if (!endsWithin(id_, kReaped))
        ended_ = "cannot be ended: it waits for a driver";
    else if (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED) != 0)
        ended_ = "ended";
    else
        ended_ = killed_ ? "was killed" : describeEnd(info);
    return ended_;
}

} // namespace ace::pluginhost
