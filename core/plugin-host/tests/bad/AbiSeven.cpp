// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_PLUGIN(made.abi_major = 7);
