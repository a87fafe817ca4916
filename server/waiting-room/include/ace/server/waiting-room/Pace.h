// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <cstdint>
#include <optional>

namespace ace::server::waitingroom {

// How fast customers may be let in: as fast as checkouts have been seen to go through without delay. More a
// second while they are quick, a good deal less as soon as they are slow: additive increase, multiplicative
// decrease, as TCP finds its rate (RFC 5681). A part of each checkout is the payment service's own time, so
// slow is what takes much longer than the quickest ones of late. Guarded by its room.
class Pace
{
public:
    void tookCheckout(Microseconds time)
    {
        total_ += time;
        ++count_;
    }
    // Looks at the checkouts since it was called last; at most once a second.
    void adjust(Monotonic now, bool someoneWaits);
    // How many may be let in now, after what was let in since; whole ones.
    std::int64_t allowance(Monotonic now);
    void letIn(std::int64_t count) { budget_ -= static_cast<double>(count); }

    double perSecond() const { return rate_; }
    bool isSlow() const { return slow_; } // many checkouts took too long when last looked at

private:
    static constexpr Microseconds kSlowestService = std::chrono::milliseconds(800);

    double rate_ = 20;
    double budget_ = 20;
    Microseconds total_{0};
    std::int64_t count_ = 0;
    Microseconds quickest_ = kSlowestService; // of a second's mean, of late; a sale may begin with a rush
    bool slow_ = false;
    std::optional<Monotonic> adjusted_, counted_;
};

} // namespace ace::server::waitingroom
