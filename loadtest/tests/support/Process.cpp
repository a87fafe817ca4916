// SPDX-License-Identifier: MIT
#include "Process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace ace::loadtest {

namespace {

using SteadyClock = std::chrono::steady_clock;

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& more)
{
    std::vector<std::string> all;
    for (char** entry = environ; *entry; ++entry)
        if (const std::string text = *entry; !more.contains(text.substr(0, text.find('='))))
            all.push_back(text);
    for (const auto& [name, value] : more)
        all.push_back(name + "=" + value);
    return all;
}

} // namespace

Process::Process(const Start& start)
{
    std::vector<std::string> arguments{start.program.string()};
    arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
    std::vector<std::string> environment = environmentWith(start.environment);
    const std::vector<char*> argv = pointersTo(arguments);
    const std::vector<char*> envp = pointersTo(environment);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) { // between fork and exec only what is safe in a signal handler
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], STDOUT_FILENO);
        const int errors = start.errorFile.empty()
                               ? -1
                               : ::open(start.errorFile.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (errors >= 0)
            ::dup2(errors, STDERR_FILENO);
        if (start.folder.empty() || ::chdir(start.folder.c_str()) == 0)
            ::execve(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    if (pid_ < 0)
        throw std::runtime_error("no process");
}

Process::~Process()
{
    if (!ended_) {
        ::kill(pid_, SIGKILL);
        int status = 0;
        ::waitpid(pid_, &status, 0);
    }
    ::close(output_);
}

void Process::signal(int number)
{
    if (!ended_)
        ::kill(pid_, number);
}

std::optional<std::string> Process::readLine(std::chrono::milliseconds timeout)
{
    const auto deadline = SteadyClock::now() + timeout;
    for (;;) {
        if (const auto end = pending_.find('\n'); end != std::string::npos) {
            std::string line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return line;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now());
        pollfd waited{output_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waited, 1, static_cast<int>(left.count())) <= 0)
            return std::nullopt;
        char buffer[4096];
        const ssize_t got = ::read(output_, buffer, sizeof buffer);
        if (got <= 0)
            return std::nullopt;
        pending_.append(buffer, static_cast<std::size_t>(got));
    }
}

std::string Process::readAll(std::chrono::milliseconds timeout)
{
    const auto deadline = SteadyClock::now() + timeout;
    std::string all;
    while (const auto line =
               readLine(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now())))
        all += *line + "\n";
    return all + pending_;
}

std::optional<int> Process::waitForEnd(std::chrono::milliseconds timeout)
{
    const auto deadline = SteadyClock::now() + timeout;
    while (!ended_) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_)
            ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (SteadyClock::now() >= deadline)
            break;
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return ended_;
}

} // namespace ace::loadtest
