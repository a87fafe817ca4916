// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_PLUGIN(made.magic = 0x12345678u);
