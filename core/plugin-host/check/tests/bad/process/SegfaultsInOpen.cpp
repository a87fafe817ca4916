// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { std::raise(SIGSEGV); }
};
} // namespace

ACE_BAD(Bad);
