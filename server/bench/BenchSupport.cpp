// SPDX-License-Identifier: MIT
#include "BenchSupport.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ace::server {

namespace {

double ticksOf(const std::string& process)
{
    std::ifstream stat("/proc/" + process + "/stat");
    std::string text((std::istreambuf_iterator<char>(stat)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return user + system;
}

} // namespace

bool isShort() { return std::getenv("ACE_BENCH_SHORT") != nullptr; }

int rounds() { return isShort() ? 1 : 5; }

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void fail(const std::string& what) { throw std::runtime_error(what); }

Program::Program(const std::string& name, const std::vector<std::string>& arguments)
    : handle_(Poco::Process::launch(name, arguments, nullptr, &out_, nullptr)), stream_(out_)
{
}

Program::~Program()
{
    ::kill(handle_.id(), SIGTERM);
    handle_.wait();
}

std::string Program::readLine()
{
    std::string line;
    std::getline(stream_, line);
    return line;
}

double Program::cpu() const
{
    const std::string own = std::to_string(handle_.id());
    double ticks = ticksOf(own);
    std::ifstream children("/proc/" + own + "/task/" + own + "/children");
    for (std::string child; children >> child;)
        ticks += ticksOf(child);
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Program::mostMegabytes() const
{
    std::ifstream status("/proc/" + std::to_string(handle_.id()) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) / 1024;
    fail("the server's /proc/PID/status says no VmHWM");
}

std::string serverProgram() { return std::string(ACE_BIN_DIR) + "/ace-server"; }

std::uint16_t portOf(const std::string& readyLine)
{
    if (!readyLine.starts_with("READY "))
        fail("ace-server did not start");
    return static_cast<std::uint16_t>(std::stoi(readyLine.substr(readyLine.rfind(':') + 1)));
}

} // namespace ace::server
