// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace ace::pluginhost {

// What became of a library that was loaded in a process of its own, to see whether it can be.
struct ScanOutcome
{
    enum class Kind {
        Loads,
        Refused, // the loader says why: `text`
        Crashed, // `text`: by which signal, or with which exit status
        TimedOut,
        NotTried, // nothing was learned of it: `text` says why and what to do
    };

    Kind kind = Kind::Loads;
    std::string text = {};
    bool busy = false; // timed out: all the time that it may compute, so that it loops
};

// Runs `scanner` (bin/ace-plugin-scan) on it: static constructors run, and nothing else of it. The process
// has limits of its own, five seconds of computing among them, and is killed after `limit`.
ScanOutcome scanPlugin(const std::filesystem::path& scanner, const std::filesystem::path& file,
                       std::chrono::milliseconds limit = std::chrono::seconds(10));

// ace-plugin-scan beside the running program, or where ACE_PLUGIN_SCAN says.
std::filesystem::path findScanner();

} // namespace ace::pluginhost
