// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
void change(ace_device& device)
{
    device.check_health = [](void*, std::int32_t, ace_sink) -> ace_status { return ACE_BUSY; };
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
