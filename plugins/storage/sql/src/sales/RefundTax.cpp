// SPDX-License-Identifier: MIT
// Parts that are rounded one by one do not add up to the whole. So what the order's refunds have of its tax
// is added up in millionths and rounded in one, and a receipt has what the ones before it lack of that.
#include "RefundTax.h"

#include "SqlRefunds.h"

#include <ace/sql/Query.h>

#include <algorithm>

namespace ace::sql {

namespace {

constexpr std::int64_t kFine = 1'000'000;

struct Taxed
{
    std::int64_t total = 0;
    std::int64_t tax = 0;
};

// part × amount ÷ whole, halves up. None of them is negative.
std::int64_t share(std::int64_t part, std::int64_t amount, std::int64_t whole)
{
    if (whole == 0)
        return 0;
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(part) * static_cast<Wide>(amount) + static_cast<Wide>(whole) / 2;
    return static_cast<std::int64_t>(product / static_cast<Wide>(whole));
}

Taxed readOrder(Session& session, OrderId order)
{
    Query row(session, "SELECT SUM(total), SUM(tax) FROM order_line WHERE order_id = ?", order);
    row.next();
    return {row.integer(0), row.integer(1)};
}

// Of the order's refund receipts whose money was not kept after all.
Taxed readReceipts(Session& session, OrderId order)
{
    Query row(session,
              "SELECT COALESCE(SUM(r.total), 0), COALESCE(SUM(r.tax), 0) FROM receipt r"
              " JOIN refund f ON f.id = r.refund_id"
              " WHERE r.order_id = ? AND f.state NOT IN ('failed', 'canceled')",
              order);
    row.next();
    return {row.integer(0), row.integer(1)};
}

// In millionths.
Taxed readTickets(Session& session, const Refund& refund)
{
    Taxed sum;
    for (const TicketId ticket : refund.tickets) {
        Query row(session,
                  "SELECT l.total, l.tax, l.quantity FROM ticket t JOIN order_line l"
                  " ON l.order_id = t.order_id AND l.type_id = t.type_id WHERE t.id = ? ORDER BY l.position"
                  " LIMIT 1",
                  ticket);
        if (!row.next())
            continue;
        sum.total += share(row.integer(0), kFine, row.integer(2));
        sum.tax += share(row.integer(1), kFine, row.integer(2));
    }
    return sum;
}

// Of the tickets that it cancels; without any, or where it gives back more than they cost, of the whole
// order. A part of their price has that part of their tax. In millionths.
std::int64_t fineTaxIn(Session& session, const Refund& refund, const Taxed& order)
{
    const std::int64_t amount = refund.amount.minor * kFine;
    Taxed of = readTickets(session, refund);
    if (of.total + kFine <= amount) // amounts are rounded up by less than one
        of = {order.total * kFine, order.tax * kFine};
    return share(of.tax, amount, of.total);
}

} // namespace

Money taxOfRefund(Session& session, const Refund& refund)
{
    const Taxed order = readOrder(session, refund.order);
    const Taxed before = readReceipts(session, refund.order);
    const std::int64_t left = std::max<std::int64_t>(0, order.tax - before.tax);
    if (before.total + refund.amount.minor >= order.total)
        return {left, refund.amount.currency};
    std::int64_t fine = fineTaxIn(session, refund, order);
    for (const Refund& earlier : readRefunds(session, refund.order))
        if (earlier.id != refund.id && earlier.till && earlier.state != RefundState::Failed &&
            earlier.state != RefundState::Canceled)
            fine += fineTaxIn(session, earlier, order);
    return {std::clamp<std::int64_t>(share(fine, 1, kFine) - before.tax, 0, left), refund.amount.currency};
}

} // namespace ace::sql
