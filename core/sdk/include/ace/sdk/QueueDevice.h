// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/port/MessageQueue.h>

#include <chrono>
#include <optional>
#include <string>

namespace ace::sdk {

// Messages between systems, each delivered at least once.
class QueueDevice : public Device
{
public:
    // When it returns, the message is kept durably. The same id in a topic again is the same message.
    virtual void publish(std::string_view topic, std::string_view id, std::string_view body) = 0;
    // The oldest that is neither acknowledged nor handed out. None: there is none, even after that wait.
    virtual std::optional<QueuedMessage> consume(std::string_view topic, std::chrono::milliseconds wait) = 0;
    // It is never handed out again. ACE_NO_EXIST: there is no such message.
    virtual void acknowledge(std::string_view topic, std::string_view id) = 0;

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        using detail::fromAbi;
        using This = QueueDevice;
        static constexpr ace_queue_1 kTable{
            sizeof(ace_queue_1),
            [](void* self, ace_str topic, ace_str name, ace_str body) {
                return call<This>(self,
                                  [&](This& d) { d.publish(fromAbi(topic), fromAbi(name), fromAbi(body)); });
            },
            [](void* self, ace_str topic, std::uint32_t milliseconds, ace_sink name, ace_sink body) {
                return call<This>(self, [&](This& d) {
                    const auto message = d.consume(fromAbi(topic), std::chrono::milliseconds(milliseconds));
                    if (!message)
                        throw DeviceError(ACE_NO_EXIST, "no message waits");
                    detail::put(name, message->id);
                    detail::put(body, message->body);
                });
            },
            [](void* self, ace_str topic, ace_str name) {
                return call<This>(self, [&](This& d) { d.acknowledge(fromAbi(topic), fromAbi(name)); });
            }};
        return id == ACE_QUEUE_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
