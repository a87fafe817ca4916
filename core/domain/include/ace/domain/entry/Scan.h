// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/Ids.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/people/Actor.h>
#include <ace/domain/sales/Ticket.h>

#include <optional>
#include <string>

namespace ace::inline domain {

// One attempt at a gate. A row of the log; never changed.
struct Scan
{
    ScanId id;
    std::string nonce; // the station's own; a repeated one gets the first verdict
    EventId event;     // of the gate
    GateId gate;
    Direction direction = Direction::Entry;
    Verdict verdict;
    std::optional<TicketId> ticket;         // none: the token did not name one of ours
    std::optional<TicketState> ticketState; // at the time
    std::string raw;                        // what was read, where it named no ticket of ours
    Instant scannedAt;
    Instant receivedAt;
    std::optional<ScanId> firstScan; // refused as already redeemed: the scan that was admitted
    Actor by = {};

    bool operator==(const Scan&) const = default;
};

// Where a ticket is, for one zone.
struct Presence
{
    bool inside = false;
    std::int32_t entriesLeft = 0;
    std::optional<ScanId> lastEntry;
};

} // namespace ace::inline domain
