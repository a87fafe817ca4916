// SPDX-License-Identifier: MIT
#include "OrderRows.h"

#include "Words.h"

namespace ace::sql {

namespace {

std::vector<OrderLine> readLines(Session& session, OrderId id, Currency currency)
{
    std::vector<OrderLine> lines;
    for (Query row(session,
                   "SELECT type_id, quantity, unit_price, tax_rate_ppm, tax, total FROM order_line WHERE "
                   "order_id = ?"
                   " ORDER BY position",
                   id);
         row.next();)
        lines.push_back({row.id<TicketTypeId>(0),
                         row.integer<std::int32_t>(1),
                         {row.integer(2), currency},
                         row.integer<std::int32_t>(3),
                         {row.integer(4), currency},
                         {row.integer(5), currency}});
    return lines;
}

// id, order_id, type_id, state, revoked, token
Ticket ticketOf(const Query& row)
{
    return {
        row.id<TicketId>(0), row.id<OrderId>(1), row.id<TicketTypeId>(2), fromWord<TicketState>(row.view(3)),
        row.flag(4),         row.array<96>(5)};
}

std::optional<Payment> readLatestPayment(Session& session, OrderId id)
{
    // Their ids are of version 7: the latest sorts last.
    Query row(
        session,
        "SELECT id, method, state, currency, amount, tendered, change_given FROM payment WHERE order_id = ?"
        " ORDER BY id DESC LIMIT 1",
        id);
    if (!row.next())
        return std::nullopt;
    const Currency currency = row.currency(3);
    return Payment{row.id<PaymentId>(0),
                   id,
                   row.text(1),
                   fromWord<PaymentState>(row.view(2)),
                   {row.integer(4), currency},
                   {row.integer(5), currency},
                   {row.integer(6), currency}};
}

void mustWriteOne(std::int64_t changed)
{
    if (changed != 1)
        throw SqlError(Fault::Corrupt, "a quota on record does not hold what an order took from it");
}

} // namespace

std::optional<OrderRecord> readOrder(Session& session, OrderId id)
{
    OrderRecord record;
    Order& order = record.order;
    {
        Query row(session,
                  "SELECT code, access_key, event_id, channel, state, customer_name, customer_email, "
                  "currency, total,"
                  " created_at, hold_until FROM orders WHERE id = ?",
                  id);
        if (!row.next())
            return std::nullopt;
        order = {id,
                 row.text(0),
                 row.text(1),
                 row.id<EventId>(2),
                 fromWord<Channel>(row.view(3)),
                 fromWord<OrderState>(row.view(4)),
                 {row.text(5), row.text(6)},
                 {},
                 {row.integer(8), row.currency(7)},
                 row.instant(9),
                 row.isNull(10) ? std::nullopt : std::optional<Instant>(row.instant(10))};
    }
    order.lines = readLines(session, id, order.total.currency);
    for (Query row(session,
                   "SELECT id, order_id, type_id, state, revoked, token FROM ticket WHERE order_id = ? ORDER "
                   "BY position",
                   id);
         row.next();)
        record.tickets.push_back(ticketOf(row));
    record.payment = readLatestPayment(session, id);
    return record;
}

std::optional<OrderState> readOrderState(Session& session, OrderId id)
{
    Query row(session, "SELECT state FROM orders WHERE id = ?", id);
    return row.next() ? std::optional<OrderState>(fromWord<OrderState>(row.view(0))) : std::nullopt;
}

std::vector<sdk::QuotaClaim> readClaims(Session& session, OrderId id)
{
    std::vector<sdk::QuotaClaim> claims;
    for (Query row(session, "SELECT quota_id, quantity FROM order_claim WHERE order_id = ? ORDER BY quota_id",
                   id);
         row.next();)
        claims.push_back({row.id<QuotaId>(0), row.integer(1)});
    return claims;
}

std::optional<Ticket> readTicket(Session& session, TicketId id)
{
    Query row(session, "SELECT id, order_id, type_id, state, revoked, token FROM ticket WHERE id = ?", id);
    return row.next() ? std::optional<Ticket>(ticketOf(row)) : std::nullopt;
}

void writeOrder(Session& session, const sdk::OrderDraft& draft, OrderState state)
{
    const Order& order = draft.order;
    const auto& key = draft.idempotency;
    const auto scope = key ? std::optional<std::string_view>(key->scope) : std::nullopt;
    const auto keyText = key ? std::optional<std::string_view>(key->key) : std::nullopt;
    const auto hash = key ? std::optional<Digest>(key->bodyHash) : std::nullopt;
    run(session,
        "INSERT INTO orders (id, code, access_key, event_id, channel, state, customer_name, customer_email, "
        "currency, total,"
        " created_at, hold_until, idempotency_scope, idempotency_key, idempotency_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id, order.code, order.key, order.event, word(order.channel), word(state), order.customer.name,
        order.customer.email, order.total.currency.text(), order.total.minor, order.createdAt,
        order.holdUntil, scope, keyText, hash);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        run(session,
            "INSERT INTO order_line (order_id, position, type_id, quantity, unit_price, tax_rate_ppm, tax, "
            "total)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            order.id, i, line.type, line.quantity, line.unitPrice.minor, line.taxRatePpm, line.tax.minor,
            line.total.minor);
    }
    for (const sdk::QuotaClaim& claim : draft.claims)
        run(session, "INSERT INTO order_claim (order_id, quota_id, quantity) VALUES (?, ?, ?)", order.id,
            claim.quota, claim.count);
}

