// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    // As daemons do: out of the group and the session, with no parent left.
    void opened() override
    {
        if (::fork() != 0)
            return;
        ::setsid();
        if (::fork() != 0)
            ::_exit(0);
        bad::hang();
    }
};
} // namespace

ACE_BAD(Bad);
