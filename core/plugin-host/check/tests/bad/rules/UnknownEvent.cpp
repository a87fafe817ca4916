// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void trigger() override
    {
        ace_event event{};
        event.kind = 77;
        post(event);
    }
};
} // namespace

ACE_BAD(Bad);
