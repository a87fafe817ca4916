// SPDX-License-Identifier: MIT
#include "SqlOrders.h"

#include "OrderRows.h"
#include "Refusals.h"
#include "Words.h"
#include "sales/SqlVouchers.h"
#include "sales/TicketChanges.h"

#include <ace/base/Assert.h>

namespace ace::sql {

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
    giveBackVoucherUse(session_, id);
    return true;
}

bool SqlOrders::cancelPaid(OrderId id)
{
    if (!moveOrder(session_, id, OrderState::Paid, OrderState::Canceled))
        return false;
    for (const auto& claim : readClaims(session_, id))
        giveBackSold(session_, claim);
    run(session_, "UPDATE ticket SET state = 'canceled' WHERE order_id = ?", id);
    noteChangeOfAllTickets(session_, id);
    return true;
}

Ticket SqlOrders::loadTicket(TicketId id) const
{
    auto ticket = readTicket(session_, id);
    mustExist(ticket.has_value(), "ticket", id.value);
    return *ticket;
}

void SqlOrders::setTicketState(TicketId id, TicketState state)
{
    const Ticket ticket = loadTicket(id);
    if (ticket.state == state)
        return;
    if (run(session_, "UPDATE ticket SET state = ? WHERE id = ? AND state <> 'canceled'", word(state), id) ==
        0)
        refuse(ErrorCode::Conflict, "ticket " + id.toString() + " is canceled for good");
    noteTicketChange(session_, ticket);
}

void SqlOrders::revokeTicket(TicketId id)
{
    const Ticket ticket = loadTicket(id);
    if (run(session_, "UPDATE ticket SET revoked = 1 WHERE id = ? AND revoked = 0", id) != 0)
        noteTicketChange(session_, ticket);
}

void SqlOrders::setTicketHolder(TicketId id, std::string_view holder)
{
    const Ticket ticket = loadTicket(id);
    if (ticket.holder == holder)
        return;
    run(session_, "UPDATE ticket SET holder = ? WHERE id = ?", holder, id);
    noteTicketChange(session_, ticket);
}

void SqlOrders::reissueTicket(const Ticket& ticket)
{
    if (!ticket.reissueOf)
        refuse(ErrorCode::Invalid, "a reissued ticket names the one whose place it takes");
    const Ticket old = loadTicket(*ticket.reissueOf);
    if (old.order != ticket.order || old.type != ticket.type)
        refuse(ErrorCode::Invalid, "a reissued ticket keeps its order and its type");
    if (run(session_, "UPDATE ticket SET revoked = 1 WHERE id = ? AND revoked = 0 AND state = 'valid'",
            old.id) != 1)
        refuse(ErrorCode::Conflict, "ticket " + old.id.toString() + " is not valid any more");
    const auto position =
        numberOf(Query(session_, "SELECT MAX(position) + 1 FROM ticket WHERE order_id = ?", ticket.order));
    writeTickets(session_, ticket.order, {&ticket, 1}, static_cast<std::size_t>(position));
    // Whoever is inside with the old one does not enter again with the new one.
    run(session_, "UPDATE presence SET ticket_id = ? WHERE ticket_id = ?", ticket.id, old.id);
    noteTicketChange(session_, old);
}

std::vector<sdk::OrderRepository::OpenPayment>
SqlOrders::listOpenPayments(Instant begunBefore, PaymentId after, std::size_t most) const
{
    std::vector<OpenPayment> open;
    for (Query row(session_,
                   "SELECT id, order_id FROM payment WHERE state = 'pending' AND id > ? AND begun_at <= ?"
                   " ORDER BY id LIMIT ?",
                   after, begunBefore, most);
         row.next();)
        open.push_back({row.id<PaymentId>(0), row.id<OrderId>(1)});
    return open;
}

bool SqlOrders::setPaymentState(PaymentId id, PaymentState state)
{
    if (run(session_, "UPDATE payment SET state = ? WHERE id = ? AND state NOT IN ('confirmed', ?)",
            word(state), id, word(state)) != 0)
        return true;
    mustExist(findOrderOfPayment(id).has_value(), "payment", id.value);
    return false;
}

void SqlOrders::keepPaymentMemo(PaymentId id, std::string_view memo)
{
    mustExist(run(session_, "UPDATE payment SET memo = ? WHERE id = ?", memo, id), "payment", id.value);
}

bool SqlOrders::setDispute(PaymentId id, DisputeState state)
{
    if (run(session_, "UPDATE payment SET dispute = ? WHERE id = ? AND dispute <> ?", word(state), id,
            word(state)) != 0)
        return true;
    mustExist(findOrderOfPayment(id).has_value(), "payment", id.value);
    return false;
}

ChangeLook SqlOrders::findChangeLook(std::string_view method) const
{
    Query row(
        session_,
        "SELECT seen_until, looked_back_at, looks_from, begun_at, page FROM change_look WHERE method = ?",
        method);
    if (!row.next())
        return {};
    return {row.instant(0), row.instant(1), row.instant(2), optionalInstant(row, 3), row.text(4)};
}

void SqlOrders::keepChangeLook(std::string_view method, const ChangeLook& look)
{
    run(session_, "DELETE FROM change_look WHERE method = ?", method);
    run(session_,
        "INSERT INTO change_look (method, seen_until, looked_back_at, looks_from, begun_at, page)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        method, look.seenUntil, look.lookedBackAt, look.from, look.begunAt, look.page);
}

std::vector<OrderId> SqlOrders::listPaidOf(std::string_view email, std::size_t most) const
{
    std::vector<OrderId> orders;
    for (Query row(session_,
                   "SELECT id FROM orders WHERE customer_email <> '' AND LOWER(customer_email) = LOWER(?)"
                   " AND state = 'paid' ORDER BY id DESC LIMIT ?",
                   email, most);
         row.next();)
        orders.push_back(row.id<OrderId>(0));
    return orders;
}

bool SqlOrders::takeResend(OrderId id, Instant now, Microseconds window, std::int64_t most)
{
    const Instant from = now - window;
    if (run(session_, "UPDATE orders SET resends = 1, resends_since = ? WHERE id = ? AND resends_since <= ?",
            now, id, from) == 1 ||
        run(session_, "UPDATE orders SET resends = resends + 1 WHERE id = ? AND resends < ?", id, most) == 1)
        return true;
    mustExist(readOrderState(session_, id).has_value(), "order", id.value);
    return false;
}

void SqlOrders::setCustomerEmail(OrderId id, std::string_view email)
{
    mustExist(run(session_, "UPDATE orders SET customer_email = ? WHERE id = ?", email, id), "order",
              id.value);
}

bool SqlOrders::setUndeliverable(OrderId id, std::string_view email, std::optional<Instant> at)
{
    return run(session_,
               "UPDATE orders SET undeliverable_at = ? WHERE id = ? AND customer_email = ?"
               " AND (undeliverable_at IS NULL) <> ?",
               at, id, email, !at.has_value()) == 1;
}

} // namespace ace::sql
