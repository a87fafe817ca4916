// SPDX-License-Identifier: MIT
#pragma once

#include "device/DeviceHost.h"
#include "device/PluginGuard.h"
#include "library/PluginLibrary.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace ace::pluginhost {

struct RemoteInterface;

// The plugin's side of one device: its tables and where it stands in its life cycle. It lives as long as any
// call into the plugin, abandoned ones included. Everything runs on the device's thread, except where it says
// otherwise.
class DeviceGuest
{
public:
    // memoryMb: see DeviceConfig.
    DeviceGuest(std::shared_ptr<PluginLibrary> library, const std::string& where, std::uint32_t memoryMb);
    DeviceGuest(const DeviceGuest&) = delete;
    DeviceGuest& operator=(const DeviceGuest&) = delete;

    // These answer a status; why it is not ACE_OK waits in the reply.
    void create(Capability capability, Reply& reply);
    void start(const std::string& settings, std::uint32_t claimMs, Reply& reply); // what fails is undone
    void stop();
    void destroy(ace_device* device); // what takeDevice() gave
    void perform(const std::function<ace_status(Reply&)>& work, Reply& reply);

    bool idle(); // between calls: delivers an event, if there is one; true: there may be more

    // Any thread.
    void interrupt();
    void leaveAlone();                                      // a call hangs: it is not waited for any more
    bool isWorking() const { return reachable_ && !hung_; } // see DeviceState
    ace_device* device() const { return device_; }          // null: not made, or taken
    ace_device* takeDevice() { return device_.exchange(nullptr); }
    const void* table() const { return table_; }
    DeviceHost& host() { return host_; }
    const PluginLibrary& library() const { return *library_; }

private:
    enum class Stage { Created, Opened, Claimed, Enabled };

    ace_status make(const std::string& deviceClass, Capability capability);
    ace_status bringUp(const std::string& settings, std::uint32_t claimMs);
    void undo(Stage from, const std::function<ace_status()>& step);
    void judge(ace_status status);
    ace_status refuse(ace_status status, const std::string& why); // the host's own reason

    DeviceHost host_;
    const std::uint32_t memoryMb_;
    std::shared_ptr<PluginLibrary> library_; // shared: deinit() comes after the last device
    std::atomic<ace_device*> device_ = nullptr;
    std::atomic<const void*> table_ = nullptr;
    const RemoteInterface* remote_ = nullptr; // null: it runs in this process
    Stage stage_ = Stage::Created;
    std::atomic<bool> reachable_ = true;
    std::atomic<bool> hung_ = false;
    std::atomic<bool> opening_ = false;
    std::string fault_; // why it is in error; empty: it is not
};

} // namespace ace::pluginhost
