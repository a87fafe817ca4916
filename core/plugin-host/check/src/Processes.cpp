// SPDX-License-Identifier: MIT
#include "Processes.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ace::plugincheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kEndingMax{2000};

void waitForNews(milliseconds most)
{
    sigset_t children;
    ::sigemptyset(&children);
    ::sigaddset(&children, SIGCHLD);
    const timespec wait{most.count() / 1000, (most.count() % 1000) * 1'000'000};
    ::sigtimedwait(&children, nullptr, &wait);
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

} // namespace ace::plugincheck
