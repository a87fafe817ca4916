// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

// What stations learn of a ticket after it was sold: it has one row, whose sequence is that of its latest
// change.
void noteTicketChange(Session& session, TicketId ticket, EventId event);
void noteTicketChange(Session& session, const Ticket& ticket); // one of an order
void noteChangeOfAllTickets(Session& session, OrderId order);

} // namespace ace::sql
