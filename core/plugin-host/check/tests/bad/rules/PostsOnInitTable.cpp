// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
const ace_host* lender = nullptr;

class Bad : public bad::Scanner
{
    void trigger() override
    {
        ace_event event{};
        event.size = sizeof event;
        event.kind = ACE_EVENT_STATUS;
        event.code = ACE_POWER_ONLINE;
        lender->post(lender, &event);
    }
};

ace_status init(const ace_host* host)
{
    lender = host;
    return ACE_OK;
}
} // namespace

ACE_BAD_ENTRY("scanner", Bad, made.init = init);
