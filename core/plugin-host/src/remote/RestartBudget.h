// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace ace::pluginhost {

// When a process that ends may be started again: five times within ten minutes, after pauses that grow. After
// the sixth end within that time it rests for ten minutes and gets one start; when that one does not last for
// ten minutes either, it rests for twice as long, up to an hour. What has lasted begins anew.
class RestartBudget
{
public:
    using Time = std::chrono::nanoseconds; // of a monotonic clock

    void noteEnd(Time now);
    bool rests() const { return rests_ > 0; }
    Time notBefore() const { return notBefore_; } // of the next start

private:
    std::deque<Time> ends_;
    Time notBefore_{};
    std::size_t rests_ = 0; // one after the other
};

} // namespace ace::pluginhost
