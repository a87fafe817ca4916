// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ace::server {

bool isShort(); // ACE_BENCH_SHORT is set: a look whether it runs, its figures mean nothing
int rounds();
double median(std::vector<double> values);

[[noreturn]] void fail(const std::string& what); // throws; main says it

template <class T> T must(Result<T> result)
{
    if (!result)
        fail(result.error().describe());
    return std::move(*result);
}

inline void must(const Result<void>& result)
{
    if (!result)
        fail(result.error().describe());
}

// A program for as long as this lives.
class Program
{
public:
    Program(const std::string& name, const std::vector<std::string>& arguments);
    ~Program();

    std::string readLine();
    double cpu() const;           // seconds of it and its children that run
    double mostMegabytes() const; // that it ever had in memory: VmHWM

private:
    Poco::Pipe out_;
    Poco::ProcessHandle handle_;
    Poco::PipeInputStream stream_;
};

std::string serverProgram();
std::uint16_t portOf(const std::string& readyLine); // of ace-server

} // namespace ace::server
