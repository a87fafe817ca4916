// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/entry/Scan.h>

namespace ace::inline domain {

// What the record says of a ticket at the moment of a scan.
struct TicketStanding
{
    bool paid = false;
    bool revoked = false;
    TicketState state = TicketState::Valid;
};

// The second half of a gate's decision: what the record adds to what the token alone told. In this order:
//
//              not ours, or unpaid   revoked    canceled, blocked   product, zone   inside, or no entry left
//   entry      unpaid                revoked    canceled, blocked   as given        already_redeemed
//   exit       unpaid                admitted   admitted            admitted        admitted
//
// Nobody is kept in: whoever entered may leave, whatever has become of the ticket since. `standing` is null
// when there is no such ticket on record. `access` is the gate's product or zone refusal, if any.
Verdict judge(Direction direction, const TicketStanding* standing, std::optional<Reason> access,
              const Presence& presence);

} // namespace ace::inline domain
