// SPDX-License-Identifier: MIT
#pragma once

namespace ace::inline base {
[[noreturn]] void assertionFailed(const char* condition, const char* file, int line);
}

// A programmer's mistake ends the program, in every build. Never for input.
#define ACE_ASSERT(condition)                                                                                \
    ((condition) ? static_cast<void>(0) : ::ace::assertionFailed(#condition, __FILE__, __LINE__))
