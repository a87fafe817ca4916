// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/domain/Ids.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::inline domain {

struct Break
{
    Instant from;
    std::optional<Instant> until; // none: still on it

    bool operator==(const Break&) const = default;
};

// A clock-in and its clock-out. A person has at most one open entry.
struct TimeEntry
{
    TimeEntryId id;
    StaffId staff;
    EventId event;
    std::optional<StationId> station; // where they clocked in
    Instant in;
    std::vector<Break> breaks; // in order, apart, within the entry
    std::optional<Instant> out;
    std::optional<StaffId> correctedBy; // the latest correction; the audit log keeps what stood before
    std::string correctionReason;
    std::int64_t revision = 1;

    bool operator==(const TimeEntry&) const = default;
    bool onBreak() const { return !breaks.empty() && !breaks.back().until; }
    Microseconds worked(Instant now) const; // without the breaks; an open entry counts up to `now`
};

//             nobody is in   at work      on a break
//   In        opens one      refused      refused
//   Pause     refused        on a break   refused
//   Resume    refused        refused      at work
//   Out       refused        closes it    closes both
enum class ClockAction { In, Pause, Resume, Out };

const char* name(ClockAction action); // "in", "pause", "resume", "out"
std::optional<ClockAction> parseClockAction(std::string_view text);

// Pause, Resume and Out on an open entry, by the table. Conflict: the table refuses, or `now` is before the
// entry's latest moment.
Result<void> apply(ClockAction action, Instant now, TimeEntry& entry);

// Whether in, breaks and out are in order. Invalid with the reason.
Result<void> checkOrder(const TimeEntry& entry);

} // namespace ace::inline domain
