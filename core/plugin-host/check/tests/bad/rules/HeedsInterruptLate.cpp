// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <ace/sdk/QueueDevice.h>

#include <atomic>

namespace {
class Bad : public ace::sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override { bad::refuseUnlessEmpty(settings); }
    void publish(std::string_view, std::string_view, std::string_view) override {}
    std::optional<ace::sdk::QueuedMessage> consume(std::string_view, std::chrono::milliseconds wait) override
    {
        using std::chrono::steady_clock;
        stopped_ = false;
        const auto end = steady_clock::now() + wait;
        while (!stopped_ && steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (stopped_)
            std::this_thread::sleep_for(std::chrono::milliseconds(1900));
        return std::nullopt;
    }
    void acknowledge(std::string_view, std::string_view) override {}
    void interrupt() noexcept override { stopped_ = true; }

private:
    std::atomic<bool> stopped_ = false;
};
} // namespace

ACE_PLUGIN(ACE_BAD_MANIFEST("queue"), Bad);
