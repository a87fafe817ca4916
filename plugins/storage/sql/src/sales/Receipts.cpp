// SPDX-License-Identifier: MIT
#include "Receipts.h"

#include "Words.h"

namespace ace::sql {

namespace {

#define ACE_RECEIPT_COLUMNS                                                                                  \
    "series, number, kind, order_id, refund_id, session_id, currency, total, tax, printed_at, "              \
    "previous_hash, hash"

Receipt receiptOf(const Query& row)
{
    Receipt receipt;
    receipt.series = row.text(0);
    receipt.number = row.integer(1);
    receipt.kind = fromWord<ReceiptKind>(row.view(2));
    receipt.order = row.id<OrderId>(3);
    receipt.refund = row.optionalId<RefundId>(4);
    receipt.session = row.id<TillSessionId>(5);
    const Currency currency = row.currency(6);
    receipt.total = {row.integer(7), currency};
    receipt.tax = {row.integer(8), currency};
    receipt.at = row.instant(9);
    receipt.previous = row.array<32>(10);
    receipt.hash = row.array<32>(11);
    return receipt;
}

std::optional<Receipt> firstOf(Query&& row)
{
    return row.next() ? std::optional<Receipt>(receiptOf(row)) : std::nullopt;
}

// Series and number of the next receipt, and the hash of the one before.
void takeNumber(Session& session, Receipt& receipt)
{
    run(session,
        "UPDATE receipt_series SET last_number = last_number + 1"
        " WHERE till_id = (SELECT till_id FROM till_session WHERE id = ?)",
        receipt.session);
    Query row(session,
              "SELECT s.series, s.last_number, r.hash FROM receipt_series s"
              " LEFT JOIN receipt r ON r.series = s.series AND r.number = s.last_number - 1"
              " WHERE s.till_id = (SELECT till_id FROM till_session WHERE id = ?)",
              receipt.session);
    if (!row.next())
        throw SqlError(Fault::Corrupt, "a till on record has no series of receipts");
    receipt.series = row.text(0);
    receipt.number = row.integer(1);
    receipt.previous = receipt.number == 1 ? Digest{} : row.array<32>(2);
}

} // namespace

bool enterTillSession(Session& session, TillSessionId id)
{
    return run(session,
               "UPDATE till_session SET movements = movements + 1 WHERE id = ? AND closed_at IS NULL",
               id) == 1;
}

void writeReceipt(Session& session, Receipt& receipt)
{
    takeNumber(session, receipt);
    receipt.hash = sha256(canonicalForm(receipt));
    run(session, "INSERT INTO receipt (" ACE_RECEIPT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        receipt.series, receipt.number, word(receipt.kind), receipt.order, receipt.refund, receipt.session,
        receipt.total.currency.text(), receipt.total.minor, receipt.tax.minor, receipt.at, receipt.previous,
        receipt.hash);
}

std::optional<Receipt> readReceiptOfSale(Session& session, OrderId order)
{
    return firstOf(Query(session,
                         "SELECT " ACE_RECEIPT_COLUMNS " FROM receipt WHERE order_id = ? AND kind = 'sale'"
                         " ORDER BY number LIMIT 1",
                         order));
}

std::optional<Receipt> readReceiptOfRefund(Session& session, RefundId refund)
{
    return firstOf(Query(session, "SELECT " ACE_RECEIPT_COLUMNS " FROM receipt WHERE refund_id = ?", refund));
}

std::vector<Receipt> readReceipts(Session& session, std::string_view series, std::int64_t afterNumber,
                                  std::size_t most)
{
    std::vector<Receipt> receipts;
    for (Query row(session,
                   "SELECT " ACE_RECEIPT_COLUMNS " FROM receipt WHERE series = ? AND number > ?"
                   " ORDER BY number LIMIT ?",
                   series, afterNumber, most);
         row.next();)
        receipts.push_back(receiptOf(row));
    return receipts;
}

#undef ACE_RECEIPT_COLUMNS

} // namespace ace::sql
