// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override
    {
        static_cast<void>(::fork());
        bad::hang();
    }
};
} // namespace

ACE_BAD(Bad);
