// SPDX-License-Identifier: MIT
#include "library/Processes.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

// glibc 2.36 declares its functions without saying that they are C.
extern "C" {
#include <sys/pidfd.h>
}

namespace ace::pluginhost {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kEndingMax{2000};
constexpr milliseconds kGuardianMax{kEndingMax + milliseconds(500)}; // it ends the others first

void waitForNews(milliseconds most)
{
    sigset_t children;
    ::sigemptyset(&children);
    ::sigaddset(&children, SIGCHLD);
    const timespec wait{most.count() / 1000, (most.count() % 1000) * 1'000'000};
    ::sigtimedwait(&children, nullptr, &wait);
}

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

// Ignored, as some starters leave it, it would hide how children ended.
void heedTheEndsOfChildren()
{
    struct sigaction action
    {
    };
    if (::sigaction(SIGCHLD, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
        ::signal(SIGCHLD, SIG_DFL);
}

bool hasEnded(pid_t child)
{
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid == child;
}

// The parent is the fourth word of /proc/N/stat, after a name that may hold anything but ends with ')'.
pid_t parentOf(const std::filesystem::path& process)
{
    std::ifstream in(process / "stat");
    std::string text;
    std::getline(in, text, '\0');
    const auto end = text.rfind(')');
    if (end == std::string::npos || end + 4 >= text.size())
        return 0;
    return static_cast<pid_t>(std::atol(text.c_str() + end + 4));
}

std::vector<pid_t> children()
{
    std::vector<pid_t> found;
    const pid_t self = ::getpid();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        const std::string name = entry.path().filename();
        if (std::isdigit(static_cast<unsigned char>(name[0])) && parentOf(entry.path()) == self)
            found.push_back(static_cast<pid_t>(std::atol(name.c_str())));
    }
    return found;
}

} // namespace

int spawnForAPlugin(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    const posix_spawn_file_actions_t& actions, pid_t& child)
{
    heedTheEndsOfChildren();
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    // A session of its own: no key at our terminal reaches it.
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
    const int failed = ::posix_spawn(&child, program.c_str(), &actions, &attributes, pointersTo(words).data(),
                                     pointersTo(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    return failed;
}

std::string signalName(int number)
{
    const char* known = ::sigabbrev_np(number);
    return known ? "SIG" + std::string(known) : std::to_string(number);
}

bool endsUntil(pid_t child, steady_clock::time_point until)
{
    const int handle = ::pidfd_open(child, 0);
    if (handle < 0) { // none is left, or the system has none
        while (!hasEnded(child) && steady_clock::now() < until)
            std::this_thread::sleep_for(milliseconds(2));
        return hasEnded(child);
    }
    pollfd ended{handle, POLLIN, 0};
    int ready = 0;
    do {
        const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
        ready = ::poll(&ended, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    } while (ready < 0 && errno == EINTR);
    ::close(handle);
    return ready > 0;
}

void endGuarded(pid_t guardian)
{
    ::kill(guardian, SIGTERM);
    if (!endsUntil(guardian, steady_clock::now() + kGuardianMax))
        ::kill(-guardian, SIGKILL); // it was stopped by what it guards, which dies with it
}

Ended waitForChild(pid_t child, milliseconds limit)
{
    Ended ended;
    const auto deadline = steady_clock::now() + limit;
    for (;;) {
        int status = 0;
        const pid_t one = ::waitpid(-1, &status, WNOHANG);
        if (one == child) {
            ended.inTime = true;
            ended.status = status;
            return ended;
        }
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
        if (one > 0)
            ++ended.others;
        else if (left.count() <= 0 || (one < 0 && errno == ECHILD))
            return ended;
        else
            waitForNews(left);
    }
}

int endChildren()
{
    int count = 0;
    const auto deadline = steady_clock::now() + kEndingMax;
    while (steady_clock::now() < deadline) {
        const pid_t one = ::waitpid(-1, nullptr, WNOHANG);
        if (one < 0)
            break; // there is none
        if (one > 0) {
            ++count;
            continue;
        }
        for (const pid_t child : children())
            ::kill(child, SIGKILL);
        waitForNews(milliseconds(10));
    }
    return count;
}

} // namespace ace::pluginhost
