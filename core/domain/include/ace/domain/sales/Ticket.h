// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace ace::inline domain {

enum class TicketState { Valid, Canceled, Blocked };

// The 96 bytes behind a QR code: see core/ticketing.
using TokenBytes = std::array<std::uint8_t, 96>;

// One admission, one QR.
struct Ticket
{
    TicketId id;
    OrderId order;
    TicketTypeId type;
    TicketState state = TicketState::Valid;
    bool revoked = false; // its token was withdrawn; a ticket may be reissued under another id
    TokenBytes token{};
    std::string holder = {};                // a name on it, where it is not the customer's
    std::optional<TicketId> reissueOf = {}; // the ticket that this one replaced

    bool operator==(const Ticket&) const = default;
};

const char* name(TicketState state); // "valid", "canceled", "blocked"

} // namespace ace::inline domain
