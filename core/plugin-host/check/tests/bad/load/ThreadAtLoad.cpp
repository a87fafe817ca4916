// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
std::thread* const atLoad = new std::thread(bad::hang);
const int descriptor = ::open("/dev/null", O_RDONLY);
} // namespace

ACE_BAD(bad::Scanner);
