// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/port/TicketOutput.h>

#include <memory>

namespace ace::pluginhost {

// A ticket output plugin as core sees it. Thread-safe.
class TicketOutputPort : public sdk::TicketOutput
{
public:
    explicit TicketOutputPort(std::unique_ptr<PluginDevice> device); // started

    Result<sdk::Rendered> render(const sdk::Document& document) override;
    Result<void> submit(const std::string& outputId, const sdk::Document& document,
                        const sdk::Delivery& delivery) override;
    Result<std::string> checkHealth() override;

private:
    std::unique_ptr<PluginDevice> device_;
};

} // namespace ace::pluginhost
