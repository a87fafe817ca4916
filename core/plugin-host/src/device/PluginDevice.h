// SPDX-License-Identifier: MIT
#pragma once

#include "device/CallThread.h"
#include "device/DeviceGuest.h"
#include "device/PluginGuard.h"
#include "library/PluginLibrary.h"

#include <ace/plugin-host/PluginHost.h>

#include <functional>
#include <memory>
#include <string>

namespace ace::pluginhost {

// One device of a plugin, its life cycle and its guarded calls.
//
//   created --start()--> enabled --stop()--> created      create() and destroy() are the object's own life
//   enabled --a call answers ACE_PLUGIN_FAULT--> in error --the next call disables and enables it--> enabled
class PluginDevice
{
public:
    enum class Effect {
        Repeatable,
        Once, // what failed without a clear answer may have been done: OutcomeUnknown
    };
    using Work = std::function<ace_status(Reply&)>;

    // Makes the device and finds its interface.
    static Result<std::unique_ptr<PluginDevice>> create(std::shared_ptr<PluginLibrary> library,
                                                        Capability capability, const DeviceConfig& config);
    ~PluginDevice(); // stop() and destroy(), at most the deadline and a grace
    PluginDevice(const PluginDevice&) = delete;
    PluginDevice& operator=(const PluginDevice&) = delete;

    Result<void> start(); // open, claim, enable; a failure undoes what was done
    void stop();

    // `work` must own what it uses: it may still run when this has returned. `what` names it in messages.
    Result<Reply> call(const char* what, Work work, Effect effect = Effect::Repeatable);
    // The same, with less time than its configuration gives.
    Result<Reply> call(const char* what, Work work, Effect effect, std::chrono::milliseconds within);

    bool isAbandoned() const { return thread_.isAbandoned(); } // a call hung: it answers nothing any more

    Result<Reply> checkHealth(); // internal: nothing moves
    DeviceHost& host();
    std::weak_ptr<const DeviceGuest> guest() const { return guest_; }
    const void* table() const; // of the interface; for storage its sdk::StorageFactory
    void* self() const;        // the first argument of the table's functions
    Error error(ErrorCode code, const std::string& message) const;

private:
    PluginDevice(std::shared_ptr<DeviceGuest> guest, const DeviceConfig& config);
    Result<void> make(Capability capability);
    using Task = std::function<void(Reply&)>;
    Result<Reply> run(const char* what, Task task, Effect effect, std::chrono::milliseconds within);
    Result<Reply> run(const char* what, Task task)
    {
        return run(what, std::move(task), Effect::Repeatable, deadline_);
    }
    Error explain(const char* what, const Reply& reply, Effect effect) const;

    const std::string where_;
    const std::chrono::milliseconds deadline_;
    const std::string settings_;
    std::shared_ptr<DeviceGuest> guest_; // shared with calls that hang
    CallThread thread_;
};

} // namespace ace::pluginhost
