// SPDX-License-Identifier: MIT
#include "port/ScannerPort.h"

#include <utility>

namespace ace::pluginhost {

ScannerPort::ScannerPort(std::unique_ptr<PluginDevice> device)
    : device_(std::move(device)), table_(*static_cast<const ace_scanner_1*>(device_->table()))
{
}

Result<void> ScannerPort::start(Handler handler)
{
    device_->host().setHandler(std::move(handler));
    return device_->start();
}

Result<void> ScannerPort::armDataEvents()
{
    auto armed = call("set data events on", [&table = table_, self = device_->self()](Reply&) {
        return table.set_data_events(self, 1);
    });
    if (armed)
        device_->host().armData();
    return armed;
}

Result<void> ScannerPort::clearInput()
{
    auto cleared = call(
        "clear input", [&table = table_, self = device_->self()](Reply&) { return table.clear_input(self); });
    if (cleared)
        device_->host().clearData();
    return cleared;
}

Result<void> ScannerPort::trigger()
{
    return call("trigger", [&table = table_, self = device_->self()](Reply&) { return table.trigger(self); });
}

void ScannerPort::stop() { device_->stop(); }

Result<void> ScannerPort::call(const char* what, PluginDevice::Work work)
{
    auto reply = device_->call(what, std::move(work));
    if (!reply)
        return failure(std::move(reply));
    return {};
}

} // namespace ace::pluginhost
