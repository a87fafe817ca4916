// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <string>
#include <vector>

namespace ace::inline domain {

struct Zone
{
    ZoneId id;
    std::string name;

    bool operator==(const Zone&) const = default;
};

// A way into a zone.
struct Gate
{
    GateId id;
    std::string name; // unique within the event
    ZoneId zone;
    std::vector<TicketTypeId> onlyTypes; // empty: every type that opens the zone

    bool operator==(const Gate&) const = default;
};

} // namespace ace::inline domain
