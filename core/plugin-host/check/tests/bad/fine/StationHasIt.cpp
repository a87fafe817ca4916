// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Fine : public bad::Scanner
{
    void claim(std::chrono::milliseconds) override
    {
        throw ace::sdk::DeviceError(ACE_CLAIMED, "the station has it");
    }
};
} // namespace

ACE_BAD(Fine);
