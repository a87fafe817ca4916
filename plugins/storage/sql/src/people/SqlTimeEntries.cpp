// SPDX-License-Identifier: MIT
#include "SqlTimeEntries.h"

#include "Refusals.h"

#include <limits>

namespace ace::sql {

namespace {

#define ACE_TIME_ENTRY_COLUMNS                                                                               \
    "id, staff_id, event_id, station_id, clocked_in, clocked_out, corrected_by, correction_reason, revision"

TimeEntry entryOf(const Query& row)
{
    TimeEntry entry;
    entry.id = row.id<TimeEntryId>(0);
    entry.staff = row.id<StaffId>(1);
    entry.event = row.id<EventId>(2);
    entry.station = row.optionalId<StationId>(3);
    entry.in = row.instant(4);
    entry.out = optionalInstant(row, 5);
    entry.correctedBy = row.optionalId<StaffId>(6);
    entry.correctionReason = row.text(7);
    entry.revision = row.integer(8);
    return entry;
}

// A person has one open entry; the row that says so is unique.
std::optional<StaffId> openStaffOf(const TimeEntry& entry)
{
    return entry.out ? std::nullopt : std::optional<StaffId>(entry.staff);
}

} // namespace

std::optional<TimeEntry> SqlTimeEntries::find(TimeEntryId id) const
{
    std::optional<TimeEntry> entry;
    {
        Query row(session_, "SELECT " ACE_TIME_ENTRY_COLUMNS " FROM time_entry WHERE id = ?", id);
        if (row.next())
            entry = entryOf(row);
    }
    if (entry)
        readBreaks(*entry);
    return entry;
}

std::optional<TimeEntry> SqlTimeEntries::findOpen(StaffId staff) const
{
    std::optional<TimeEntry> entry;
    {
        Query row(session_, "SELECT " ACE_TIME_ENTRY_COLUMNS " FROM time_entry WHERE open_staff = ?", staff);
        if (row.next())
            entry = entryOf(row);
    }
    if (entry)
        readBreaks(*entry);
    return entry;
}

std::vector<TimeEntry> SqlTimeEntries::list(const Filter& filter, const sdk::Page& page) const
{
    const auto start = startOf(page);
    const TimeWindow window = filter.clockedIn.value_or(
        TimeWindow{Instant(Microseconds(std::numeric_limits<std::int64_t>::min())),
                   Instant(Microseconds(std::numeric_limits<std::int64_t>::max()))});
    std::vector<TimeEntry> entries;
    for (Query row(session_,
                   "SELECT " ACE_TIME_ENTRY_COLUMNS " FROM time_entry WHERE id > ?"
                   " AND (? = 0 OR event_id = ?) AND (? = 0 OR staff_id = ?)"
                   " AND clocked_in >= ? AND clocked_in < ? ORDER BY id LIMIT ?",
                   start, filter.event.has_value(), filter.event, filter.staff.has_value(), filter.staff,
                   window.from, window.until, page.most);
         row.next();)
        entries.push_back(entryOf(row));
    for (TimeEntry& entry : entries)
        readBreaks(entry);
    return entries;
}

void SqlTimeEntries::readBreaks(TimeEntry& entry) const
{
    for (Query row(session_, "SELECT began_at, ended_at FROM time_break WHERE entry_id = ? ORDER BY position",
                   entry.id);
         row.next();)
        entry.breaks.push_back({row.instant(0), optionalInstant(row, 1)});
}

void SqlTimeEntries::insert(const TimeEntry& entry)
{
    const auto openStaff = openStaffOf(entry);
    if (openStaff && Query(session_, "SELECT 1 FROM time_entry WHERE open_staff = ?", *openStaff).next())
        refuse(ErrorCode::Conflict, "this person has clocked in already");
    run(session_,
        "INSERT INTO time_entry (" ACE_TIME_ENTRY_COLUMNS
        ", open_staff) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id, entry.staff, entry.event, entry.station, entry.in, entry.out, entry.correctedBy,
        entry.correctionReason, entry.revision, openStaff);
    writeBreaks(entry);
}

void SqlTimeEntries::update(const TimeEntry& entry, std::int64_t expectedRevision)
{
    const auto openStaff = openStaffOf(entry);
    if (openStaff &&
        Query(session_, "SELECT 1 FROM time_entry WHERE open_staff = ? AND id <> ?", *openStaff, entry.id)
            .next())
        refuse(ErrorCode::Conflict, "this person has another entry that is open");
    mustBeCurrent(
        session_,
        run(session_,
            "UPDATE time_entry SET clocked_in = ?, clocked_out = ?, open_staff = ?, corrected_by = ?,"
            " correction_reason = ?, revision = revision + 1"
            " WHERE id = ? AND staff_id = ? AND revision = ?",
            entry.in, entry.out, openStaff, entry.correctedBy, entry.correctionReason, entry.id, entry.staff,
            expectedRevision),
        "time_entry", entry.id.value);
    run(session_, "DELETE FROM time_break WHERE entry_id = ?", entry.id);
    writeBreaks(entry);
}

void SqlTimeEntries::writeBreaks(const TimeEntry& entry)
{
    for (std::size_t i = 0; i < entry.breaks.size(); ++i)
        run(session_, "INSERT INTO time_break (entry_id, position, began_at, ended_at) VALUES (?, ?, ?, ?)",
            entry.id, i, entry.breaks[i].from, entry.breaks[i].until);
}

#undef ACE_TIME_ENTRY_COLUMNS

} // namespace ace::sql
