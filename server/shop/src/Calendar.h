// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/Event.h>

#include <string>

namespace ace::server::shop {

struct CalendarEntry
{
    std::string uid; // the same one again is the same entry, changed
    Instant made;
    const Event& event;
    std::string description;
    std::string url; // empty: none
};

// An event as calendars read it: iCalendar (RFC 5545), times in UTC, which every calendar shows in its own
// zone; text escaped, lines folded at 75 octets between characters.
std::string calendarOf(const CalendarEntry& entry);

} // namespace ace::server::shop
