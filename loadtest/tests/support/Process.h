// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ace::loadtest {

// A program that a test runs. It dies with the test, and at the latest with this object.
class Process
{
public:
    struct Start
    {
        std::filesystem::path program;
        std::vector<std::string> arguments;
        std::map<std::string, std::string> environment; // beside the test's own
        std::filesystem::path folder;                   // to run in; empty: the test's own
        std::filesystem::path errorFile; // standard error is appended here; empty: the test's own
    };

    explicit Process(const Start& start);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const { return pid_; }
    void signal(int number);
    // A line of its standard output, without the newline; none at its end or after `timeout`.
    std::optional<std::string> readLine(std::chrono::milliseconds timeout);
    // All the rest of its standard output.
    std::string readAll(std::chrono::milliseconds timeout);
    // Its exit code, or 128 + the signal that ended it; none: it still runs.
    std::optional<int> waitForEnd(std::chrono::milliseconds timeout);

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string pending_;
    std::optional<int> ended_;
};

} // namespace ace::loadtest
