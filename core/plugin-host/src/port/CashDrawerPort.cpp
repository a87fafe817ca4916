// SPDX-License-Identifier: MIT
#include "port/CashDrawerPort.h"

#include <utility>

namespace ace::pluginhost {

CashDrawerPort::CashDrawerPort(std::unique_ptr<PluginDevice> device)
    : device_(std::move(device)), table_(*static_cast<const ace_cash_drawer_1*>(device_->table()))
{
}

Result<void> CashDrawerPort::start(Handler handler)
{
    device_->host().setNoticeHandler([handler = std::move(handler)](const DeviceNotice& notice) {
        const bool told = notice.code == ACE_DRAWER_OPEN || notice.code == ACE_DRAWER_CLOSED;
        if (handler && notice.kind == ACE_EVENT_STATUS && told)
            handler(notice.code == ACE_DRAWER_OPEN);
    });
    return device_->start();
}

Result<void> CashDrawerPort::open()
{
    return call("open_drawer",
                [&table = table_, self = device_->self()](Reply&) { return table.open_drawer(self); });
}

Result<bool> CashDrawerPort::isOpen()
{
    const auto opened = std::make_shared<std::int32_t>(0); // shared with a call that hangs
    auto asked = call("is_open", [&table = table_, self = device_->self(), opened](Reply&) {
        return table.is_open(self, opened.get());
    });
    if (!asked)
        return failure(std::move(asked));
    return *opened != 0;
}

void CashDrawerPort::stop() { device_->stop(); }

Result<void> CashDrawerPort::call(const char* what, PluginDevice::Work work)
{
    auto reply = device_->call(what, std::move(work));
    if (!reply)
        return failure(std::move(reply));
    return {};
}

} // namespace ace::pluginhost
