// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void opened() override { lost = new char[10'000]; }
    char* volatile lost = nullptr;
};
} // namespace

ACE_BAD(Bad);
