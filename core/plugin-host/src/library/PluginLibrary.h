// SPDX-License-Identifier: MIT
#pragma once

#include "device/DeviceHost.h"
#include "library/CrashNotes.h"
#include "library/Vetting.h"

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

    // Static constructors of the library run here, on a thread of their own and with a deadline; a crash of
    // theirs, or in a later call, is the mark's.
    static Result<std::shared_ptr<PluginLibrary>>
    load(const VettedPlugin& vetted, std::shared_ptr<CrashNotes::Mark> mark, const Environment& environment);
    // None of it comes into this process: each of its devices runs in an ace-plugin-host of its own, which
    // is started with the device, and loads it there.
    static Result<std::shared_ptr<PluginLibrary>> isolated(const VettedPlugin& vetted,
                                                           const Environment& environment);
    ~PluginLibrary(); // deinit(), if init() succeeded; every device is gone

    const std::string& plugin() const { return plugin_; }
    const PluginManifest& manifest() const { return manifest_; }
    const std::shared_ptr<CrashNotes::Mark>& mark() const { return mark_; }
    bool isIsolated() const { return !entry_; }
    const ace_plugin_entry& entry() const { return *entry_; } // not of an isolated one
    // [device] Null: see fail() of the host. memoryMb: of an isolated one's process.
    ace_device* create(const ace_host* host, const std::string& deviceClass, Capability capability,
                       std::uint32_t memoryMb) const;
    const Environment& environment() const { return environment_; }

    // init(), once, with a deadline: the first answer stands. Isolated: there is nothing to start.
    Result<void> start();
    // C++ may cross: the plugin was built as this host was.
    Result<void> checkBuildTag() const;

private:
    PluginLibrary(const VettedPlugin& vetted, const ace_plugin_entry* entry,
                  std::shared_ptr<CrashNotes::Mark> mark, const Environment& environment);

    const std::string plugin_;
    const std::filesystem::path file_;
    const ace_plugin_entry* const entry_; // null: isolated
    const PluginManifest manifest_;
    const std::shared_ptr<CrashNotes::Mark> mark_; // shared with devices that hang; null: isolated
    const Environment environment_;
    std::shared_ptr<DeviceHost> host_; // shared with an init() that hung
    std::mutex mutex_;
    std::optional<Result<void>> started_;
};

} // namespace ace::pluginhost
