// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/plugin-host/PluginManifest.h>
#include <ace/sdk/port/CashDrawer.h>
#include <ace/sdk/port/GateControl.h>
#include <ace/sdk/port/LineDisplay.h>
#include <ace/sdk/port/MessageQueue.h>
#include <ace/sdk/port/PaymentMethod.h>
#include <ace/sdk/port/Scanner.h>
#include <ace/sdk/port/TicketOutput.h>
#include <ace/sdk/storage/Storage.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ace::pluginhost {

struct DeviceConfig
{
    std::string name;                         // the configuration's: "cash", "pdf"
    std::string plugin;                       // file name without .so
    std::string settings;                     // JSON, for the plugin
    std::chrono::milliseconds deadline{5000}; // of each call, the wait for the device included
    std::optional<std::uint32_t> instances =
        {};                // of a payment's device, side by side; none: as it says itself
    bool isolated = false; // in a process of its own (ace-plugin-host), which is killed when it hangs
    std::uint32_t isolatedMemoryMb = 512; // that such a process may have of its own
};

// How a device did when it was last used.
struct DeviceState
{
    std::string name; // the configuration's
    Capability capability;
    // Not: a call hung or failed unexpectedly, or the device was out of reach, and none has succeeded since.
    // Of several instances: while one works.
    bool working = true;
};

// A program's own folders, for what its plugins need.
struct OwnFolders
{
    std::filesystem::path state = {};   // see PluginRecord; empty: nothing is kept, and nothing tried first
    std::filesystem::path secrets = {}; // where "secret:stripe/key" is the file stripe/key
};

// Finds, checks, loads and starts plugins, and guards every call of one. A plugin that cannot be used is an
// Error that says which, why and what to do; the others go on.
//
// Each device has a thread of its own; so has each instance. A call that passes its deadline is interrupted;
// when that does not help either, the device is abandoned: its calls answer Unavailable at once from then on.
// A payment whose begin or reverse got no clear answer is OutcomeUnknown. Thread-safe. The host, its log and
// its clock must outlive what it opened. A library is never unloaded.
class PluginHost
{
public:
    // `folders` are searched in order.
    PluginHost(Log& log, const Clock& clock, std::vector<std::filesystem::path> folders, OwnFolders own = {});
    ~PluginHost();

    // From its file: nothing of it runs.
    Result<PluginManifest> inspect(const std::string& plugin);

    // Whether they fit the plugin's schema, and the secrets that they name can be had. Nothing of it runs.
    Result<void> checkSettings(const DeviceConfig& config, Capability capability);

    std::vector<DeviceState> devices() const; // that are open, but for storage

    // Opened, claimed and enabled; scanner, drawer and gate by their start().
    Result<std::unique_ptr<sdk::PaymentMethod>> openPayment(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::TicketOutput>> openTicketOutput(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::Scanner>> openScanner(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::CashDrawer>> openCashDrawer(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::LineDisplay>> openLineDisplay(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::GateControl>> openGateControl(const DeviceConfig& config);
    Result<std::unique_ptr<sdk::MessageQueue>> openQueue(const DeviceConfig& config);
    // Opened on the caller's thread, however long a migration takes; `config.settings` is not used, `options`
    // has them.
    Result<std::unique_ptr<sdk::Storage>> openStorage(const DeviceConfig& config,
                                                      const sdk::StorageOptions& options);
    // Beside whoever has the folder open; see sdk::StorageFactory.
    Result<std::unique_ptr<sdk::Storage>> openStorageForReading(const DeviceConfig& config,
                                                                const sdk::StorageOptions& options);
    Result<std::string> backUpStorage(const DeviceConfig& config, const sdk::StorageOptions& options,
                                      const std::filesystem::path& target);

    // Opens the device, has it test itself without moving anything outside, and closes it. Answers what it
    // said.
    Result<std::string> checkHealth(const DeviceConfig& config, Capability capability);

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::pluginhost
