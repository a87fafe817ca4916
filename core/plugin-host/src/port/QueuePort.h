// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/abi/queue.h>
#include <ace/sdk/port/MessageQueue.h>

#include <memory>

namespace ace::pluginhost {

// A queue plugin as core sees it. Thread-safe.
class QueuePort : public sdk::MessageQueue
{
public:
    QueuePort(std::unique_ptr<PluginDevice> device,
              std::chrono::milliseconds deadline); // of the device, which is started

    Result<void> publish(const std::string& topic, const std::string& id, const std::string& body) override;
    Result<std::optional<sdk::QueuedMessage>> consume(const std::string& topic,
                                                      std::chrono::milliseconds wait) override;
    Result<void> acknowledge(const std::string& topic, const std::string& id) override;

private:
    Result<void> call(const char* what, PluginDevice::Work work);

    std::unique_ptr<PluginDevice> device_;
    const ace_queue_1& table_;
    const std::chrono::milliseconds waitMost_;
};

} // namespace ace::pluginhost
