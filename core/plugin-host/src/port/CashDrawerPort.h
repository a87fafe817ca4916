// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/port/CashDrawer.h>

#include <memory>

namespace ace::pluginhost {

// A cash drawer plugin as core sees it. Thread-safe.
class CashDrawerPort : public sdk::CashDrawer
{
public:
    explicit CashDrawerPort(std::unique_ptr<PluginDevice> device); // created

    Result<void> start(Handler handler) override;
    Result<void> open() override;
    Result<bool> isOpen() override;
    void stop() override;

private:
    Result<void> call(const char* what, PluginDevice::Work work);

    std::unique_ptr<PluginDevice> device_;
    const ace_cash_drawer_1& table_;
};

} // namespace ace::pluginhost
