// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <ace/sdk/QueueDevice.h>

namespace {
class Bad : public ace::sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override { bad::refuseUnlessEmpty(settings); }
    void publish(std::string_view, std::string_view, std::string_view) override {}
    std::optional<ace::sdk::QueuedMessage> consume(std::string_view, std::chrono::milliseconds wait) override
    {
        std::this_thread::sleep_for(wait);
        return std::nullopt;
    }
    void acknowledge(std::string_view, std::string_view) override {} // whatever it is
};
} // namespace

ACE_PLUGIN(ACE_BAD_MANIFEST("queue"), Bad);
