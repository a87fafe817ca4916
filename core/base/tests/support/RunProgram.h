// SPDX-License-Identifier: MIT
// Runs a program as a user would: its exit code and its two streams.
#pragma once

#include "TestSupport.h"

#include <ace/base/File.h>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace ace::test {

struct ProgramRun
{
    int exitCode = -1; // 128 + signal where one ended it
    std::string out;
    std::string err;
};

// A program that runs beside the test; it is ended when this goes.
class StartedProgram
{
public:
    // Its streams go to files in `folder`. `environment`: "NAME=value", over the test's own.
    StartedProgram(const std::vector<std::string>& command, const std::filesystem::path& folder,
                   const std::vector<std::string>& environment = {})
        : out_(folder / "out.txt"), err_(folder / "err.txt")
    {
        std::vector<char*> argv;
        for (const std::string& word : command)
            argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        std::vector<char*> env; // the first of a name counts
        for (const std::string& setting : environment)
            env.push_back(const_cast<char*>(setting.c_str()));
        for (char** inherited = ::environ; *inherited; ++inherited)
            env.push_back(*inherited);
        env.push_back(nullptr);
        posix_spawn_file_actions_t streams;
        ::posix_spawn_file_actions_init(&streams);
        const int flags = O_WRONLY | O_CREAT | O_TRUNC;
        ::posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, out_.c_str(), flags, 0600);
        ::posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, err_.c_str(), flags, 0600);
        const int failed = ::posix_spawnp(&pid_, argv[0], &streams, nullptr, argv.data(), env.data());
        ::posix_spawn_file_actions_destroy(&streams);
        CPPUNIT_ASSERT_MESSAGE("cannot start " + command[0], failed == 0);
    }
    ~StartedProgram()
    {
        if (pid_ < 0)
            return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    StartedProgram(const StartedProgram&) = delete;
    StartedProgram& operator=(const StartedProgram&) = delete;

    void signal(int number) { ::kill(pid_, number); }
    bool isRunning() { return pid_ >= 0 && ::waitpid(pid_, &status_, WNOHANG) == 0; }
    std::string outSoFar() const { return valueOf(readFile(out_)); }
    std::string errSoFar() const { return valueOf(readFile(err_)); }

    ProgramRun wait()
    {
        ::waitpid(pid_, &status_, 0);
        pid_ = -1;
        const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
        return {code, outSoFar(), errSoFar()};
    }

private:
    std::filesystem::path out_;
    std::filesystem::path err_;
    pid_t pid_ = -1;
    int status_ = 0;
};

inline ProgramRun runProgram(const std::vector<std::string>& command,
                             const std::vector<std::string>& environment = {})
{
    const TemporaryFolder streams;
    return StartedProgram(command, streams.path(), environment).wait();
}

} // namespace ace::test
