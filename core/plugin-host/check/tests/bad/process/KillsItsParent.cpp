// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override
    {
        ::kill(::getppid(), SIGKILL);
        ::pause();
    }
};
} // namespace

ACE_BAD(Bad);
