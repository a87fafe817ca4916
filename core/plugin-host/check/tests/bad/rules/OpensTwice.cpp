// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
ace_status (*openRightly)(void*, ace_str) = nullptr;

void change(ace_device& device)
{
    openRightly = device.open;
    device.open = [](void* self, ace_str settings) -> ace_status {
        const ace_status status = openRightly(self, settings);
        return std::string_view(settings.data, settings.size) == "{}" ? ACE_OK : status;
    };
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
