// SPDX-License-Identifier: MIT
#include "remote/RestartBudget.h"

#include <cstddef>

namespace ace::pluginhost {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes kBudgetWindow{10};
constexpr std::chrono::seconds kPauses[] = {0s, 1s, 2s, 4s, 8s}; // before each restart of that time

} // namespace

void RestartBudget::noteEnd(Time now)
{
    while (!ends_.empty() && now - ends_.front() >= kBudgetWindow)
        ends_.pop_front();
    if (ends_.size() >= std::size(kPauses)) {
        spent_ = true;
        return;
    }
    notBefore_ = now + kPauses[ends_.size()];
    ends_.push_back(now);
}

} // namespace ace::pluginhost
