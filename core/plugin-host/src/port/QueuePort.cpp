// SPDX-License-Identifier: MIT
#include "port/QueuePort.h"

#include <ace/sdk/Guard.h>

#include <algorithm>
#include <utility>

namespace ace::pluginhost {

using sdk::detail::toAbi;

QueuePort::QueuePort(std::unique_ptr<PluginDevice> device, std::chrono::milliseconds deadline)
    : device_(std::move(device)), table_(*static_cast<const ace_queue_1*>(device_->table())),
      waitMost_(std::min(deadline / 2, std::chrono::milliseconds(60'000)))
{
}

Result<void> QueuePort::publish(const std::string& topic, const std::string& id, const std::string& body)
{
    return call("publish", [&table = table_, self = device_->self(), topic, id, body](Reply&) {
        return table.publish(self, toAbi(topic), toAbi(id), toAbi(body));
    });
}

Result<std::optional<sdk::QueuedMessage>> QueuePort::consume(const std::string& topic,
                                                             std::chrono::milliseconds wait)
{
    const auto within =
        static_cast<std::uint32_t>(std::clamp(wait, std::chrono::milliseconds(0), waitMost_).count());
    auto reply = device_->call("consume", [&table = table_, self = device_->self(), topic, within](Reply& r) {
        return table.consume(self, toAbi(topic), within, r.sink(0), r.sink(1));
    });
    if (!reply && reply.error().code == ErrorCode::NotFound)
        return std::optional<sdk::QueuedMessage>();
    if (!reply)
        return failure(std::move(reply));
    if (reply->out[0].empty())
        return Failure(device_->error(ErrorCode::Corrupt, "handed out a message without an id. Report this "
                                                          "to the plugin's author."));
    return sdk::QueuedMessage{std::move(reply->out[0]), std::move(reply->out[1])};
}

Result<void> QueuePort::acknowledge(const std::string& topic, const std::string& id)
{
    return call("acknowledge", [&table = table_, self = device_->self(), topic, id](Reply&) {
        return table.acknowledge(self, toAbi(topic), toAbi(id));
    });
}

Result<void> QueuePort::call(const char* what, PluginDevice::Work work)
{
    auto reply = device_->call(what, std::move(work));
    if (!reply)
        return failure(std::move(reply));
    return {};
}

} // namespace ace::pluginhost
