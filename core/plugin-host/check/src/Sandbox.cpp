// SPDX-License-Identifier: MIT
//   tool ── guardian ── test
// The guardian leads a session of its own and is the subreaper of all that the test starts, so that it finds
// and ends them, however they were forked. Should the plugin kill the guardian, the test dies with it, and
// the tool, a subreaper too, ends the rest.
#include <ace/plugin-host/check/Sandbox.h>

#include "library/Processes.h"

#include <ace/base/Bytes.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string_view>

namespace ace::plugincheck {

using pluginhost::endChildren;
using pluginhost::Ended;
using pluginhost::signalName;
using pluginhost::waitForChild;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kGuardianGrace{3000};
constexpr std::size_t kDetailBytesMax = 3000; // with the outcome below PIPE_BUF: written at once
constexpr off_t kWordsMax = 1 << 20;          // of stderr: what is written beyond is lost
constexpr off_t kWordsKept = kWordsMax / 4;   // at the next call it is begun anew
constexpr off_t kWordsTold = 1500;
constexpr milliseconds kSignalsSeenWithin{100};

struct Name
{
    char text[128] = {};

    void set(std::string_view from)
    {
        const std::size_t length = std::min(from.size(), sizeof text - 1);
        std::memcpy(text, from.data(), length);
        text[length] = '\0';
    }
};

struct RunningCall
{
    std::atomic<std::int64_t> since = 0; // of steady_clock; 0: none runs
    Name name;
};

// Shared between tool, guardian and test.
struct Page
{
    Name call; // the one that hangs, or else the last one that was begun
    RunningCall running[16];
    int status = 0;
    std::int64_t timedOut = 0; // the milliseconds that were exceeded
    int leftovers = 0;         // processes that the test did not end
    int orphans = 0;           // that ended, but for which nobody waited
    int signal = 0;            // that somebody sent to the guardian
};

Page* page = nullptr;
int answers = -1; // the test's end of the pipe
int words = -1;   // its stderr, a file in memory
pid_t testProcess = 0;

// The signals by which a user ends this program, held back so that it can clean up first.
class HeldSignals
{
public:
    HeldSignals()
    {
        ::sigemptyset(&held_);
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
            struct sigaction action
            {
            };
            ::sigaction(number, nullptr, &action);
            if (action.sa_handler != SIG_IGN)
                ::sigaddset(&held_, number);
        }
        ::sigprocmask(SIG_BLOCK, &held_, &before_);
    }
    ~HeldSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    bool came() const
    {
        sigset_t pending, both;
        ::sigpending(&pending);
        ::sigandset(&both, &pending, &held_);
        return ::sigisemptyset(&both) == 0;
    }

private:
    sigset_t held_;
    sigset_t before_;
};

void sendAnswer(const Verdict& verdict)
{
    const std::string text = std::to_string(static_cast<int>(verdict.outcome)) +
                             cleanUtf8(std::string_view(verdict.detail).substr(0, kDetailBytesMax));
    if (::write(answers, text.data(), text.size()) < 0)
        _exit(3);
}

void silence()
{
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO})
        ::dup2(nowhere, stream);
    ::dup2(words, STDERR_FILENO);
    ::close(nowhere);
}

[[noreturn]] void runTest(const std::function<Verdict()>& test, pid_t guardian)
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != guardian)
        _exit(3);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    silence();
    testProcess = ::getpid();
    Verdict verdict;
    try {
        verdict = test();
    } catch (const Verdict& thrown) {
        verdict = thrown;
    } catch (const std::exception& problem) {
        verdict = {Outcome::Failed, problem.what()};
    }
    finishTest(verdict);
}

// The one that has run longest, or null.
const RunningCall* longestCall()
{
    const RunningCall* longest = nullptr;
    for (const RunningCall& call : page->running)
        if (call.since != 0 && (!longest || call.since < longest->since))
            longest = &call;
    return longest;
}

// Until the child ended, or one of its calls, or all of them, took too long.
Ended watch(pid_t child, const Limits& limits)
{
    const auto end = steady_clock::now() + limits.test;
    Ended ended;
    for (int others = 0;;) {
        const auto now = steady_clock::now();
        const RunningCall* call = longestCall();
        const std::int64_t since = call ? call->since.load() : 0;
        const auto began = since == 0 ? now : steady_clock::time_point(steady_clock::duration(since));
        const auto until = std::min(end, began + limits.call);
        if (until <= now) {
            page->timedOut = (end <= now ? limits.test : limits.call).count();
            if (call)
                page->call.set(call->name.text);
            return ended;
        }
        ended = waitForChild(child, std::chrono::ceil<milliseconds>(until - now));
        others += ended.others;
        ended.others = others;
        if (ended.inTime)
            return ended;
    }
}

[[noreturn]] void guard(const std::function<Verdict()>& test, pid_t tool, const Limits& limits)
{
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != tool)
        _exit(1);
    sigset_t every;
    ::sigfillset(&every);
    ::sigprocmask(SIG_BLOCK, &every, nullptr);
    const pid_t guardian = ::getpid();
    const pid_t child = ::fork();
    if (child == 0)
        runTest(test, guardian);
    ::close(answers);
    const Ended ended = watch(child, limits);
    page->status = ended.status;
    page->orphans = ended.others;
    page->leftovers = endChildren() - (ended.inTime ? 0 : 1);
    sigset_t pending;
    ::sigpending(&pending);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT, SIGUSR1, SIGUSR2})
        if (::sigismember(&pending, number) == 1)
            page->signal = number;
    _exit(0);
}

