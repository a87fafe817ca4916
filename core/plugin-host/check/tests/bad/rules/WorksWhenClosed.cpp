// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
void change(ace_device& device)
{
    device.check_health = [](void*, std::int32_t, ace_sink text) -> ace_status {
        constexpr std::string_view kText = "It works.";
        text.put(text.context, kText.data(), kText.size());
        return ACE_OK;
    };
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
