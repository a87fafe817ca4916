// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { ::kill(0, SIGKILL); }
};
} // namespace

ACE_BAD(Bad);
