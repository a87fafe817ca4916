// SPDX-License-Identifier: MIT
#include "StationTime.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace ace::counter {

std::string stationClock(Instant instant)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(instant));
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%H:%M", &local);
    return text.data();
}

std::string hoursAndMinutes(Microseconds duration)
{
    const auto minutes =
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::minutes>(duration).count());
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld:%02lld", static_cast<long long>(minutes / 60),
                  static_cast<long long>(minutes % 60));
    return text.data();
}

} // namespace ace::counter
