// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
ace_status (*claimRightly)(void*, std::uint32_t) = nullptr;
bool claimed = false;

void change(ace_device& device)
{
    claimRightly = device.claim;
    device.claim = [](void* self, std::uint32_t timeoutMs) -> ace_status {
        const ace_status status = claimed ? ACE_CLAIMED : claimRightly(self, timeoutMs);
        claimed = claimed || status == ACE_OK;
        return status;
    };
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
