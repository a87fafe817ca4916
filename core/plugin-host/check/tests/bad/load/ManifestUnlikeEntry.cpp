// SPDX-License-Identifier: MIT
#include "BadScanner.h"

ACE_BAD_ENTRY("scanner", bad::Scanner, made.manifest_json = R"({"id":"org.example.other"})");
