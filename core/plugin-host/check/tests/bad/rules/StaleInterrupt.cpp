// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <atomic>

namespace {
class Bad : public bad::Scanner
{
public:
    void interrupt() noexcept override { stopped_ = true; }
    std::string checkHealth(ace::sdk::HealthLevel) override
    {
        if (stopped_)
            throw ace::sdk::DeviceError(ACE_CANCELED, "stopped");
        return "It works.";
    }

private:
    std::atomic<bool> stopped_ = false;
};
} // namespace

ACE_BAD(Bad);
