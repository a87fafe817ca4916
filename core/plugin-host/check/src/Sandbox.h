// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/check/PluginCheck.h>

#include <chrono>
#include <functional>
#include <string>

namespace ace::plugincheck {

struct Verdict
{
    Outcome outcome = Outcome::Success;
    std::string detail = {};
};

// Which call of the plugin runs, in memory that outlives the process that makes it. Any thread.
void noteCall(const std::string& call);

// Ends this test at once, from whatever thread of it.
[[noreturn]] void finishTest(const Verdict& verdict);

// The first call of a program. From then on it is the parent of whatever its tests leave behind.
void prepareSandbox();

// Runs `test` in a process of its own, below a guardian in a session of its own, who ends whatever the test
// left behind. A test may throw a Verdict. Not finished in time: Timeout; no answer: Crashed.
Verdict runIsolated(const std::function<Verdict()>& test, std::chrono::milliseconds limit);

} // namespace ace::plugincheck
