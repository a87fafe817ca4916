// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/Till.h>
#include <ace/sql/Session.h>

namespace ace::sql {

// What a till session comes to. countTotals adds up its receipts and cash moves (X); writeTotals keeps that
// at closing, readTotals reads it back (Z), whatever becomes of the payments since.
TillTotals countTotals(Session& session, const TillSession& till);
void writeTotals(Session& session, TillSessionId id, const TillTotals& totals);
TillTotals readTotals(Session& session, const TillSession& till);

} // namespace ace::sql
