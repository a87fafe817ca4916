// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sdk/storage/ScanDraft.h>
#include <ace/sql/Session.h>

namespace ace::sql {

// Refuse drafts that contradict themselves: StorageError (Invalid). A caller that makes one has a mistake,
// but a ticket that nobody paid for must not come of it.
void checkDraft(const sdk::OrderDraft& draft);
void checkDraft(const sdk::ScanDraft& draft);

// Settle: one ticket for each that was ordered.
void checkTicketCount(Session& session, const sdk::OrderDraft& draft);

} // namespace ace::sql
