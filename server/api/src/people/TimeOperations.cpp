// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "Refusals.h"
#include "TimeJson.h"

#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

using Filter = sdk::TimeEntryRepository::Filter;

std::optional<StaffId> askedStaff(const Call& call)
{
    const auto text = call.query("staff");
    if (!text)
        return std::nullopt;
    const auto id = StaffId::parse(*text);
    if (!id)
        throw http::Problem("malformed", "\"staff\" in the query must be an id.");
    return id;
}

// The window of clock-ins; none of them asked for: all.
std::optional<TimeWindow> askedWindow(const Call& call)
{
    const auto from = call.queryTime("from");
    const auto until = call.queryTime("until");
    if (!from && !until)
        return std::nullopt;
    return TimeWindow{from.value_or(Instant{}), until.value_or(Instant::max())};
}

std::string render(const Call& call, const TimeEntry& entry)
{
    return renderTimeEntry(entry, call.events(), call.services.clock.now());
}

void listTimeEntries(Call& call)
{
    const Filter filter =
        access::listedTimes(call.who, {call.queryEvent(), askedStaff(call), askedWindow(call)});
    const auto entries = http::valueOrThrow(call.services.people.timeClock.list(filter, call.page()));
    call.sendPage(entries, [&](const TimeEntry& entry) { return render(call, entry); });
}

void exportTimeEntries(Call& call)
{
    const Filter filter{access::listedEvent(call.who, call.operation, call.queryEvent()), askedStaff(call),
                        askedWindow(call)};
    call.sendCsv("time-entries", http::valueOrThrow(call.services.people.timeClock.timesheet(filter)));
}

void showCurrentTimeEntry(Call& call)
{
    const auto entry = http::valueOrThrow(call.services.people.staffing.openEntry(call.who.staffBearer));
    call.send(200, renderCurrentTimeEntry(entry ? std::optional(render(call, *entry)) : std::nullopt));
}

void clock(Call& call)
{
    const ClockBody body = parseClock(call.body());
    const TimeEntry entry = keyedOrThrow(
        call.services.people.staffing.clock(call.who.staffBearer, body.action, call.act().idempotency));
    call.send(200, render(call, entry));
}

void correctTimeEntry(Call& call)
{
    auto entry = http::valueOrThrow(call.services.people.timeClock.find(call.pathId<TimeEntryId>(0)));
    if (!entry)
        throw call.missing();
    access::requireCorrection(call.who, call.operation, *entry);
    const std::int64_t revision = call.expectedRevision();
    if (entry->revision != revision)
        throw http::Problem("revision_changed", "Somebody else has changed this entry: read it again.");
    const std::string reason = edit(*entry, call.body());
    const TimeEntry corrected = http::valueOrThrow(call.services.people.timeClock.correct(
        {entry->id, entry->in, entry->breaks, entry->out, reason, revision}, call.who.actor()));
    call.sendRevised(200, render(call, corrected), corrected.revision);
}

constexpr OperationFunction kFunctions[] = {
    {"listTimeEntries", listTimeEntries},           {"exportTimeEntries", exportTimeEntries},
    {"showCurrentTimeEntry", showCurrentTimeEntry}, {"clock", clock},
    {"correctTimeEntry", correctTimeEntry},
};

} // namespace

std::span<const OperationFunction> timeOperations() { return kFunctions; }

} // namespace ace::server::api
