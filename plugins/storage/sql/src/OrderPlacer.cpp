// SPDX-License-Identifier: MIT
#include "OrderPlacer.h"

#include "DraftCheck.h"
#include "OrderRows.h"
#include "Words.h"
#include "sales/Receipts.h"
#include "sales/SqlVouchers.h"

#include <ace/sql/Transaction.h>

namespace ace::sql {

using sdk::OrderDraft;
using sdk::PlaceMode;
using sdk::PlaceOutcome;
using sdk::QuotaClaim;

PlaceOutcome OrderPlacer::place(const OrderDraft& draft)
{
    checkDraft(draft);
    if (draft.mode == PlaceMode::Settle) {
        Savepoint savepoint(session_);
        PlaceOutcome outcome = settle(draft);
        if (std::holds_alternative<sdk::Placed>(outcome))
            savepoint.keep();
        return outcome;
    }
    if (auto known = findByKey(draft))
        return *known;
    try {
        Savepoint savepoint(session_);
        PlaceOutcome outcome = placeNew(draft);
        if (std::holds_alternative<sdk::Placed>(outcome)) {
            savepoint.keep();
            return outcome;
        }
        return standsAlready(draft.order) ? placedAgain(draft.order.id) : outcome;
    } catch (const SqlError& error) {
        if (error.fault() == Fault::Duplicate && standsAlready(draft.order))
            return placedAgain(draft.order.id);
        throw;
    }
}

std::optional<PlaceOutcome> OrderPlacer::findByKey(const OrderDraft& draft)
{
    if (!draft.idempotency)
        return std::nullopt;
    Query row(session_,
              "SELECT id, idempotency_hash FROM orders WHERE idempotency_scope = ? AND idempotency_key = ?",
              draft.idempotency->scope, draft.idempotency->key);
    if (!row.next())
        return std::nullopt;
    if (row.array<32>(1) != draft.idempotency->bodyHash)
        return sdk::KeyReused{};
    const auto order = row.id<OrderId>(0);
    if (order == draft.order.id)
        return placedAgain(order);
    return sdk::PlacedBefore{order};
}

// The access key is random: the same id and key are the same draft.
bool OrderPlacer::standsAlready(const Order& order)
{
    return Query(session_, "SELECT 1 FROM orders WHERE id = ? AND access_key = ?", order.id, order.key)
        .next();
}

// With the receipt that was written then, if any.
sdk::Placed OrderPlacer::placedAgain(OrderId order) { return {readReceiptOfSale(session_, order)}; }

PlaceOutcome OrderPlacer::placeNew(const OrderDraft& draft)
{
    const Order& order = draft.order;
    if (order.till && !enterTillSession(session_, *order.till))
        return sdk::TillClosed{};
    if (order.voucher && !takeVoucherUse(session_, *order.voucher, order.event))
        return sdk::VoucherSpent{};
    if (const auto exhausted = take(draft.claims, draft.mode))
        return sdk::QuotaExhausted{*exhausted};
    writeOrder(session_, draft, draft.mode == PlaceMode::Hold ? OrderState::Pending : OrderState::Paid);
    writeTickets(session_, order.id, draft.tickets);
    if (draft.payment)
        writePayment(session_, *draft.payment);
    for (const Job& job : draft.jobs)
        writeJob(session_, job);
    if (!order.till || draft.mode != PlaceMode::Sell)
        return sdk::Placed{};
    return sdk::Placed{writeReceiptOf(order)};
}

Receipt OrderPlacer::writeReceiptOf(const Order& order)
{
    Receipt receipt;
    receipt.kind = ReceiptKind::Sale;
    receipt.order = order.id;
    receipt.session = *order.till;
    receipt.total = order.total;
    receipt.tax = {0, order.total.currency};
    for (const OrderLine& line : order.lines)
        receipt.tax = receipt.tax + line.tax;
    receipt.at = order.createdAt;
    writeReceipt(session_, receipt);
    return receipt;
}

std::optional<QuotaId> OrderPlacer::take(std::span<const QuotaClaim> claims, PlaceMode mode)
{
    for (const QuotaClaim& claim : claims) {
        if (mode == PlaceMode::Hold ? takeHeld(session_, claim) : takeSold(session_, claim))
            continue;
        if (!Query(session_, "SELECT 1 FROM quota WHERE id = ?", claim.quota).next())
            throw SqlError(Fault::Caller, "there is no quota " + claim.quota.toString());
        return claim.quota;
    }
    return std::nullopt;
}

PlaceOutcome OrderPlacer::settle(const OrderDraft& draft)
{
    const OrderId id = draft.order.id;
    const auto standing = readOrderStanding(session_, id);
    if (!standing)
        return sdk::NotSettleable{};
    const OrderState state = standing->state;
    if (state == OrderState::Paid)
        return answerPaid(draft);
    if (!mayBecome(state, OrderState::Paid) || (draft.payment && isConfirmed(draft.payment->id)))
        return sdk::NotSettleable{state};
    const auto claims = readClaims(session_, id);
    if (state == OrderState::Pending) {
        for (const QuotaClaim& claim : claims)
            turnHeldIntoSold(session_, claim);
    } else {
        if (standing->voucher && !takeVoucherUse(session_, *standing->voucher, standing->event))
            return sdk::VoucherSpent{};
        if (const auto exhausted = take(claims, PlaceMode::Sell))
            return sdk::QuotaExhausted{*exhausted};
    }
    if (!moveOrder(session_, id, state, OrderState::Paid))
        throw SqlError(Fault::Retry, "the order was changed meanwhile");
    checkTicketCount(session_, draft);
    writeTickets(session_, id, draft.tickets);
    if (draft.payment)
        settlePayment(*draft.payment);
    for (const Job& job : draft.jobs)
        writeJob(session_, job);
    // Money that was taken is never refused: a till that was closed meanwhile gives no receipt.
    if (!standing->till || !enterTillSession(session_, *standing->till))
        return sdk::Placed{};
    return sdk::Placed{writeReceiptOf(readOrder(session_, id)->order)};
}

PlaceOutcome OrderPlacer::answerPaid(const OrderDraft& draft)
{
    if (!draft.tickets.empty()) {
        const auto ticket = readTicket(session_, draft.tickets.front().id);
        if (ticket && ticket->order == draft.order.id)
            return placedAgain(draft.order.id);
    }
    return sdk::PlacedBefore{draft.order.id};
}

// Its order was not paid then, so its money is on its way back.
bool OrderPlacer::isConfirmed(PaymentId payment)
{
    return Query(session_, "SELECT 1 FROM payment WHERE id = ? AND state = 'confirmed'", payment).next();
}

void OrderPlacer::settlePayment(const Payment& payment)
{
    const auto changed = run(session_,
                             "UPDATE payment SET state = ?, amount = ?, tendered = ?, change_given = ?"
                             " WHERE id = ? AND order_id = ?",
                             word(payment.state), payment.amount.minor, payment.tendered.minor,
                             payment.change.minor, payment.id, payment.order);
    if (changed == 0)
        writePayment(session_, payment);
}

} // namespace ace::sql