std::string readAnswer(int fd)
{
    std::string text;
    char part[4096];
    for (ssize_t got = 0; (got = ::read(fd, part, sizeof part)) > 0;)
        text.append(part, static_cast<std::size_t>(got));
    ::close(fd);
    return text;
}

// The end of what the test wrote on stderr, each line indented.
std::string lastWords()
{
    const off_t end = std::min(::lseek(words, 0, SEEK_CUR), kWordsMax);
    const off_t begin = std::max<off_t>(0, end - kWordsTold);
    std::string text(static_cast<std::size_t>(std::max<off_t>(0, end - begin)), '\0');
    if (::pread(words, text.data(), text.size(), begin) != static_cast<ssize_t>(text.size()))
        return "";
    if (begin > 0)
        text.erase(0, text.find('\n') + 1); // to the start of a line
    std::string told;
    for (std::string_view left = text; !left.empty();) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(left.size(), line.size() + 1));
        if (!line.empty())
            told += "\n  | " + cleanUtf8(line);
    }
    return told;
}

Verdict judge(const Ended& guardian, const std::string& answer)
{
    page->call.text[sizeof page->call.text - 1] = '\0';
    const std::string in = page->call.text[0] ? std::string(" in ") + page->call.text : std::string();
    if (!guardian.inTime || !WIFEXITED(guardian.status))
        return {Outcome::Crashed, "killed or stopped the process that started it" + in};
    if (page->timedOut > 0)
        return {Outcome::Timeout, "was not through after " + std::to_string(page->timedOut) + " ms" + in};
    if (WIFSIGNALED(page->status))
        return {Outcome::Crashed, "signal " + signalName(WTERMSIG(page->status)) + in};
    if (answer.empty())
        return {Outcome::Crashed, "exit " + std::to_string(WEXITSTATUS(page->status)) + in};
    if (page->signal != 0)
        return {Outcome::Failed, "sent " + signalName(page->signal) + " to the process that started it" + in};
    const Verdict verdict{static_cast<Outcome>(answer[0] - '0'), answer.substr(1)};
    const bool wasWell = verdict.outcome == Outcome::Success || verdict.outcome == Outcome::Warning ||
                         verdict.outcome == Outcome::Skipped;
    const std::string where = ", last call" + in.substr(in.empty() ? 0 : 3);
    if (wasWell && page->leftovers + guardian.others > 0)
        return {Outcome::Failed, "left a process behind" + where};
    if (wasWell && page->orphans > 0)
        return {Outcome::Failed, kOrphan + where};
    return verdict;
}

} // namespace

CallMark::CallMark(const std::string& call) : slot_(-1)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (!page)
        return;
    if (testProcess != 0 && ::lseek(words, 0, SEEK_CUR) > kWordsKept)
        ::lseek(words, 0, SEEK_SET);
    page->call.set(call);
    for (RunningCall& free : page->running)
        if (free.since == 0) {
            free.name.set(call);
            free.since = steady_clock::now().time_since_epoch().count();
            slot_ = static_cast<int>(&free - page->running);
            return;
        }
}

CallMark::~CallMark()
{
    if (slot_ >= 0)
        page->running[slot_].since = 0;
}

void finishTest(const Verdict& verdict)
{
    if (::getpid() == testProcess) // a fork of the plugin's has no say
        sendAnswer(verdict);
    _exit(0);
}

void prepareSandbox()
{
    ::signal(SIGCHLD, SIG_DFL); // ignored, as some starters leave it, it would hide how children ended
    sigset_t children;
    ::sigemptyset(&children);
    ::sigaddset(&children, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &children, nullptr);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    void* shared = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    words = ::memfd_create("ace-plugin-check stderr", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (shared == MAP_FAILED || words < 0 || ::ftruncate(words, kWordsMax) != 0 ||
        ::fcntl(words, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) != 0)
        throw std::runtime_error("there is no memory left to share");
    page = ::new (shared) Page;
}

Verdict runIsolated(const std::function<Verdict()>& test, const Limits& limits)
{
    ::new (page) Page;
    ::lseek(words, 0, SEEK_SET);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0 || ::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
        throw std::runtime_error("cannot make a pipe: too many files are open");
    answers = ends[1];
    const HeldSignals held;
    const pid_t tool = ::getpid();
    const pid_t guardian = ::fork();
    if (guardian < 0)
        throw std::runtime_error("cannot start a process: too many of them run");
    if (guardian == 0) {
        ::close(ends[0]);
        guard(test, tool, limits);
    }
    ::close(ends[1]);
    const auto deadline = steady_clock::now() + limits.test + kGuardianGrace;
    Ended ended;
    int others = 0;
    while (!ended.inTime && !held.came() && steady_clock::now() < deadline) {
        ended = waitForChild(guardian, kSignalsSeenWithin);
        others += ended.others;
    }
    ended.others = others + endChildren();
    const std::string answer = readAnswer(ends[0]);
    if (held.came())
        throw std::runtime_error("it was interrupted");
    Verdict verdict = judge(ended, answer);
    if (verdict.outcome == Outcome::Failed || verdict.outcome == Outcome::Crashed ||
        verdict.outcome == Outcome::Timeout)
        verdict.detail += lastWords();
    return verdict;
}

} // namespace ace::plugincheck
