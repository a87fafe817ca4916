// SPDX-License-Identifier: MIT
//   tool ── guardian ── test
// The guardian leads a session of its own and is the subreaper of all that the test starts, so that it finds
// and ends them, however they were forked. Should the plugin kill the guardian, the test dies with it, and
// the tool, a subreaper too, ends the rest.
#include "Sandbox.h"

#include "Processes.h"

#include <ace/base/Bytes.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <mutex>
#include <stdexcept>

namespace ace::plugincheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kGuardianGrace{3000};
constexpr std::size_t kDetailBytesMax = 3000; // with the outcome below PIPE_BUF: written at once

// Shared between tool, guardian and test.
struct Page
{
    char call[128];
    int status;
    int timedOut;
    int leftovers; // processes that the test did not end
    int signal;    // that somebody sent to the guardian
};

Page* page = nullptr;
int answers = -1; // the test's end of the pipe
pid_t testProcess = 0;

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
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nowhere, stream);
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

[[noreturn]] void guard(const std::function<Verdict()>& test, pid_t tool, milliseconds limit)
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
    const Ended ended = waitForChild(child, limit);
    page->status = ended.status;
    page->timedOut = ended.inTime ? 0 : 1;
    page->leftovers = ended.others + endChildren() - (ended.inTime ? 0 : 1);
    sigset_t pending;
    ::sigpending(&pending);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT, SIGUSR1, SIGUSR2})
        if (::sigismember(&pending, number) == 1)
            page->signal = number;
    _exit(0);
}

std::string signalName(int number)
{
    const char* known = ::sigabbrev_np(number);
    return known ? std::string("SIG") + known : std::to_string(number);
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

Verdict judge(const Ended& guardian, const std::string& answer, milliseconds limit)
{
    page->call[sizeof page->call - 1] = '\0';
    const std::string in = page->call[0] ? std::string(" in ") + page->call : std::string();
    if (!guardian.inTime || !WIFEXITED(guardian.status))
        return {Outcome::Crashed, "killed or stopped the process that started it" + in};
    if (page->timedOut)
        return {Outcome::Timeout, "was not through after " + std::to_string(limit.count()) + " ms" + in};
    if (WIFSIGNALED(page->status))
        return {Outcome::Crashed, "signal " + signalName(WTERMSIG(page->status)) + in};
    if (answer.empty())
        return {Outcome::Crashed, "exit " + std::to_string(WEXITSTATUS(page->status)) + in};
    if (page->signal != 0)
        return {Outcome::Failed, "sent " + signalName(page->signal) + " to the process that started it" + in};
    const Verdict verdict{static_cast<Outcome>(answer[0] - '0'), answer.substr(1)};
    const bool wasWell = verdict.outcome == Outcome::Success || verdict.outcome == Outcome::Warning ||
                         verdict.outcome == Outcome::Skipped;
    if (wasWell && page->leftovers + guardian.others > 0)
        return {Outcome::Failed, "left a process behind, last call" + in.substr(in.empty() ? 0 : 3)};
    return verdict;
}

} // namespace

void noteCall(const std::string& call)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (!page)
        return;
    const std::size_t length = std::min(call.size(), sizeof page->call - 1);
    std::memcpy(page->call, call.data(), length);
    page->call[length] = '\0';
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
    if (shared == MAP_FAILED)
        throw std::runtime_error("there is no memory left to share");
    page = static_cast<Page*>(shared);
}

Verdict runIsolated(const std::function<Verdict()>& test, milliseconds limit)
{
    std::memset(page, 0, sizeof *page);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0 || ::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
        throw std::runtime_error("cannot make a pipe: too many files are open");
    answers = ends[1];
    const pid_t tool = ::getpid();
    const pid_t guardian = ::fork();
    if (guardian < 0)
        throw std::runtime_error("cannot start a process: too many of them run");
    if (guardian == 0) {
        ::close(ends[0]);
        guard(test, tool, limit);
    }
    ::close(ends[1]);
    Ended ended = waitForChild(guardian, limit + kGuardianGrace);
    ended.others += endChildren();
    return judge(ended, readAnswer(ends[0]), limit);
}

} // namespace ace::plugincheck
