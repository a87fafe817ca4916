// SPDX-License-Identifier: MIT
#include <ace/server/waiting-room/Pace.h>

#include <algorithm>

namespace ace::server::waitingroom {

namespace {

constexpr Microseconds kSlowCheckout = std::chrono::milliseconds(400); // and twice the quickest of late
constexpr int kForgetShare = 50; // the quickest grows by a 50th and 1 ms with each second that had checkouts
constexpr Microseconds kTooSlowCheckout = std::chrono::seconds(1);
constexpr std::int64_t kMany = 8;         // fewer are no rush, however long they take
constexpr double kLeast = 1, kMost = 500; // customers a second
constexpr double kStep = 4, kCut = 0.6;   // a second
constexpr double kSavedUp = 2;            // seconds of it may be let in at once
constexpr Microseconds kEvery = std::chrono::seconds(1);

} // namespace

void Pace::adjust(Monotonic now, bool someoneWaits)
{
    if (adjusted_ && now < *adjusted_ + kEvery)
        return;
    adjusted_ = now;
    const Microseconds mean = count_ > 0 ? total_ / count_ : Microseconds(0);
    slow_ = mean > kTooSlowCheckout && count_ >= kMany;
    if (count_ > 0)
        quickest_ = std::min(
            {mean, quickest_ + quickest_ / kForgetShare + std::chrono::milliseconds(1), kSlowestService});
    if (mean > std::max(kSlowCheckout, 2 * quickest_))
        rate_ = std::max(kLeast, rate_ * kCut);
    else if (count_ > 0 && someoneWaits)
        rate_ = std::min(kMost, rate_ + kStep);
    total_ = {};
    count_ = 0;
}

std::int64_t Pace::allowance(Monotonic now)
{
    if (counted_) {
        const double seconds = std::chrono::duration<double>(now - *counted_).count();
        budget_ = std::min(budget_ + rate_ * seconds, std::max(1.0, rate_ * kSavedUp));
    }
    counted_ = now;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(budget_));
}

} // namespace ace::server::waitingroom