void writeTickets(Session& session, OrderId order, std::span<const Ticket> tickets)
{
    for (std::size_t i = 0; i < tickets.size(); ++i)
        run(session,
            "INSERT INTO ticket (id, order_id, position, type_id, state, revoked, token) VALUES (?, ?, ?, ?, "
            "?, ?, ?)",
            tickets[i].id, order, i, tickets[i].type, word(tickets[i].state), tickets[i].revoked,
            tickets[i].token);
}

void writePayment(Session& session, const Payment& payment)
{
    run(session,
        "INSERT INTO payment (id, order_id, method, state, currency, amount, tendered, change_given)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        payment.id, payment.order, payment.method, word(payment.state), payment.amount.currency.text(),
        payment.amount.minor, payment.tendered.minor, payment.change.minor);
}

void writeJob(Session& session, const Job& job)
{
    run(session,
        "INSERT INTO job (id, kind, subject, due_at, attempts, ready_at, buried, problem) VALUES (?, ?, ?, "
        "?, ?, ?, 0, '')",
        job.id, job.kind, job.subject, job.dueAt, job.attempts, job.dueAt);
}

bool moveOrder(Session& session, OrderId id, OrderState from, OrderState to)
{
    return run(session, "UPDATE orders SET state = ?, hold_until = NULL WHERE id = ? AND state = ?", word(to),
               id, word(from)) == 1;
}

bool takeHeld(Session& session, const sdk::QuotaClaim& claim)
{
    return run(session, "UPDATE quota SET held = held + ? WHERE id = ? AND sold + held + leased + ? <= size",
               claim.count, claim.quota, claim.count) == 1;
}

bool takeSold(Session& session, const sdk::QuotaClaim& claim)
{
    return run(session, "UPDATE quota SET sold = sold + ? WHERE id = ? AND sold + held + leased + ? <= size",
               claim.count, claim.quota, claim.count) == 1;
}

void turnHeldIntoSold(Session& session, const sdk::QuotaClaim& claim)
{
    mustWriteOne(run(session, "UPDATE quota SET held = held - ?, sold = sold + ? WHERE id = ? AND held >= ?",
                     claim.count, claim.count, claim.quota, claim.count));
}

void giveBackHeld(Session& session, const sdk::QuotaClaim& claim)
{
    mustWriteOne(run(session, "UPDATE quota SET held = held - ? WHERE id = ? AND held >= ?", claim.count,
                     claim.quota, claim.count));
}

void giveBackSold(Session& session, const sdk::QuotaClaim& claim)
{
    mustWriteOne(run(session, "UPDATE quota SET sold = sold - ? WHERE id = ? AND sold >= ?", claim.count,
                     claim.quota, claim.count));
}

} // namespace ace::sql
