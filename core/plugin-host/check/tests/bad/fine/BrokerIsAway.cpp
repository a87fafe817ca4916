// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <ace/sdk/QueueDevice.h>

namespace {
[[noreturn]] void away() { throw ace::sdk::DeviceError(ACE_OFFLINE, "the broker does not answer", true); }

class Fine : public ace::sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override { bad::refuseUnlessEmpty(settings); }
    void publish(std::string_view, std::string_view, std::string_view) override { away(); }
    std::optional<ace::sdk::QueuedMessage> consume(std::string_view, std::chrono::milliseconds) override
    {
        away();
    }
    void acknowledge(std::string_view, std::string_view) override { away(); }
    std::string checkHealth(ace::sdk::HealthLevel) override
    {
        throw ace::sdk::DeviceError(ACE_FAILURE, "the broker's disk is full: make room");
    }
};
} // namespace

ACE_PLUGIN(ACE_BAD_MANIFEST("queue"), Fine);
