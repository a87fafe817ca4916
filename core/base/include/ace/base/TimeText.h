// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <string>
#include <string_view>

namespace ace::inline base {

// RFC 3339 in UTC with microseconds where there are any: "2026-11-22T19:30:00Z", "…00.250000Z".
std::string formatUtc(Instant instant);

// RFC 3339 with "Z" or an offset, up to nanoseconds (the rest is cut). Years 1970 to 9999.
Result<Instant> parseRfc3339(std::string_view text);

// As people at the venue read it: "Sun 22 Nov 2026, 14:30". The zone is an IANA name; an unknown one falls
// back to UTC and says so in the text.
std::string formatLocal(Instant instant, const std::string& zone);

bool isKnownZone(const std::string& zone);

// A wall-clock time at a venue, "2026-11-22T19:30" with or without seconds, as an instant. In the hour that
// does not exist in spring the clock's jump is taken; of the two in autumn the first.
Result<Instant> parseLocal(std::string_view text, const std::string& zone);

} // namespace ace::inline base
