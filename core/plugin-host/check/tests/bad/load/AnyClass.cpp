// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
void change(ace_device&) {}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = bad::altered<bad::Scanner, change>);
