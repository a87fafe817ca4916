// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
struct Loops
{
    Loops() { bad::hang(); }
} atLoad;
} // namespace

ACE_BAD(bad::Scanner);
