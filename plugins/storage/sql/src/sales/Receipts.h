// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Query.h>

#include <optional>
#include <vector>

namespace ace::sql {

// Writes into an open till session. False: it is not open, or unknown. Whoever writes a receipt or a cash
// move calls this first: its row is the guard that nothing comes into a session that is closed.
bool enterTillSession(Session& session, TillSessionId id);

// Takes the next number of the session's till, links the receipt to the one before and writes it. Its series,
// number and hashes are filled in.
void writeReceipt(Session& session, Receipt& receipt);

std::optional<Receipt> readReceiptOfSale(Session& session, OrderId order);
std::optional<Receipt> readReceiptOfRefund(Session& session, RefundId refund);
std::vector<Receipt> readReceipts(Session& session, std::string_view series, std::int64_t afterNumber,
                                  std::size_t most);

} // namespace ace::sql
