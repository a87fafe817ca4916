// SPDX-License-Identifier: MIT
#include "SqlRefunds.h"

#include "OrderRows.h"
#include "Receipts.h"
#include "RefundTax.h"
#include "Refusals.h"
#include "TicketChanges.h"
#include "Words.h"

#include <ace/sql/Transaction.h>

namespace ace::sql {

namespace {

#define ACE_REFUND_COLUMNS                                                                                   \
    "id, order_id, payment_id, kind, state, currency, amount, reason, staff_id, station_id, "                \
    "till_session_id, "                                                                                      \
    "created_at, memo, foreign_name"

Refund refundOf(const Query& row)
{
    Refund refund;
    refund.id = row.id<RefundId>(0);
    refund.order = row.id<OrderId>(1);
    refund.payment = row.id<PaymentId>(2);
    refund.kind = fromWord<RefundKind>(row.view(3));
    refund.state = fromWord<RefundState>(row.view(4));
    refund.amount = {row.integer(6), row.currency(5)};
    refund.reason = row.text(7);
    refund.by = actorOf(row, 8);
    refund.till = row.optionalId<TillSessionId>(10);
    refund.createdAt = row.instant(11);
    refund.memo = row.text(12);
    refund.foreign = row.text(13);
    return refund;
}

void readTickets(Session& session, Refund& refund)
{
    for (Query row(session, "SELECT ticket_id FROM refund_ticket WHERE refund_id = ? ORDER BY position",
                   refund.id);
         row.next();)
        refund.tickets.push_back(row.id<TicketId>(0));
}

bool givesMoney(RefundState state) { return state != RefundState::Failed && state != RefundState::Canceled; }

} // namespace

std::vector<Refund> readRefunds(Session& session, OrderId order)
{
    std::vector<Refund> refunds;
    for (Query row(session,
                   "SELECT " ACE_REFUND_COLUMNS " FROM refund WHERE order_id = ? ORDER BY created_at, id",
                   order);
         row.next();)
        refunds.push_back(refundOf(row));
    for (Refund& refund : refunds)
        readTickets(session, refund);
    return refunds;
}

std::optional<Refund> SqlRefunds::find(RefundId id) const
{
    std::optional<Refund> refund;
    {
        Query row(session_, "SELECT " ACE_REFUND_COLUMNS " FROM refund WHERE id = ?", id);
        if (row.next())
            refund = refundOf(row);
    }
    if (refund)
        readTickets(session_, *refund);
    return refund;
}

std::vector<Refund> SqlRefunds::listOf(OrderId order) const { return readRefunds(session_, order); }

std::optional<RefundId> SqlRefunds::findByIdempotencyKey(const sdk::IdempotencyKey& key, bool& sameBody) const
{
    Query row(session_,
              "SELECT id, idempotency_hash FROM refund WHERE idempotency_scope = ? AND idempotency_key = ?",
              key.scope, key.key);
    if (!row.next())
        return std::nullopt;
    sameBody = row.array<32>(1) == key.bodyHash;
    return row.id<RefundId>(0);
}

std::optional<Receipt> SqlRefunds::insert(const Refund& refund, const sdk::IdempotencyKey* idempotency)
{
    if (refund.amount.minor < 0)
        refuse(ErrorCode::Invalid, "a refund cannot be less than nothing");
    Savepoint savepoint(session_);
    enterOrder(refund);
    takeFromPayment(refund);
    if (refund.till && !enterTillSession(session_, *refund.till))
        refuse(ErrorCode::Conflict, "the till session is closed; open one first");
    write(refund, idempotency);
    cancelTickets(refund);
    std::optional<Receipt> receipt;
    if (refund.till) {
        receipt.emplace();
        receipt->kind = refund.kind == RefundKind::Void ? ReceiptKind::Void : ReceiptKind::Refund;
        receipt->order = refund.order;
        receipt->refund = refund.id;
        receipt->session = *refund.till;
        receipt->total = refund.amount;
        receipt->tax = taxOfRefund(session_, refund);
        receipt->at = refund.createdAt;
        writeReceipt(session_, *receipt);
    }
    savepoint.keep();
    return receipt;
}

void SqlRefunds::enterOrder(const Refund& refund)
{
    // One that was canceled may still have money of its customer: an earlier refund may have failed. One that
    // has expired may have been paid too late.
    const auto changed = run(session_,
                             "UPDATE orders SET refunds = refunds + 1 WHERE id = ?"
                             " AND (state = 'paid' OR (state IN ('canceled', 'expired') AND ? = 1))",
                             refund.order, refund.tickets.empty());
    if (changed == 0 && readOrderState(session_, refund.order))
        refuse(ErrorCode::Conflict, "the order is not paid, so there is nothing to give back");
    mustExist(changed, "order", refund.order.value);
}

void SqlRefunds::takeFromPayment(const Refund& refund)
{
    std::int64_t amount = 0;
    {
        Query row(session_, "SELECT state, currency, amount FROM payment WHERE id = ? AND order_id = ?",
                  refund.payment, refund.order);
        mustExist(row.next(), "payment", refund.payment.value);
        if (fromWord<PaymentState>(row.view(0)) != PaymentState::Confirmed)
            refuse(ErrorCode::Conflict, "the payment is not confirmed, so there is nothing to give back");
        if (row.currency(1) != refund.amount.currency)
            refuse(ErrorCode::Invalid, "a refund has the currency of its payment");
        amount = row.integer(2);
    }
    if (refund.amount.minor == 0 || !givesMoney(refund.state))
        return;
    if (run(session_,
            "UPDATE payment SET refunded = refunded + ? WHERE id = ? AND state = 'confirmed' AND refunded + "
            "? <="
            " amount",
            refund.amount.minor, refund.payment, refund.amount.minor) != 1)
        refuse(ErrorCode::Conflict, "no more than what was paid can be given back: " +
                                        Money{amount, refund.amount.currency}.format() + " in all");
}

void SqlRefunds::write(const Refund& refund, const sdk::IdempotencyKey* key)
{
    const auto scope = key ? std::optional<std::string_view>(key->scope) : std::nullopt;
    const auto keyText = key ? std::optional<std::string_view>(key->key) : std::nullopt;
    const auto hash = key ? std::optional<Digest>(key->bodyHash) : std::nullopt;
    run(session_,
        "INSERT INTO refund (" ACE_REFUND_COLUMNS ", idempotency_scope, idempotency_key, idempotency_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        refund.id, refund.order, refund.payment, word(refund.kind), word(refund.state),
        refund.amount.currency.text(), refund.amount.minor, refund.reason, refund.by.staff, refund.by.station,
        refund.till, refund.createdAt, refund.memo, refund.foreign, scope, keyText, hash);
}

void SqlRefunds::cancelTickets(const Refund& refund)
{
    for (std::size_t i = 0; i < refund.tickets.size(); ++i) {
        const TicketId id = refund.tickets[i];
        const auto changed =
            run(session_,
                "UPDATE ticket SET state = 'canceled' WHERE id = ? AND order_id = ? AND state <> 'canceled'"
                " AND NOT EXISTS (SELECT 1 FROM (SELECT reissue_of FROM ticket WHERE reissue_of = ?) later)",
                id, refund.order, id);
        if (changed == 0)
            refuse(ErrorCode::Conflict,
                   "ticket " + id.toString() +
                       " is not one of the order's, is canceled already or was reissued");
        run(session_, "INSERT INTO refund_ticket (refund_id, position, ticket_id) VALUES (?, ?, ?)",
            refund.id, i, id);
        const auto ticket = readTicket(session_, id);
        giveBackQuotaOf(refund.order, ticket->type);
        noteTicketChange(session_, *ticket);
    }
    if (!refund.tickets.empty())
        cancelOrderWithoutTickets(refund.order);
}

// Out of what the order took, and its claim is less by as much: what is left is still exact.
void SqlRefunds::giveBackQuotaOf(OrderId order, TicketTypeId type)
{
    std::vector<sdk::QuotaClaim> claims;
    for (Query row(session_,
                   "SELECT c.quota_id, c.quantity FROM order_claim c JOIN ticket_type_quota q"
                   " ON q.quota_id = c.quota_id WHERE c.order_id = ? AND q.type_id = ? ORDER BY c.quota_id",
                   order, type);
         row.next();)
        claims.push_back({row.id<QuotaId>(0), row.integer(1)});
    for (const auto& claim : claims) {
        giveBackSold(session_, {claim.quota, 1});
        if (claim.count > 1)
            run(session_,
                "UPDATE order_claim SET quantity = quantity - 1 WHERE order_id = ? AND quota_id = ?", order,
                claim.quota);
        else
            run(session_, "DELETE FROM order_claim WHERE order_id = ? AND quota_id = ?", order, claim.quota);
    }
}

void SqlRefunds::cancelOrderWithoutTickets(OrderId order)
{
    if (Query(session_,
              "SELECT 1 FROM ticket t WHERE t.order_id = ? AND t.state <> 'canceled'"
              " AND NOT EXISTS (SELECT 1 FROM ticket later WHERE later.reissue_of = t.id) LIMIT 1",
              order)
            .next())
        return;
    moveOrder(session_, order, OrderState::Paid, OrderState::Canceled);
    for (const auto& claim : readClaims(session_, order))
        giveBackSold(session_, claim);
}

bool SqlRefunds::setState(RefundId id, RefundState from, RefundState to)
{
    const auto refund = find(id);
    mustExist(refund.has_value(), "refund", id.value);
    if (run(session_, "UPDATE refund SET state = ? WHERE id = ? AND state = ?", word(to), id, word(from)) !=
        1)
        return false;
    if (refund->amount.minor == 0 || givesMoney(from) == givesMoney(to))
        return true;
    const std::int64_t change = givesMoney(to) ? refund->amount.minor : -refund->amount.minor;
    if (run(session_,
            "UPDATE payment SET refunded = refunded + ? WHERE id = ? AND refunded + ? BETWEEN 0 AND amount",
            change, refund->payment, change) != 1)
        refuse(ErrorCode::Conflict, "no more than what was paid can be given back");
    return true;
}

void SqlRefunds::keepMemo(RefundId id, std::string_view memo)
{
    mustExist(run(session_, "UPDATE refund SET memo = ? WHERE id = ?", memo, id), "refund", id.value);
}

#undef ACE_REFUND_COLUMNS

} // namespace ace::sql
