// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Sale.h>
#include <ace/sdk/storage/Once.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::boxoffice {

// A ticket with the order that it belongs to.
struct TicketRecord
{
    Ticket ticket;
    std::string orderCode;
    EventId event;
    OrderState orderState = OrderState::Paid;
};

//   amount   tickets    gives back                                 cancels
//   none     none       all that is left                           all that are left
//   none     some       what they cost, tax included               these
//   some     any        the amount, up to what is left             these
struct RefundRequest
{
    std::string code;                   // the order's
    std::optional<std::int64_t> amount; // minor units, above 0
    std::vector<TicketId> tickets;
    std::string reason;
    std::optional<TillSessionId> till; // cash comes out of this drawer, and it writes the receipt
    sdk::Act act;
    bool needsTill = false;  // without one: refused till_closed
    bool onlyUnused = false; // one that was admitted: refused ticket_not_valid
};

// On record: tickets canceled, quota free. Cash is given back with it (`Done`); another way to pay is asked
// by the outbox, see Payback.h.
struct Refunded
{
    Refund refund;
    std::optional<Receipt> receipt;
    bool repeated = false; // this is the first answer to the same idempotency key
};

struct TicketChanged
{
    Ticket ticket; // reissued: the new one
    bool repeated = false;
};

// The tickets once more, by mail.
struct ResendRequest
{
    std::string code;       // the order's
    std::string email = {}; // the customer's from now on; empty: as it is
    sdk::Act act = {};
};

struct Resent
{
    Order order;
    bool repeated = false;
};

using ResendOutcome = std::variant<Resent, Refused>;
using RefundOutcome = std::variant<Refunded, Refused>;
using TicketOutcome = std::variant<TicketChanged, Refused>;

} // namespace ace::boxoffice
