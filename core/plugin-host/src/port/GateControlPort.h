// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/port/GateControl.h>

#include <memory>

namespace ace::pluginhost {

// A gate plugin as core sees it. Thread-safe.
class GateControlPort : public sdk::GateControl
{
public:
    explicit GateControlPort(std::unique_ptr<PluginDevice> device); // created

    Result<void> start(Handler handler) override;
    Result<void> grant(const std::string& reference, std::chrono::milliseconds within) override;
    Result<void> refuse(const std::string& reference, const std::string& reason) override;
    void stop() override;

private:
    Result<void> call(const char* what, PluginDevice::Work work);

    std::unique_ptr<PluginDevice> device_;
    const ace_gate_control_1& table_;
};

} // namespace ace::pluginhost
