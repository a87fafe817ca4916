// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    // Only at the second life of the same device.
    void opened() override
    {
        if (++lives_ > 1)
            throw ace::sdk::DeviceError(ACE_FAILURE, "the port is still open");
    }
    int lives_ = 0;
};
} // namespace

ACE_BAD(Bad);
