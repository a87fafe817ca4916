// SPDX-License-Identifier: MIT
#include <ace/domain/people/TimeEntry.h>

#include <ace/base/TimeText.h>

#include <algorithm>

namespace ace::inline domain {

namespace {

Instant latestMoment(const TimeEntry& entry)
{
    if (entry.out)
        return *entry.out;
    if (entry.breaks.empty())
        return entry.in;
    return entry.breaks.back().until.value_or(entry.breaks.back().from);
}

Failure refuse(std::string message) { return failure(ErrorCode::Conflict, std::move(message)); }

} // namespace

Microseconds TimeEntry::worked(Instant now) const
{
    const Instant end = out.value_or(now);
    Microseconds sum = end - in;
    for (const Break& pause : breaks)
        sum -= pause.until.value_or(end) - pause.from;
    return std::max(sum, Microseconds(0));
}

const char* name(ClockAction action)
{
    switch (action) {
    case ClockAction::In:
        return "in";
    case ClockAction::Pause:
        return "pause";
    case ClockAction::Resume:
        return "resume";
    case ClockAction::Out:
        return "out";
    }
    return "in";
}

std::optional<ClockAction> parseClockAction(std::string_view text)
{
    for (const ClockAction action :
         {ClockAction::In, ClockAction::Pause, ClockAction::Resume, ClockAction::Out})
        if (text == name(action))
            return action;
    return std::nullopt;
}

Result<void> apply(ClockAction action, Instant now, TimeEntry& entry)
{
    if (entry.out)
        return refuse("this entry ended at " + formatUtc(*entry.out) + "; clock in first");
    if (action == ClockAction::In)
        return refuse("already clocked in since " + formatUtc(entry.in) + "; clock out first");
    if (action == ClockAction::Pause && entry.onBreak())
        return refuse("already on a break since " + formatUtc(entry.breaks.back().from));
    if (action == ClockAction::Resume && !entry.onBreak())
        return refuse("not on a break; there is nothing to come back from");
    if (now < latestMoment(entry))
        return refuse("the clock shows " + formatUtc(now) + ", which is before " +
                      formatUtc(latestMoment(entry)) + ", the latest time of this entry; check the clock");
    if (action == ClockAction::Pause)
        entry.breaks.push_back({now, std::nullopt});
    else if (entry.onBreak())
        entry.breaks.back().until = now;
    if (action == ClockAction::Out)
        entry.out = now;
    return {};
}

Result<void> checkOrder(const TimeEntry& entry)
{
    const auto wrong = [](const char* message) { return failure(ErrorCode::Invalid, message); };
    if (entry.out && *entry.out < entry.in)
        return wrong("the clock-out is before the clock-in");
    Instant latest = entry.in;
    for (const Break& pause : entry.breaks) {
        if (pause.from < latest)
            return wrong("a break begins before what comes before it has ended");
        if (!pause.until && (entry.out || &pause != &entry.breaks.back()))
            return wrong("a break has no end, but something comes after it");
        if (pause.until && *pause.until < pause.from)
            return wrong("a break ends before it begins");
        latest = pause.until.value_or(pause.from);
    }
    if (entry.out && *entry.out < latest)
        return wrong("the clock-out is before the end of a break");
    return {};
}

} // namespace ace::inline domain
