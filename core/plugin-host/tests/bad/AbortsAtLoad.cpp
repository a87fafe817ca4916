// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <cstdlib>

namespace {
const int aborted = (std::abort(), 0);
}

ACE_BAD_PLUGIN(static_cast<void>(aborted));
