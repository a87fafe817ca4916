// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <cstdio>
#include <cstdlib>

namespace {
class Bad : public bad::Scanner
{
    void opened() override
    {
        log(ace::LogLevel::Error, "port 7 is on fire");
        std::fputs("assertion failed: \x1b[31mport < 7\n", stderr);
        std::abort();
    }
};
} // namespace

ACE_BAD(Bad);
