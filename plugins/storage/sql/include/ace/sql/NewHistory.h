// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

// The record goes on from a copy of it: ticket changes are numbered anew, see sdk ChangeSequence.h. Within
// the caller's transaction.
void beginNewHistory(Session& session, Instant now);

} // namespace ace::sql
