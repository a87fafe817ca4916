// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_EXPORT const int ace_plugin_entry_v2;
const int ace_plugin_entry_v2 = 2;
