// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/check/PluginCheck.h>

#include <chrono>
#include <functional>
#include <string>

namespace ace::plugincheck {

// How the detail begins of a test that did not wait for a process that it started, and that has ended.
inline constexpr char kOrphan[] = "left a process that ended for others to wait for";

struct Verdict
{
    Outcome outcome = Outcome::Success;
    std::string detail = {};
};

// A call of the plugin while it runs, in memory that outlives the process that makes it. Any thread.
class CallMark
{
public:
    explicit CallMark(const std::string& call);
    ~CallMark();
    CallMark(const CallMark&) = delete;
    CallMark& operator=(const CallMark&) = delete;

private:
    int slot_; // -1: nobody watches it
};

// Ends this test at once, from whatever thread of it.
[[noreturn]] void finishTest(const Verdict& verdict);

// The first call of a program. From then on it is the parent of whatever its tests leave behind.
void prepareSandbox();

struct Limits
{
    std::chrono::milliseconds test;
    std::chrono::milliseconds call; // that carries a CallMark
};

// Runs `test` in a process of its own, below a guardian in a session of its own, who ends whatever the test
// left behind. A test may throw a Verdict. Timeout: it, or a call of it, took too long; Crashed: no answer.
// What it wrote last on stderr follows in further lines. SIGINT, SIGTERM and SIGHUP wait until nothing of the
// test is left; then it throws, unless one of them ends this process.
Verdict runIsolated(const std::function<Verdict()>& test, const Limits& limits);
inline Verdict runIsolated(const std::function<Verdict()>& test, std::chrono::milliseconds limit)
{
    return runIsolated(test, {limit, limit});
}

} // namespace ace::plugincheck
