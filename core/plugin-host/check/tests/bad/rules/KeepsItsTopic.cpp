// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <ace/sdk/QueueDevice.h>

#include <algorithm>
#include <deque>

namespace {
struct Message
{
    std::string_view topic; // borrowed: it is gone when publish() returns
    ace::sdk::QueuedMessage message;
    bool handedOut = false;
};

class Bad : public ace::sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override { bad::refuseUnlessEmpty(settings); }
    void publish(std::string_view topic, std::string_view id, std::string_view body) override
    {
        if (find(topic, id) == kept_.end())
            kept_.push_back({topic, {std::string(id), std::string(body)}});
    }
    std::optional<ace::sdk::QueuedMessage> consume(std::string_view topic, std::chrono::milliseconds) override
    {
        for (Message& kept : kept_)
            if (kept.topic == topic && !kept.handedOut) {
                kept.handedOut = true;
                return kept.message;
            }
        return std::nullopt;
    }
    void acknowledge(std::string_view topic, std::string_view id) override
    {
        const auto found = find(topic, id);
        if (found == kept_.end())
            throw ace::sdk::DeviceError(ACE_NO_EXIST, "there is no such message");
        kept_.erase(found);
    }

private:
    std::deque<Message>::iterator find(std::string_view topic, std::string_view id)
    {
        return std::ranges::find_if(
            kept_, [&](const Message& kept) { return kept.topic == topic && kept.message.id == id; });
    }

    std::deque<Message> kept_;
};
} // namespace

ACE_PLUGIN(ACE_BAD_MANIFEST("queue"), Bad);
