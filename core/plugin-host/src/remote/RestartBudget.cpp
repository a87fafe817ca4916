// SPDX-License-Identifier: MIT
#include "remote/RestartBudget.h"

#include <algorithm>

namespace ace::pluginhost {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes kBudgetWindow{10};
constexpr std::chrono::seconds kPauses[] = {0s, 1s, 2s, 4s, 8s}; // before each restart of that time
constexpr std::chrono::minutes kRestsBetween[] = {10min, 20min, 40min, 60min};

} // namespace

void RestartBudget::noteEnd(Time now)
{
    if (now - notBefore_ >= kBudgetWindow)
        rests_ = 0;
    while (!ends_.empty() && now - ends_.front() >= kBudgetWindow)
        ends_.pop_front();
    if (rests_ > 0 || ends_.size() >= std::size(kPauses)) {
        notBefore_ = now + kRestsBetween[std::min(rests_, std::size(kRestsBetween) - 1)];
        ++rests_;
        ends_.clear();
        return;
    }
    notBefore_ = now + kPauses[ends_.size()];
    ends_.push_back(now);
}

} // namespace ace::pluginhost
