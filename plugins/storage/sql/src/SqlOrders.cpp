// SPDX-License-Identifier: MIT
#include "SqlOrders.h"

#include "OrderRows.h"
#include "Words.h"

#include <ace/base/Assert.h>

namespace ace::sql {

namespace {

void mustExist(std::int64_t changed, std::string_view what, const Uuid& id)
{
    if (changed == 0)
        throw sdk::StorageError(
            {ErrorCode::NotFound, "there is no " + std::string(what) + " " + id.toString(), ""});
}

} // namespace

std::optional<OrderRecord> SqlOrders::find(OrderId id) const { return readOrder(session_, id); }

std::optional<OrderRecord> SqlOrders::findByCode(std::string_view code) const
{
    std::optional<OrderId> id;
    {
        Query row(session_, "SELECT id FROM orders WHERE code = ?", code);
        if (row.next())
            id = row.id<OrderId>(0);
    }
    return id ? readOrder(session_, *id) : std::nullopt;
}

std::optional<sdk::OrderRepository::KeyedOrder> SqlOrders::findByIdempotencyKey(std::string_view scope,
                                                                                std::string_view key) const
{
    Query row(session_,
              "SELECT id, idempotency_hash FROM orders WHERE idempotency_scope = ? AND idempotency_key = ?",
              scope, key);
    return row.next() ? std::optional<KeyedOrder>({row.id<OrderId>(0), row.array<32>(1)}) : std::nullopt;
}

std::optional<Ticket> SqlOrders::findTicket(TicketId id) const { return readTicket(session_, id); }

std::optional<OrderId> SqlOrders::findOrderOfPayment(PaymentId id) const
{
    Query row(session_, "SELECT order_id FROM payment WHERE id = ?", id);
    return row.next() ? std::optional<OrderId>(row.id<OrderId>(0)) : std::nullopt;
}

std::vector<OrderId> SqlOrders::listExpiredHolds(Instant now, std::size_t most) const
{
    std::vector<OrderId> orders;
    for (Query row(
             session_,
             "SELECT id FROM orders WHERE state = 'pending' AND hold_until <= ? ORDER BY hold_until LIMIT ?",
             now, most);
         row.next();)
        orders.push_back(row.id<OrderId>(0));
    return orders;
}

bool SqlOrders::releaseHold(OrderId id, OrderState state)
{
    ACE_ASSERT(state == OrderState::Expired || state == OrderState::Canceled);
    if (!moveOrder(session_, id, OrderState::Pending, state))
        return false;
    for (const auto& claim : readClaims(session_, id))
        giveBackHeld(session_, claim);
    return true;
}

bool SqlOrders::cancelPaid(OrderId id)
{
    if (!moveOrder(session_, id, OrderState::Paid, OrderState::Canceled))
        return false;
    for (const auto& claim : readClaims(session_, id))
        giveBackSold(session_, claim);
    run(session_, "UPDATE ticket SET state = 'canceled' WHERE order_id = ?", id);
    return true;
}

void SqlOrders::setTicketState(TicketId id, TicketState state)
{
    const auto changed =
        run(session_, "UPDATE ticket SET state = ? WHERE id = ? AND (state <> 'canceled' OR ? = 'canceled')",
            word(state), id, word(state));
    if (changed == 0 && readTicket(session_, id))
        throw sdk::StorageError(
            {ErrorCode::Conflict, "ticket " + id.toString() + " is canceled for good", ""});
    mustExist(changed, "ticket", id.value);
}

void SqlOrders::revokeTicket(TicketId id)
{
    mustExist(run(session_, "UPDATE ticket SET revoked = 1 WHERE id = ?", id), "ticket", id.value);
}

void SqlOrders::setPaymentState(PaymentId id, PaymentState state)
{
    mustExist(run(session_, "UPDATE payment SET state = ? WHERE id = ?", word(state), id), "payment",
              id.value);
}

} // namespace ace::sql
