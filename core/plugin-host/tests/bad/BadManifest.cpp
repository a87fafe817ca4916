// SPDX-License-Identifier: MIT
#define ACE_BAD_MANIFEST R"({"id":"bad","name":7})"
#include "BadEntry.h"

ACE_BAD_PLUGIN(static_cast<void>(made));
