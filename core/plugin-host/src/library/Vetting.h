// SPDX-License-Identifier: MIT
#pragma once

#include "library/CrashNotes.h"

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/plugin-host/PluginManifest.h>
#include <ace/plugin-host/PluginRecord.h>

#include <filesystem>
#include <memory>
#include <string>

namespace ace::pluginhost {

struct VettedPlugin
{
    std::string name; // file name without .so
    std::filesystem::path file;
    std::string manifestText; // as its file has it
    PluginManifest manifest;
    std::string hash; // empty: nothing is kept
};

Error wrongAbi(const std::string& plugin, int major);

// Looks at a plugin before it may be loaded: its file without running it, then what is known of its content,
// and, where that is nothing, how it loads in a process of its own. Thread-safe.
class Vetting
{
public:
    // An empty folder: nothing is known and nothing is tried; a test's plugins are its own.
    Vetting(std::filesystem::path folder, Log& log, const Clock& clock);

    // The file alone: for who only wants to know what a plugin is.
    static Result<VettedPlugin> look(const std::string& plugin, const std::filesystem::path& file);
    // No station works without its storage: a content that crashed is loaded again.
    Result<VettedPlugin> vet(const std::string& plugin, const std::filesystem::path& file);

    PluginRecord& record() { return record_; }
    CrashNotes& notes() { return notes_; }

private:
    Result<void> tryIt(const VettedPlugin& vetted);

    Log& log_;
    const Clock& clock_;
    PluginRecord record_;
    CrashNotes notes_;
};

} // namespace ace::pluginhost
