// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <cstdlib>

namespace {
struct Aborts
{
    Aborts() { std::abort(); }
} atLoad;
} // namespace

ACE_BAD(bad::Scanner);
