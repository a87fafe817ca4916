// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
const ace_host* lender = nullptr; // what it throws, the facade would clean

void change(ace_device& device)
{
    device.check_health = [](void*, std::int32_t, ace_sink) -> ace_status {
        constexpr std::string_view kText = "no light \xff\xfe";
        lender->fail(lender, ACE_OFFLINE, 0, 0, {kText.data(), kText.size()});
        return ACE_OFFLINE;
    };
}
ace_device* create(const ace_host* host, const char* deviceClass)
{
    lender = host;
    return bad::altered<bad::Scanner, change>(host, deviceClass);
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = create);
