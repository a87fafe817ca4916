// SPDX-License-Identifier: MIT
#pragma once

#include "Call.h"

#include <ace/domain/sales/OrderRecord.h>

namespace ace::server::api {

// The order whose code the address names first, where the caller may see it. Throws Problem unknown_order.
OrderRecord loadOrder(const Call& call);

// The drawer that money goes into or comes out of: the one that is named, where the caller may use it, else
// the open session of the counter's own till. None: no till.
std::optional<TillSessionId> drawerOf(const Call& call, EventId event, std::optional<TillSessionId> named);

} // namespace ace::server::api
