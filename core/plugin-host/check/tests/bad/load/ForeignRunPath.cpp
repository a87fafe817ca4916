// SPDX-License-Identifier: MIT
#include "BadScanner.h"

// As its CMakeLists.txt has it, it takes libraries from where it lies, and from a folder of its builder.
ACE_BAD(bad::Scanner);
