// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
void change(ace_device& device)
{
    device.open = [](void*, ace_str) -> ace_status { throw std::runtime_error("open"); };
    device.close = [](void*) -> ace_status { throw std::runtime_error("close"); };
    device.claim = [](void*, std::uint32_t) -> ace_status { throw std::runtime_error("claim"); };
    device.interrupt = [](void*) { throw std::runtime_error("interrupt"); };
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
