// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/port/LineDisplay.h>

#include <memory>

namespace ace::pluginhost {

// A line display plugin as core sees it. Thread-safe.
class LineDisplayPort : public sdk::LineDisplay
{
public:
    explicit LineDisplayPort(std::unique_ptr<PluginDevice> device); // started

    Result<sdk::DisplayDimensions> dimensions() override;
    Result<void> show(std::uint32_t row, std::uint32_t column, const std::string& text) override;
    Result<void> clear() override;

private:
    Result<void> call(const char* what, PluginDevice::Work work);

    std::unique_ptr<PluginDevice> device_;
    const ace_line_display_1& table_;
};

} // namespace ace::pluginhost
