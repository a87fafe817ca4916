// SPDX-License-Identifier: MIT
#include "port/TicketOutputPort.h"

#include "device/DeviceGuest.h"

#include <ace/sdk/DeliveryJson.h>
#include <ace/sdk/DocumentJson.h>
#include <ace/sdk/Guard.h>
#include <ace/sdk/abi/ticket_output.h>

#include <utility>

namespace ace::pluginhost {

using sdk::detail::toAbi;

TicketOutputPort::TicketOutputPort(std::unique_ptr<PluginDevice> device) : device_(std::move(device)) {}

Result<sdk::Rendered> TicketOutputPort::render(const sdk::Document& document)
{
    const auto& table = *static_cast<const ace_ticket_output_1*>(device_->table());
    auto reply =
        device_->call("render", [&table, self = device_->self(), json = sdk::toJson(document)](Reply& r) {
            return table.render(self, toAbi(json), r.sink(0), r.sink(1));
        });
    if (!reply)
        return failure(std::move(reply));
    if (reply->out[0].empty())
        return Failure(device_->error(ErrorCode::Corrupt,
                                      "rendered a document, but does not say of which type. "
                                      "Report this to the plugin's author."));
    return sdk::Rendered{std::move(reply->out[0]), std::move(reply->out[1])};
}

Result<void> TicketOutputPort::submit(const std::string& outputId, const sdk::Document& document,
                                      const sdk::Delivery& delivery)
{
    const auto& table = *static_cast<const ace_ticket_output_1*>(device_->table());
    auto reply = device_->call("submit", [&table, self = device_->self(), outputId,
                                          what = sdk::toJson(document), to = sdk::toJson(delivery)](Reply&) {
        return table.submit(self, toAbi(outputId), toAbi(what), toAbi(to));
    });
    if (!reply)
        return failure(std::move(reply));
    return {};
}

Result<std::string> TicketOutputPort::checkHealth()
{
    constexpr std::int32_t kExternal = 2;
    auto reply = device_->call("checkHealth", [guest = device_->guest()](Reply& r) -> ace_status {
        const auto alive = guest.lock();
        if (!alive)
            return ACE_CLOSED;
        const ace_device* device = alive->device();
        return device->check_health(device->self, kExternal, r.sink(0));
    });
    if (!reply)
        return failure(std::move(reply));
    return std::move(reply->out[0]);
}

} // namespace ace::pluginhost
