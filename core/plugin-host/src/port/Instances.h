// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/base/Clock.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ace::pluginhost {

// Devices of one configuration that work side by side, each on its own thread. A call goes to one that is
// free; who finds none waits for the next, first come first served, for half of the deadline: what begins has
// the other half, so that nothing is begun only to be interrupted. One that hangs is left out from then on;
// when all do, calls answer Unavailable at once. Thread-safe.
class Instances
{
public:
    // At least one, all started.
    Instances(std::vector<std::unique_ptr<PluginDevice>> devices, const Clock& clock,
              std::chrono::milliseconds deadline);
    ~Instances();

    // `work` of the device that it goes to; see PluginDevice::Work.
    using WorkOf = std::function<PluginDevice::Work(const PluginDevice&)>;
    Result<Reply> call(const char* what, const WorkOf& work,
                       PluginDevice::Effect effect = PluginDevice::Effect::Repeatable);
    const PluginDevice& first() const { return *devices_.front(); }

private:
    struct Waiter
    {
        std::condition_variable woken;
        PluginDevice* given = nullptr;
    };
    PluginDevice* take(std::chrono::milliseconds patience); // null: none was free in time
    void giveBack(PluginDevice& device);

    const std::vector<std::unique_ptr<PluginDevice>> devices_;
    const Clock& clock_;
    const std::chrono::milliseconds deadline_;
    std::mutex mutex_;
    std::vector<PluginDevice*> free_; // the last one used is used next: what it has open is still warm
    std::deque<Waiter*> waiting_;
    std::size_t lost_ = 0; // that hang
};

} // namespace ace::pluginhost
