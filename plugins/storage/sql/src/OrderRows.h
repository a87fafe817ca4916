// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sql/Query.h>

#include <optional>
#include <span>
#include <vector>

namespace ace::sql {

// Of a ticket "t", as ticketOf() reads them.
#define ACE_TICKET_COLUMNS "t.id, t.order_id, t.type_id, t.state, t.revoked, t.token, t.holder, t.reissue_of"

// The rows that an order is made of. Writing functions insert; a key that is taken is SqlError (Duplicate).

// What settling an order needs to know of it.
struct OrderStanding
{
    OrderState state = OrderState::Pending;
    EventId event;
    std::optional<VoucherId> voucher;
    std::optional<TillSessionId> till;
};

std::optional<OrderRecord> readOrder(Session& session, OrderId id);
std::optional<OrderState> readOrderState(Session& session, OrderId id);
std::optional<OrderStanding> readOrderStanding(Session& session, OrderId id);
std::vector<sdk::QuotaClaim> readClaims(Session& session, OrderId id);
std::optional<Ticket> readTicket(Session& session, TicketId id);
Ticket ticketOf(const Query& row);

void writeOrder(Session& session, const sdk::OrderDraft& draft, OrderState state);
// In this order, after the tickets at `position` and before, if any.
void writeTickets(Session& session, OrderId order, std::span<const Ticket> tickets, std::size_t position = 0);
void writePayment(Session& session, const Payment& payment);
void writeJob(Session& session, const Job& job);

// True: the order was in `from` and is now in `to`, no longer on hold.
bool moveOrder(Session& session, OrderId id, OrderState from, OrderState to);

// False: the quota has not that much left (or there is no such quota).
bool takeHeld(Session& session, const sdk::QuotaClaim& claim);
bool takeSold(Session& session, const sdk::QuotaClaim& claim);
// What the order took is on record, so these must find it: SqlError (Corrupt) otherwise.
void turnHeldIntoSold(Session& session, const sdk::QuotaClaim& claim);
void giveBackHeld(Session& session, const sdk::QuotaClaim& claim);
void giveBackSold(Session& session, const sdk::QuotaClaim& claim);

} // namespace ace::sql
