// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/runtime/Runtime.h>

#include <string>
#include <vector>

namespace ace::runtime {

// One plugin file, as the programs of a station find it.
struct PluginLine
{
    std::string plugin; // file name without .so, as the configuration names it
    std::string file;
    std::string state;  // "ready", "not tried", "quarantine", "refused"
    std::string reason; // why, and what to do; empty: nothing
    bool usable = false;
    std::string id; // of its manifest, as the next; empty: it has none that can be read
    std::string version;
    std::string vendor;
    bool simulated = false;
    std::vector<std::string> capabilities;
};

// With what is known of them in `environment.stationFolder`. None is loaded into this process.
std::vector<PluginLine> listPlugins(const Runtime::Environment& environment); // by name
// Also tries it in a process of its own, where that was not done yet. NotFound: there is no such file.
Result<PluginLine> checkPlugin(const std::string& plugin, const Runtime::Environment& environment);
// NotFound: it is under no quarantine.
Result<void> releasePlugin(const std::string& plugin, const Runtime::Environment& environment);

} // namespace ace::runtime
