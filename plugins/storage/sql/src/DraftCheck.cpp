// SPDX-License-Identifier: MIT
#include "DraftCheck.h"

#include <ace/sql/Query.h>

#include <algorithm>

namespace ace::sql {

using sdk::OrderDraft;
using sdk::PlaceMode;

namespace {

void require(bool holds, const char* rule)
{
    if (!holds)
        throw sdk::StorageError({ErrorCode::Invalid, rule, ""});
}

void checkMoney(const OrderDraft& draft)
{
    const Currency currency = draft.order.total.currency;
    for (const OrderLine& line : draft.order.lines) {
        require(line.quantity > 0, "an order line needs a quantity above 0");
        require(line.unitPrice.currency == currency && line.tax.currency == currency &&
                    line.total.currency == currency,
                "an order has one currency");
    }
}

void checkClaims(const OrderDraft& draft)
{
    for (auto claim = draft.claims.begin(); claim != draft.claims.end(); ++claim) {
        require(claim->count > 0, "a claim on a quota needs a count above 0");
        require(std::none_of(draft.claims.begin(), claim,
                             [&](const auto& other) { return other.quota == claim->quota; }),
                "an order has one claim for each quota");
    }
}

void checkTickets(const OrderDraft& draft)
{
    std::int64_t ordered = 0;
    for (const OrderLine& line : draft.order.lines)
        ordered += line.quantity;
    if (draft.mode == PlaceMode::Hold)
        require(draft.tickets.empty(), "an order that is not paid has no tickets");
    if (draft.mode == PlaceMode::Sell)
        require(std::ssize(draft.tickets) == ordered,
                "a paid order has one ticket for each that was ordered");
    for (const Ticket& ticket : draft.tickets)
        require(ticket.order == draft.order.id, "a ticket names another order than its own");
}

void checkPayment(const OrderDraft& draft)
{
    if (!draft.payment)
        return;
    const Payment& payment = *draft.payment;
    require(payment.order == draft.order.id, "a payment names another order than its own");
    require(payment.tendered.currency == payment.amount.currency &&
                payment.change.currency == payment.amount.currency,
            "a payment has one currency");
}

} // namespace

void checkDraft(const OrderDraft& draft)
{
    checkTickets(draft);
    checkPayment(draft);
    if (draft.mode == PlaceMode::Settle) {
        require(!draft.idempotency, "an order is settled by its id, not by an idempotency key");
        return;
    }
    require(!draft.order.lines.empty(), "an order needs a line");
    require((draft.mode == PlaceMode::Hold) == draft.order.holdUntil.has_value(),
            "an order on hold has an end of its hold, a paid one has none");
    checkMoney(draft);
    checkClaims(draft);
}

void checkDraft(const sdk::ScanDraft& draft)
{
    require(!draft.scan.nonce.empty(), "a scan needs a nonce");
    require(draft.refused.has_value() || draft.scan.ticket.has_value(),
            "a scan without a ticket needs a refusal");
    require(draft.entriesAllowed >= 0, "a ticket cannot have less than no entries");
}

void checkTicketCount(Session& session, const OrderDraft& draft)
{
    Query row(session, "SELECT SUM(quantity) FROM order_line WHERE order_id = ?", draft.order.id);
    row.next();
    require(row.integer(0) == std::ssize(draft.tickets),
            "a paid order has one ticket for each that was ordered");
}

} // namespace ace::sql
