// SPDX-License-Identifier: MIT
#include "SqlReports.h"

#include "OrderRows.h"
#include "RecordRules.h"
#include "Refusals.h"
#include "Words.h"

#include <algorithm>

namespace ace::sql {

std::vector<sdk::SalesRow> SqlReports::sales(EventId event, const TimeWindow& created) const
{
    std::vector<sdk::SalesRow> rows;
    // A canceled order that has tickets was paid before.
    for (Query row(
             session_,
             "SELECT l.type_id, o.channel, SUM(l.quantity), SUM(l.total), SUM(l.tax), o.currency"
             " FROM orders o JOIN order_line l ON l.order_id = o.id JOIN ticket_type y ON y.id = l.type_id"
             " WHERE o.event_id = ? AND o.created_at >= ? AND o.created_at < ? AND (o.state = 'paid' OR"
             " (o.state = 'canceled' AND EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = o.id)))"
             " GROUP BY l.type_id, o.channel, o.currency, y.position ORDER BY y.position, o.channel",
             event, created.from, created.until);
         row.next();) {
        const Currency currency = row.currency(5);
        rows.push_back({row.id<TicketTypeId>(0), fromWord<Channel>(row.view(1)), row.integer(2), 0,
                        Money{row.integer(3), currency}, Money{row.integer(4), currency}});
    }
    countCanceled(event, created, rows);
    return rows;
}

// A ticket that was reissued counts as the one that took its place.
void SqlReports::countCanceled(EventId event, const TimeWindow& created,
                               std::vector<sdk::SalesRow>& rows) const
{
    for (Query row(session_,
                   "SELECT t.type_id, o.channel, COUNT(*) FROM orders o JOIN ticket t ON t.order_id = o.id"
                   " WHERE o.event_id = ? AND o.created_at >= ? AND o.created_at < ? AND t.state = 'canceled'"
                   " AND NOT EXISTS (SELECT 1 FROM ticket later WHERE later.reissue_of = t.id)"
                   " GROUP BY t.type_id, o.channel",
                   event, created.from, created.until);
         row.next();)
        for (auto& each : rows)
            if (each.type == row.id<TicketTypeId>(0) && each.channel == fromWord<Channel>(row.view(1)))
                each.canceled = row.integer(2);
}

std::vector<sdk::EntryRow> SqlReports::entries(EventId event, const TimeWindow& scanned) const
{
    std::vector<sdk::EntryRow> rows;
    for (Query row(
             session_,
             "SELECT s.gate_id, s.direction, s.reason, COUNT(*) FROM scan s JOIN gate g ON g.id = s.gate_id"
             " WHERE s.event_id = ? AND s.scanned_at >= ? AND s.scanned_at < ?"
             " GROUP BY s.gate_id, s.direction, s.reason, g.position"
             " ORDER BY g.position, s.direction, s.reason",
             event, scanned.from, scanned.until);
         row.next();)
        rows.push_back({row.id<GateId>(0), fromWord<Direction>(row.view(1)),
                        row.isNull(2) ? std::nullopt : std::optional<Reason>(fromWord<Reason>(row.view(2))),
                        row.integer(3)});
    return rows;
}

Money SqlReports::refunded(EventId event, const TimeWindow& created, Currency currency) const
{
    return {
        numberOf(Query(session_,
                       "SELECT SUM(f.amount) FROM refund f JOIN orders o ON o.id = f.order_id"
                       " WHERE o.event_id = ? AND f.created_at >= ? AND f.created_at < ? AND f.currency = ?"
                       " AND f.state NOT IN ('failed', 'canceled')",
                       event, created.from, created.until, currency.text())),
        currency};
}

std::vector<OrderId> SqlReports::orders(const sdk::OrderFilter& filter, const sdk::Page& page) const
{
    std::vector<OrderId> orders;
    const auto start = startOf(page);
    const auto state = filter.state ? word(*filter.state) : std::string_view();
    // The condition that it begins with finds an index; one that may be left out cannot.
    constexpr std::string_view kOthers =
        " AND id > ? AND (? = 0 OR event_id = ?) AND (? = 0 OR state = ?) AND (? = 0 OR station_id = ?)"
        " ORDER BY id LIMIT ?";
    const auto read = [&](std::string_view first, const auto& value) {
        for (Query row(session_, "SELECT id FROM orders WHERE " + std::string(first) + std::string(kOthers),
                       value, start, filter.event.has_value(), filter.event, filter.state.has_value(), state,
                       filter.station.has_value(), filter.station, page.most);
             row.next();)
            orders.push_back(row.id<OrderId>(0));
    };
    if (!filter.customerEmail.empty())
        read("customer_email <> '' AND LOWER(customer_email) = LOWER(?)",
             std::string_view(filter.customerEmail));
    else if (filter.event)
        read("event_id = ?", *filter.event);
    else
        read("id > ?", start);
    return orders;
}

std::vector<sdk::TicketChange> SqlReports::ticketChanges(EventId event, std::int64_t after,
                                                         std::size_t most) const
{
    auto changes = changesOfUnsoldLeases(event, after, most);
    for (Query row(
             session_,
             "SELECT " ACE_TICKET_COLUMNS ", c.sequence FROM ticket_change c JOIN ticket t"
             " ON t.id = c.ticket_id WHERE c.event_id = ? AND c.sequence > ? ORDER BY c.sequence LIMIT ?",
             event, after, most);
         row.next();)
        changes.push_back({row.integer(8), ticketOf(row)});
    std::ranges::sort(changes, {}, &sdk::TicketChange::sequence);
    if (changes.size() > most)
        changes.resize(most);
    return changes;
}

// The station may have sold what was written off, or let out what it gave back, so whoever shows one is
// refused. They have no order.
std::vector<sdk::TicketChange> SqlReports::changesOfUnsoldLeases(EventId event, std::int64_t after,
                                                                 std::size_t most) const
{
    std::vector<sdk::TicketChange> changes;
    for (Query row(session_,
                   "SELECT c.sequence, l.id, a.type_id, l.token FROM ticket_change c JOIN leased_ticket l"
                   " ON l.id = c.ticket_id JOIN allotment a ON a.id = l.allotment_id"
                   " WHERE c.event_id = ? AND c.sequence > ? AND l.state IN ('written_off', 'returned')"
                   " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = l.id) ORDER BY c.sequence LIMIT ?",
                   event, after, most);
         row.next();) {
        Ticket ticket;
        ticket.id = row.id<TicketId>(1);
        ticket.type = row.id<TicketTypeId>(2);
        ticket.revoked = true;
        ticket.token = row.array<96>(3);
        changes.push_back({row.integer(0), ticket});
    }
    return changes;
}

std::int64_t SqlReports::lastTicketChange() const
{
    return numberOf(Query(session_, "SELECT last_value FROM counter WHERE name = 'ticket_change'"));
}

std::vector<sdk::BrokenRule> SqlReports::brokenRules(std::size_t mostEach) const
{
    return findBrokenRules(session_, mostEach);
}

} // namespace ace::sql
