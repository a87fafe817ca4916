// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <atomic>

namespace ace::headless {

// The time of a story: it stands still between its steps, so that a story runs the same on any day.
class StoryClock : public Clock
{
public:
    Instant now() const override { return Instant(Microseconds(micros_.load())); }
    Monotonic monotonic() const override { return Monotonic(Microseconds(micros_.load())); }

    void advance(Microseconds by) { micros_ += by.count(); }
    void set(Instant instant) { micros_ = instant.time_since_epoch().count(); }

private:
    // 1 July 2026, noon UTC
    std::atomic<std::int64_t> micros_{Microseconds(std::chrono::seconds(1'782'907'200)).count()};
};

} // namespace ace::headless
