// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <deque>

namespace ace::pluginhost {

// How often a process that ends may be started again: five times within ten minutes, after pauses that grow.
// The sixth end within that time is the last.
class RestartBudget
{
public:
    using Time = std::chrono::nanoseconds; // of a monotonic clock

    void noteEnd(Time now);
    bool isSpent() const { return spent_; }       // for good
    Time notBefore() const { return notBefore_; } // of the next start

private:
    std::deque<Time> ends_;
    Time notBefore_{};
    bool spent_ = false;
};

} // namespace ace::pluginhost
