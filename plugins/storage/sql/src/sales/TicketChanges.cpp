// SPDX-License-Identifier: MIT
#include "TicketChanges.h"

#include "Counter.h"

namespace ace::sql {

namespace {

EventId eventOf(Session& session, OrderId order)
{
    Query row(session, "SELECT event_id FROM orders WHERE id = ?", order);
    if (!row.next())
        throw SqlError(Fault::Corrupt, "a ticket on record has no order");
    return row.id<EventId>(0);
}

} // namespace

void noteTicketChange(Session& session, TicketId ticket, EventId event)
{
    const std::int64_t sequence = advance(session, "ticket_change");
    if (run(session, "UPDATE ticket_change SET sequence = ? WHERE ticket_id = ?", sequence, ticket) == 0)
        run(session, "INSERT INTO ticket_change (ticket_id, event_id, sequence) VALUES (?, ?, ?)", ticket,
            event, sequence);
}

void noteTicketChange(Session& session, const Ticket& ticket)
{
    noteTicketChange(session, ticket.id, eventOf(session, ticket.order));
}

void noteChangeOfAllTickets(Session& session, OrderId order)
{
    const EventId event = eventOf(session, order);
    std::vector<TicketId> tickets;
    for (Query row(session, "SELECT id FROM ticket WHERE order_id = ? ORDER BY position", order); row.next();)
        tickets.push_back(row.id<TicketId>(0));
    for (const TicketId ticket : tickets)
        noteTicketChange(session, ticket, event);
}

} // namespace ace::sql
