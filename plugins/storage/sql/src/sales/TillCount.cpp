// SPDX-License-Identifier: MIT
#include "TillCount.h"

#include "Refusals.h"
#include "Words.h"

#include <map>

namespace ace::sql {

namespace {

constexpr std::string_view kCash = "cash"; // the method that goes through the drawer

using Methods = std::map<std::string, TillTotals::Method, std::less<>>;

TillTotals::Method& methodNamed(Methods& methods, const std::string& name, Currency currency)
{
    return methods.try_emplace(name, TillTotals::Method{name, 0, {0, currency}, 0, {0, currency}})
        .first->second;
}

Methods countMethods(Session& session, TillSessionId id, Currency currency)
{
    Methods methods;
    for (Query row(session,
                   "SELECT p.method, COUNT(*), SUM(p.amount) FROM receipt r JOIN payment p"
                   " ON p.order_id = r.order_id WHERE r.session_id = ? AND r.kind = 'sale' AND p.state ="
                   " 'confirmed' GROUP BY p.method",
                   id);
         row.next();) {
        auto& method = methodNamed(methods, row.text(0), currency);
        method.payments = row.integer(1);
        method.taken.minor = row.integer(2);
    }
    for (Query row(
             session,
             "SELECT p.method, COUNT(*), SUM(f.amount) FROM receipt r JOIN refund f ON f.id = r.refund_id"
             " JOIN payment p ON p.id = f.payment_id WHERE r.session_id = ?"
             " AND f.state NOT IN ('failed', 'canceled') GROUP BY p.method",
             id);
         row.next();) {
        auto& method = methodNamed(methods, row.text(0), currency);
        method.refunds = row.integer(1);
        method.refunded.minor = row.integer(2);
    }
    return methods;
}

Money sumOfMoves(Session& session, TillSessionId id, CashMoveKind kind, Currency currency)
{
    return {numberOf(Query(session, "SELECT SUM(amount) FROM cash_move WHERE session_id = ? AND kind = ?", id,
                           word(kind))),
            currency};
}

} // namespace

TillTotals countTotals(Session& session, const TillSession& till)
{
    const Currency currency = till.openingFloat.currency;
    TillTotals totals;
    {
        Query row(session, "SELECT SUM(total), SUM(tax) FROM receipt WHERE session_id = ? AND kind = 'sale'",
                  till.id);
        row.next();
        totals.gross = {row.integer(0), currency}; // 0 where it is NULL
        totals.tax = {row.integer(1), currency};
    }
    {
        Query row(session, "SELECT MIN(number), MAX(number) FROM receipt WHERE session_id = ?", till.id);
        row.next();
        totals.receiptsFrom = row.integer(0);
        totals.receiptsUntil = row.integer(1);
    }
    totals.paidIn = sumOfMoves(session, till.id, CashMoveKind::PayIn, currency);
    totals.paidOut = sumOfMoves(session, till.id, CashMoveKind::PayOut, currency);
    totals.expectedCash = till.openingFloat + totals.paidIn - totals.paidOut;
    for (auto& [name, method] : countMethods(session, till.id, currency)) {
        if (name == kCash)
            totals.expectedCash = totals.expectedCash + method.taken - method.refunded;
        totals.methods.push_back(method);
    }
    return totals;
}

void writeTotals(Session& session, TillSessionId id, const TillTotals& totals)
{
    run(session,
        "INSERT INTO till_total (session_id, gross, tax, paid_in, paid_out, expected_cash, receipts_from,"
        " receipts_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id, totals.gross.minor, totals.tax.minor, totals.paidIn.minor, totals.paidOut.minor,
        totals.expectedCash.minor, totals.receiptsFrom, totals.receiptsUntil);
    for (const auto& method : totals.methods)
        run(session,
            "INSERT INTO till_total_method (session_id, name, payments, taken, refunds, refunded)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            id, method.name, method.payments, method.taken.minor, method.refunds, method.refunded.minor);
}

TillTotals readTotals(Session& session, const TillSession& till)
{
    const Currency currency = till.openingFloat.currency;
    TillTotals totals;
    {
        Query row(session,
                  "SELECT gross, tax, paid_in, paid_out, expected_cash, receipts_from, receipts_until"
                  " FROM till_total WHERE session_id = ?",
                  till.id);
        if (!row.next())
            throw SqlError(Fault::Corrupt, "a closed till session on record has no totals");
        totals.gross = {row.integer(0), currency};
        totals.tax = {row.integer(1), currency};
        totals.paidIn = {row.integer(2), currency};
        totals.paidOut = {row.integer(3), currency};
        totals.expectedCash = {row.integer(4), currency};
        totals.receiptsFrom = row.integer(5);
        totals.receiptsUntil = row.integer(6);
    }
    for (Query row(
             session,
             "SELECT name, payments, taken, refunds, refunded FROM till_total_method WHERE session_id = ?"
             " ORDER BY name",
             till.id);
         row.next();)
        totals.methods.push_back({row.text(0),
                                  row.integer(1),
                                  {row.integer(2), currency},
                                  row.integer(3),
                                  {row.integer(4), currency}});
    return totals;
}

} // namespace ace::sql
