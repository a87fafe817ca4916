// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { static_cast<void>(::open("/dev/null", O_RDONLY)); }
};
} // namespace

ACE_BAD(Bad);
