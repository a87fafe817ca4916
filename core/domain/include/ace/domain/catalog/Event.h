// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Money.h>
#include <ace/domain/Ids.h>

#include <optional>
#include <string>

namespace ace::inline domain {

// Half open: from ≤ t < until.
struct TimeWindow
{
    Instant from;
    Instant until;

    bool operator==(const TimeWindow&) const = default;
    bool contains(Instant instant) const { return from <= instant && instant < until; }
};

// Something people attend.
struct Event
{
    EventId id;
    std::string slug; // in addresses: a-z 0-9 and hyphens
    std::string name;
    std::string venue;
    std::string timeZone; // IANA name; times are shown in it
    Currency currency;
    Instant startsAt;
    Instant endsAt;
    TimeWindow sale;                         // when tickets are sold
    std::optional<Instant> cancelUntil = {}; // customers may give tickets back before; none: they may not

    bool operator==(const Event&) const = default;
};

} // namespace ace::inline domain
