// SPDX-License-Identifier: MIT
#include <ace/base/Clock.h>

namespace ace::inline base {

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<Microseconds>(std::chrono::system_clock::now());
}

Monotonic SystemClock::monotonic() const
{
    return std::chrono::time_point_cast<Microseconds>(std::chrono::steady_clock::now());
}

} // namespace ace::inline base
