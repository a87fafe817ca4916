// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override
    {
        if (::fork() == 0)
            bad::hang();
    }
};
} // namespace

ACE_BAD(Bad);
