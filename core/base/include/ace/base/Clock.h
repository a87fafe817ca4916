// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace ace::inline base {

using Microseconds = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Microseconds>; // UTC
using Monotonic = std::chrono::time_point<std::chrono::steady_clock, Microseconds>;

// The only source of time. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual Monotonic monotonic() const = 0;
};

class SystemClock : public Clock
{
public:
    Instant now() const override;
    Monotonic monotonic() const override;
};

} // namespace ace::inline base
