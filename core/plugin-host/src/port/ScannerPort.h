// SPDX-License-Identifier: MIT
#pragma once

#include "device/PluginDevice.h"

#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/port/Scanner.h>

#include <memory>

namespace ace::pluginhost {

// A scanner plugin as core sees it. Thread-safe; armDataEvents() may be called from the handler, stop() may
// not.
class ScannerPort : public sdk::Scanner
{
public:
    explicit ScannerPort(std::unique_ptr<PluginDevice> device); // created

    Result<void> start(Handler handler) override;
    Result<void> armDataEvents() override;
    Result<void> clearInput() override;
    Result<void> trigger() override;
    void stop() override;

private:
    Result<void> call(const char* what, PluginDevice::Work work);

    std::unique_ptr<PluginDevice> device_;
    const ace_scanner_1& table_;
};

} // namespace ace::pluginhost
