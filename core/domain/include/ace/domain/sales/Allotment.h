// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/people/Actor.h>
#include <ace/domain/sales/Ticket.h>

#include <string_view>
#include <vector>

namespace ace::inline domain {

enum class LeaseState { Leased, Sold, Returned, WrittenOff };

struct LeasedTicket
{
    TicketId id;
    TokenBytes token{};
    LeaseState state = LeaseState::Leased;
    bool operator==(const LeasedTicket&) const = default;
};

// Tickets signed ahead for one station, their quota `leased`, so that it can sell while it is offline. No
// lease ends by time: its tickets are sold, returned by the station or written off by a supervisor. A written
// off ticket is revoked: the station may have sold it.
struct Allotment
{
    AllotmentId id;
    StationId station;
    TicketTypeId type;
    Instant createdAt;
    Actor by;
    std::vector<LeasedTicket> tickets;

    bool operator==(const Allotment&) const = default;
};

const char* name(LeaseState state); // "leased", "sold", "returned", "written_off"

} // namespace ace::inline domain
