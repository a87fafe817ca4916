// SPDX-License-Identifier: MIT
// In sanitized builds only. fontconfig keeps a pattern of its own until the end of the program.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
