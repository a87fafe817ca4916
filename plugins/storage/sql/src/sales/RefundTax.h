// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

// The tax on the receipt of a refund that is on record with its tickets, and whose receipt is not yet. All
// refund receipts of an order together have no more tax than the order, and as much once all is given back.
Money taxOfRefund(Session& session, const Refund& refund);

} // namespace ace::sql
