// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sql/Query.h>

#include <optional>
#include <span>
#include <vector>

namespace ace::sql {

// The rows that an order is made of. Writing functions insert; a key that is taken is SqlError (Duplicate).

std::optional<OrderRecord> readOrder(Session& session, OrderId id);
std::optional<OrderState> readOrderState(Session& session, OrderId id);
std::vector<sdk::QuotaClaim> readClaims(Session& session, OrderId id);
std::optional<Ticket> readTicket(Session& session, TicketId id);

void writeOrder(Session& session, const sdk::OrderDraft& draft, OrderState state);
void writeTickets(Session& session, OrderId order, std::span<const Ticket> tickets);
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
