// SPDX-License-Identifier: MIT
#include "BadScanner.h"

ACE_BAD_ENTRY("scanner", bad::Scanner, made.abi_major = 7);
