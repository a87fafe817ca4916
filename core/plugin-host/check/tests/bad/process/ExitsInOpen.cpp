// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { ::_exit(0); }
};
} // namespace

ACE_BAD(Bad);
