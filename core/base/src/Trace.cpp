// SPDX-License-Identifier: MIT
#include <ace/base/Trace.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ace::inline base {

void trace(const char* walk, const char* hop)
{
    static const bool wanted = [] {
        const char* value = std::getenv("ACE_TRACE");
        return value != nullptr && std::string_view(value) == "1";
    }();
    if (wanted)
        std::fprintf(stderr, "trace %s: %s\n", walk, hop);
}

} // namespace ace::inline base
