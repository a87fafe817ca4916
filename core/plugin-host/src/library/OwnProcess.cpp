// SPDX-License-Identifier: MIT
#include "library/OwnProcess.h"

#include "library/Processes.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace ace::pluginhost {

namespace {

// Who waits for the plugin's ends of a line or pipe must see them closed when the plugin is gone.
void keepOnlyErrors()
{
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0u, 0);
}

// How it ended. Only the program's own signal is heeded: the plugin may send some, too.
int waitForEnd(pid_t child, pid_t program)
{
    sigset_t heeded;
    ::sigemptyset(&heeded);
    ::sigaddset(&heeded, SIGCHLD);
    ::sigaddset(&heeded, SIGTERM);
    for (;;) {
        int status = 0;
        for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;)
            if (ended == child)
                return status;
        siginfo_t signal{};
        if (::sigwaitinfo(&heeded, &signal) == SIGTERM && signal.si_pid == program)
            ::kill(child, SIGKILL);
    }
}

[[noreturn]] void guard(pid_t child, pid_t program)
{
    keepOnlyErrors();
    const int status = waitForEnd(child, program);
    endChildren();
    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    limit(RLIMIT_CORE, 1);
    ::signal(number, SIG_DFL);
    sigset_t its;
    ::sigemptyset(&its);
    ::sigaddset(&its, number);
    ::sigprocmask(SIG_UNBLOCK, &its, nullptr);
    ::raise(number);
    _exit(128 + number);
}

void goFirstWhenMemoryRunsOut()
{
    const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0)
        return;
    static_cast<void>(::write(score, "1000", 4) == 4);
    ::close(score);
}

#if defined(__x86_64__)
constexpr std::uint32_t kThisMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kThisMachine = AUDIT_ARCH_AARCH64;
#endif

// Of kill(), tkill() and tgkill() to these two, and of kill() to everybody.
void forbidSignals(pid_t guardian, pid_t program)
{
    const auto at = [](std::size_t offset) {
        return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
    };
    const auto jump = [](std::uint32_t value, std::uint8_t same, std::uint8_t other) {
        return sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, same, other);
    };
    const auto answer = [](std::uint32_t what) { return sock_filter BPF_STMT(BPF_RET | BPF_K, what); };
    const std::array filter{
        at(offsetof(seccomp_data, arch)),
        jump(kThisMachine, 0, 11),
        at(offsetof(seccomp_data, nr)),
        jump(__NR_kill, 2, 0),
        jump(__NR_tkill, 1, 0),
        jump(__NR_tgkill, 0, 7),
        at(offsetof(seccomp_data, args)), // its lower half: both machines are little-endian
        jump(static_cast<std::uint32_t>(-1), 4, 0),
        jump(static_cast<std::uint32_t>(guardian), 3, 0),
        jump(static_cast<std::uint32_t>(-guardian), 2, 0),
        jump(static_cast<std::uint32_t>(program), 1, 0),
        jump(static_cast<std::uint32_t>(-program), 0, 1),
        answer(SECCOMP_RET_ERRNO | EPERM),
        answer(SECCOMP_RET_ALLOW),
    };
    const sock_fprog rules{filter.size(), const_cast<sock_filter*>(filter.data())};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); // which the filter asks for
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &rules);
}

} // namespace

void goOnBelowAGuardian()
{
    ::signal(SIGCHLD, SIG_DFL);
    const pid_t program = ::getppid();
    const pid_t guardian = ::getpid();
    sigset_t every;
    sigset_t before;
    ::sigfillset(&every);
    ::sigprocmask(SIG_BLOCK, &every, &before);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM); // which comes from the program: it has ended, and so does the child
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (::getppid() != program)
        _exit(1);
    const pid_t child = ::fork();
    if (child > 0)
        guard(child, program);
    if (child < 0) {
        std::perror("cannot start a process");
        _exit(1);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != guardian)
        _exit(1);
    ::setpgid(0, 0);
    goFirstWhenMemoryRunsOut();
    forbidSignals(guardian, program);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

} // namespace ace::pluginhost
