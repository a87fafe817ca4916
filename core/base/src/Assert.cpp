// SPDX-License-Identifier: MIT
#include <ace/base/Assert.h>

#include <cstdio>
#include <cstdlib>

namespace ace::inline base {

void assertionFailed(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, condition);
    std::abort();
}

} // namespace ace::inline base
