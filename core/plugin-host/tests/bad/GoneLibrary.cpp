// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_EXPORT int ace_test_gone() { return 0; }
