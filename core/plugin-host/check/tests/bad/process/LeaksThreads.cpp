// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { std::thread(bad::hang).detach(); }
};
} // namespace

ACE_BAD(Bad);
