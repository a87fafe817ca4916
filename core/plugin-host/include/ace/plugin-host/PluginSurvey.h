// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/plugin-host/PluginManifest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ace::pluginhost {

struct PluginFinding
{
    enum class State {
        Ready,      // it loads
        NotTried,   // it looks well; it is tried when a program first loads it
        Quarantine, // it crashed or hung, and is not loaded: `reason`
        Refused,    // `reason`
    };

    std::string plugin; // file name without .so
    std::filesystem::path file;
    State state = State::NotTried;
    std::string reason;                     // with what to do
    std::optional<PluginManifest> manifest; // where the file has one that can be read
};

const char* name(PluginFinding::State state); // "ready", "not tried", "quarantine", "refused"

// The plugins of some folders as a program would find them, for who looks after a station. None is loaded
// into this process.
class PluginSurvey
{
public:
    // `state`: the folder of PluginRecord; empty: nothing is known of any.
    PluginSurvey(std::vector<std::filesystem::path> folders, std::filesystem::path state, Log& log,
                 const Clock& clock);

    std::vector<PluginFinding> list() const; // by name; files that cannot be named are logged
    // Also tries it in a process of its own, where that was not done yet. NotFound: there is no such file.
    Result<PluginFinding> check(const std::string& plugin) const;
    Result<void> release(const std::string& plugin) const; // see PluginRecord::release()

private:
    const std::vector<std::filesystem::path> folders_;
    const std::filesystem::path state_;
    Log& log_;
    const Clock& clock_;
};

} // namespace ace::pluginhost
