// SPDX-License-Identifier: MIT
#pragma once

#include "device/DeviceHost.h"

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/plugin-host/PluginManifest.h>
#include <ace/sdk/abi/plugin.h>

#include <filesystem>
#include <mutex>
#include <string>

namespace ace::pluginhost {

// A plugin's library in this process, its entry checked. Once loaded it stays mapped until the process ends.
class PluginLibrary
{
public:
    struct Environment
    {
        Log& log;
        const Clock& clock;
    };

    // The file must have passed checkPluginFile(). Static constructors of the library run here.
    static Result<std::shared_ptr<PluginLibrary>>
    load(const std::string& plugin, const std::filesystem::path& file, const Environment& environment);
    ~PluginLibrary(); // deinit(), if init() succeeded; every device is gone

    const std::string& plugin() const { return plugin_; }
    const PluginManifest& manifest() const { return manifest_; }
    const ace_plugin_entry& entry() const { return entry_; }
    const Environment& environment() const { return environment_; }

    // init(), once, with a deadline: the first answer stands.
    Result<void> start();
    // C++ may cross: the plugin was built as this host was.
    Result<void> checkBuildTag() const;

private:
    PluginLibrary(std::string plugin, const ace_plugin_entry& entry, PluginManifest manifest,
                  const Environment& environment);

    const std::string plugin_;
    const ace_plugin_entry& entry_;
    const PluginManifest manifest_;
    const Environment environment_;
    std::shared_ptr<DeviceHost> host_; // shared with an init() that hung
    std::mutex mutex_;
    std::optional<Result<void>> started_;
};

} // namespace ace::pluginhost
