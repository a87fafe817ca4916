// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <string>

namespace ace::counter {

std::string stationClock(Instant instant);          // "19:42", in the station's zone
std::string hoursAndMinutes(Microseconds duration); // "2:05"

} // namespace ace::counter
