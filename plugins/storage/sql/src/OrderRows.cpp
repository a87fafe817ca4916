// SPDX-License-Identifier: MIT
#include "OrderRows.h"

#include "Refusals.h"
#include "Words.h"
#include "sales/Receipts.h"
#include "sales/SqlRefunds.h"

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

std::optional<Payment> readLatestPayment(Session& session, OrderId id)
{
    // Their ids are of version 7: the latest sorts last.
    Query row(session,
              "SELECT id, method, state, currency, amount, tendered, change_given, begun_at, expires_at,"
              " return_url, cancel_url, description, language, memo, dispute FROM payment WHERE order_id = ?"
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
                   {row.integer(6), currency},
                   row.instant(7),
                   {row.text(9), row.text(10), row.text(11), row.text(12), optionalInstant(row, 8)},
                   row.text(13),
                   fromWord<DisputeState>(row.view(14))};
}

void mustWriteOne(std::int64_t changed)
{
    if (changed != 1)
        throw SqlError(Fault::Corrupt, "a quota on record does not hold what an order took from it");
}

} // namespace

Ticket ticketOf(const Query& row)
{
    return {row.id<TicketId>(0),
            row.id<OrderId>(1),
            row.id<TicketTypeId>(2),
            fromWord<TicketState>(row.view(3)),
            row.flag(4),
            row.array<96>(5),
            row.text(6),
            row.optionalId<TicketId>(7)};
}

std::optional<OrderRecord> readOrder(Session& session, OrderId id)
{
    OrderRecord record;
    Order& order = record.order;
    std::int64_t refunds = 0;
    {
        Query row(
            session,
            "SELECT code, access_key, event_id, channel, state, customer_name, customer_email, currency,"
            " total, created_at, hold_until, staff_id, station_id, till_session_id, voucher_id, refunds,"
            " language, undeliverable_at"
            " FROM orders WHERE id = ?",
            id);
        if (!row.next())
            return std::nullopt;
        order.id = id;
        order.code = row.text(0);
        order.key = row.text(1);
        order.event = row.id<EventId>(2);
        order.channel = fromWord<Channel>(row.view(3));
        order.state = fromWord<OrderState>(row.view(4));
        order.customer = {row.text(5), row.text(6)};
        order.total = {row.integer(8), row.currency(7)};
        order.createdAt = row.instant(9);
        order.holdUntil = optionalInstant(row, 10);
        order.by = actorOf(row, 11);
        order.till = row.optionalId<TillSessionId>(13);
        order.voucher = row.optionalId<VoucherId>(14);
        refunds = row.integer(15);
        order.language = row.text(16);
        order.undeliverableAt = optionalInstant(row, 17);
    }
    order.lines = readLines(session, id, order.total.currency);
    for (Query row(session,
                   "SELECT " ACE_TICKET_COLUMNS " FROM ticket t WHERE t.order_id = ? ORDER BY t.position",
                   id);
         row.next();)
        record.tickets.push_back(ticketOf(row));
    record.payment = readLatestPayment(session, id);
    if (order.till)
        record.receipt = readReceiptOfSale(session, id);
    if (refunds > 0)
        record.refunds = readRefunds(session, id);
    return record;
}

std::optional<OrderState> readOrderState(Session& session, OrderId id)
{
    Query row(session, "SELECT state FROM orders WHERE id = ?", id);
    return row.next() ? std::optional<OrderState>(fromWord<OrderState>(row.view(0))) : std::nullopt;
}

std::optional<OrderStanding> readOrderStanding(Session& session, OrderId id)
{
    Query row(session, "SELECT state, event_id, voucher_id, till_session_id FROM orders WHERE id = ?", id);
    if (!row.next())
        return std::nullopt;
    return OrderStanding{fromWord<OrderState>(row.view(0)), row.id<EventId>(1), row.optionalId<VoucherId>(2),
                         row.optionalId<TillSessionId>(3)};
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
    Query row(session, "SELECT " ACE_TICKET_COLUMNS " FROM ticket t WHERE t.id = ?", id);
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
        "INSERT INTO orders (id, code, access_key, event_id, channel, state, customer_name, customer_email,"
        " currency, total, created_at, hold_until, staff_id, station_id, till_session_id, voucher_id,"
        " idempotency_scope, idempotency_key, idempotency_hash, language)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id, order.code, order.key, order.event, word(order.channel), word(state), order.customer.name,
        order.customer.email, order.total.currency.text(), order.total.minor, order.createdAt,
        order.holdUntil, order.by.staff, order.by.station, order.till, order.voucher, scope, keyText, hash,
        order.language);
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

void writeTickets(Session& session, OrderId order, std::span<const Ticket> tickets, std::size_t position)
{
    for (const Ticket& ticket : tickets)
        run(session,
            "INSERT INTO ticket (id, order_id, position, type_id, state, revoked, token, holder, reissue_of)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ticket.id, order, position++, ticket.type, word(ticket.state), ticket.revoked, ticket.token,
            ticket.holder, ticket.reissueOf);
}

void writePayment(Session& session, const Payment& payment)
{
    run(session,
        "INSERT INTO payment (id, order_id, method, state, currency, amount, tendered, change_given,"
        " begun_at, expires_at, return_url, cancel_url, description, language, memo)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        payment.id, payment.order, payment.method, word(payment.state), payment.amount.currency.text(),
        payment.amount.minor, payment.tendered.minor, payment.change.minor, payment.begunAt,
        payment.page.expiresAt, payment.page.returnUrl, payment.page.cancelUrl, payment.page.description,
        payment.page.language, payment.memo);
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
