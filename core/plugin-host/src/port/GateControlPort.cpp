// SPDX-License-Identifier: MIT
#include "port/GateControlPort.h"

#include <ace/sdk/Guard.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace ace::pluginhost {

using sdk::GateEvent;
using sdk::detail::toAbi;

namespace {

std::optional<GateEvent> gateEvent(const DeviceNotice& notice)
{
    using Kind = GateEvent::Kind;
    if (notice.kind == ACE_EVENT_COMPLETE)
        return GateEvent{Kind::Passed, notice.reference, {}};
    if (notice.kind == ACE_EVENT_ERROR)
        return GateEvent{notice.code == ACE_TIMEOUT ? Kind::NobodyPassed : Kind::Failed, notice.reference,
                         notice.body};
    if (notice.kind != ACE_EVENT_STATUS)
        return std::nullopt;
    if (notice.code == ACE_GATE_OPEN || notice.code == ACE_GATE_CLOSED)
        return GateEvent{notice.code == ACE_GATE_OPEN ? Kind::Opened : Kind::Closed, {}, {}};
    return std::nullopt;
}

} // namespace

GateControlPort::GateControlPort(std::unique_ptr<PluginDevice> device)
    : device_(std::move(device)), table_(*static_cast<const ace_gate_control_1*>(device_->table()))
{
}

Result<void> GateControlPort::start(Handler handler)
{
    device_->host().setNoticeHandler([handler = std::move(handler)](const DeviceNotice& notice) {
        const auto event = gateEvent(notice);
        if (handler && event)
            handler(*event);
    });
    return device_->start();
}

Result<void> GateControlPort::grant(const std::string& reference, std::chrono::milliseconds within)
{
    const auto milliseconds =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(within.count(), 0, UINT32_MAX));
    return call("grant", [&table = table_, self = device_->self(), reference, milliseconds](Reply&) {
        return table.grant(self, toAbi(reference), milliseconds);
    });
}

Result<void> GateControlPort::refuse(const std::string& reference, const std::string& reason)
{
    return call("refuse", [&table = table_, self = device_->self(), reference, reason](Reply&) {
        return table.refuse(self, toAbi(reference), toAbi(reason));
    });
}

void GateControlPort::stop() { device_->stop(); }

Result<void> GateControlPort::call(const char* what, PluginDevice::Work work)
{
    auto reply = device_->call(what, std::move(work));
    if (!reply)
        return failure(std::move(reply));
    return {};
}

} // namespace ace::pluginhost
