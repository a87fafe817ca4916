// SPDX-License-Identifier: MIT
#include "Misbehaving.h"

#include <ace/sdk/abi/scanner.h>

namespace {

ace_status trigger(void* self)
{
    auto& device = bad::of(self);
    if (device.asked("post 1000"))
        for (int i = 1; i <= 1000; ++i)
            device.post(ACE_EVENT_DATA, std::to_string(i));
    if (device.asked("post too much"))
        device.post(ACE_EVENT_DATA, std::string(64 * 1024 + 1, 'x'));
    if (device.asked("post an error"))
        device.post(ACE_EVENT_ERROR, "paper\nout");
    if (device.asked("log"))
        device.host()->log(device.host(), 99, bad::text("beyond every level"));
    device.post(ACE_EVENT_DATA, "last");
    return device.act("trigger");
}

const void* query(void*, const char* id)
{
    static const ace_scanner_1 table{sizeof(ace_scanner_1),
                                     [](void* self, std::int32_t) { return bad::of(self).act("arm"); },
                                     [](void* self) { return bad::of(self).act("clear"); }, trigger};
    return std::string(id) == ACE_SCANNER_1 ? &table : nullptr;
}

} // namespace

ACE_BAD_PLUGIN(made.create = [](const ace_host* host, const char*) -> ace_device* {
    return bad::make<bad::Device>(host, query);
});
