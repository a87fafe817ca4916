// SPDX-License-Identifier: MIT
#include "LoginBackOff.h"

#include <algorithm>

namespace ace::staffing {

namespace {

constexpr int kFreeFailures = 5;
constexpr int kMostDoublings = 10;
constexpr std::chrono::seconds kLongestPause{15 * 60};

} // namespace

std::chrono::seconds loginWait(const LoginFailures& failures, Instant now)
{
    if (failures.count < kFreeFailures)
        return std::chrono::seconds(0);
    const int doublings = std::min(failures.count - kFreeFailures, kMostDoublings);
    const auto pause = std::min(std::chrono::seconds(1ll << doublings), kLongestPause);
    // A clock that was set back must not make the pause longer than it is.
    const auto rest = std::min<Microseconds>(failures.lastAt + pause - now, pause);
    return std::max(std::chrono::ceil<std::chrono::seconds>(rest), std::chrono::seconds(0));
}

LoginFailures withoutAttempt(const LoginFailures& failures, const LoginFailures& before)
{
    const std::int32_t count = std::max(failures.count - 1, 0);
    return {count, count == before.count ? before.lastAt : failures.lastAt};
}

} // namespace ace::staffing
