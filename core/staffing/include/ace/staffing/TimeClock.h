// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/people/Actor.h>
#include <ace/domain/people/TimeEntry.h>
#include <ace/sdk/storage/Storage.h>

#include <optional>
#include <string>
#include <vector>

namespace ace::staffing {

// What a supervisor sets right in an entry, and why.
struct Correction
{
    TimeEntryId entry;
    Instant in;
    std::vector<Break> breaks;
    std::optional<Instant> out; // none: still at work
    std::string reason;
    std::int64_t expectedRevision = 0;
};

// Who was here, when. Thread-safe.
class TimeClock
{
public:
    TimeClock(sdk::Storage& storage, const Clock& clock) : storage_(storage), clock_(clock) {}

    Result<std::vector<TimeEntry>> list(const sdk::TimeEntryRepository::Filter& filter,
                                        const sdk::Page& page);
    Result<std::optional<TimeEntry>> find(TimeEntryId id);

    // The audit log keeps what stood before. Invalid: no reason, times out of order or in the future.
    // NotFound; Conflict: another revision, or the person has another open entry.
    Result<TimeEntry> correct(const Correction& correction, const Actor& supervisor);

    // One line an entry, RFC 4180, UTC, hours worked in minutes. What a spreadsheet would take for a formula
    // is text. Invalid: more than 50,000 entries; ask for less.
    Result<std::string> timesheet(const sdk::TimeEntryRepository::Filter& filter);

private:
    sdk::Storage& storage_;
    const Clock& clock_;
};

} // namespace ace::staffing
