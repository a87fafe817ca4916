// SPDX-License-Identifier: MIT
#pragma once

#include "json/EventNames.h"

#include <ace/domain/people/TimeEntry.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::server::api {

struct ClockBody
{
    ClockAction action = ClockAction::In;
};

ClockBody parseClock(std::string_view body); // throws Problem `malformed`
// What is given becomes so; answers the reason.
std::string edit(TimeEntry& entry, std::string_view body);
std::string renderTimeEntry(const TimeEntry& entry, const EventNames& events, Instant now);
std::string renderCurrentTimeEntry(const std::optional<std::string>& entry); // as renderTimeEntry() gave it

} // namespace ace::server::api
