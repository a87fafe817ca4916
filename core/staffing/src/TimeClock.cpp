// SPDX-License-Identifier: MIT
#include <ace/staffing/TimeClock.h>

#include <ace/base/Bytes.h>
#include <ace/base/Csv.h>
#include <ace/base/JsonText.h>
#include <ace/base/TimeText.h>

#include <map>

namespace ace::staffing {

namespace {

constexpr std::size_t kLongestReason = 1000;
constexpr std::size_t kMostBreaks = 100;
constexpr std::size_t kEntriesAtOnce = 500;
constexpr std::size_t kMostRows = 50'000;

std::string timeText(const std::optional<Instant>& at) { return at ? formatUtc(*at) : ""; }

std::string timeText(const std::vector<Break>& breaks)
{
    std::string text;
    for (const Break& pause : breaks)
        text += (text.empty() ? "" : " ") + formatUtc(pause.from) + "/" + timeText(pause.until);
    return text;
}

std::string timesOf(const TimeEntry& entry)
{
    return "{\"in\":" + jsonText(formatUtc(entry.in)) + ",\"breaks\":" + jsonText(timeText(entry.breaks)) +
           ",\"out\":" + jsonText(timeText(entry.out)) + "}";
}

Result<void> checkCorrection(const Correction& correction, Instant now)
{
    const auto wrong = [](const char* message) { return failure(ErrorCode::Invalid, message); };
    if (correction.reason.empty() || correction.reason.size() > kLongestReason ||
        cleanUtf8(correction.reason) != correction.reason)
        return wrong("a correction needs its reason: 1 to 1000 bytes of text");
    if (correction.breaks.size() > kMostBreaks)
        return wrong("an entry has at most 100 breaks");
    TimeEntry entry;
    entry.in = correction.in;
    entry.breaks = correction.breaks;
    entry.out = correction.out;
    if (auto ordered = checkOrder(entry); !ordered)
        return ordered;
    Instant latest = correction.out.value_or(correction.in);
    if (!correction.out && !correction.breaks.empty())
        latest = correction.breaks.back().until.value_or(correction.breaks.back().from);
    return latest > now ? Result<void>(wrong("times in the future have not been worked yet"))
                        : Result<void>();
}

struct Person
{
    std::string name;
    std::string login;
};

std::string headLine()
{
    return csvLine({"id", "name", "login", "event", "station", "in", "out", "break_minutes", "worked_minutes",
                    "corrected_by", "correction_reason"});
}

std::string minutesOf(Microseconds time)
{
    return csvCell(std::int64_t{std::chrono::floor<std::chrono::minutes>(time).count()});
}

std::string rowOf(const TimeEntry& entry, const Person& person, const std::string& corrector, Instant now)
{
    const Microseconds present = entry.out.value_or(std::max(now, entry.in)) - entry.in;
    const Microseconds worked = entry.worked(now);
    return csvLine({csvCell(entry.id.toString()), csvCell(person.name), csvCell(person.login),
                    csvCell(entry.event.toString()),
                    csvCell(entry.station ? entry.station->toString() : std::string()),
                    csvCell(formatUtc(entry.in)), csvCell(timeText(entry.out)), minutesOf(present - worked),
                    minutesOf(worked), csvCell(corrector), csvCell(entry.correctionReason)});
}

} // namespace

Result<std::vector<TimeEntry>> TimeClock::list(const sdk::TimeEntryRepository::Filter& filter,
                                               const sdk::Page& page)
{
    return storage_.readValue(
        [&](const sdk::ReadAccess& access) { return access.timeEntries.list(filter, page); });
}

Result<std::optional<TimeEntry>> TimeClock::find(TimeEntryId id)
{
    return storage_.readValue([&](const sdk::ReadAccess& access) { return access.timeEntries.find(id); });
}

Result<TimeEntry> TimeClock::correct(const Correction& correction, const Actor& supervisor)
{
    const Instant now = clock_.now();
    if (auto checked = checkCorrection(correction, now); !checked)
        return failure(std::move(checked));
    TimeEntry entry;
    auto done = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto before = access.timeEntries.find(correction.entry);
        if (!before)
            return failure(ErrorCode::NotFound, "no time entry has the id " + correction.entry.toString());
        entry = *before;
        entry.in = correction.in;
        entry.breaks = correction.breaks;
        entry.out = correction.out;
        entry.correctedBy = supervisor.staff;
        entry.correctionReason = correction.reason;
        access.timeEntries.update(entry, correction.expectedRevision);
        entry.revision = correction.expectedRevision + 1;
        access.audit.append({now, supervisor, "time-entry.correct", "time-entry:" + entry.id.toString(),
                             "{\"reason\":" + jsonText(correction.reason) +
                                 ",\"before\":" + timesOf(*before) + ",\"after\":" + timesOf(entry) + "}"});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return entry;
}

Result<std::string> TimeClock::timesheet(const sdk::TimeEntryRepository::Filter& filter)
{
    const Instant now = clock_.now();
    std::string csv;
    auto done = storage_.read([&](const sdk::ReadAccess& access) -> Result<void> {
        csv = headLine();
        std::map<StaffId, Person> people;
        const auto personOf = [&](StaffId id) -> const Person& {
            const auto [at, fresh] = people.try_emplace(id);
            if (const auto found = fresh ? access.staff.find(id) : std::nullopt)
                at->second = {found->name, found->login};
            return at->second;
        };
        sdk::Page page{std::nullopt, kEntriesAtOnce};
        for (std::size_t rows = 0; rows <= kMostRows; rows += kEntriesAtOnce) {
            const auto entries = access.timeEntries.list(filter, page);
            for (const TimeEntry& entry : entries)
                csv += rowOf(entry, personOf(entry.staff),
                             entry.correctedBy ? personOf(*entry.correctedBy).name : "", now);
            if (entries.size() < kEntriesAtOnce)
                return {};
            page.after = entries.back().id.value;
        }
        return failure(ErrorCode::Invalid, "more than 50,000 entries; ask for one event or a shorter time");
    });
    if (!done)
        return failure(std::move(done));
    return csv;
}

} // namespace ace::staffing
