// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_EXPORT int answer() { return 42; }
