// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <ace/sdk/QueueDevice.h>

#include <algorithm>
#include <deque>
#include <map>

namespace {
class Bad : public ace::sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override { bad::refuseUnlessEmpty(settings); }
    void publish(std::string_view topic, std::string_view id, std::string_view body) override
    {
        kept_[std::string(topic)].push_back({std::string(id), std::string(body)});
    }
    // The oldest, again and again until it is acknowledged.
    std::optional<ace::sdk::QueuedMessage> consume(std::string_view topic, std::chrono::milliseconds) override
    {
        const auto& messages = kept_[std::string(topic)];
        return messages.empty() ? std::nullopt : std::optional(messages.front());
    }
    void acknowledge(std::string_view topic, std::string_view id) override
    {
        auto& messages = kept_[std::string(topic)];
        if (std::erase_if(messages, [&](const auto& message) { return message.id == id; }) == 0)
            throw ace::sdk::DeviceError(ACE_NO_EXIST, "there is no such message");
    }

private:
    std::map<std::string, std::deque<ace::sdk::QueuedMessage>> kept_;
};
} // namespace

ACE_PLUGIN(ACE_BAD_MANIFEST("queue"), Bad);
