// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/Sale.h>
#include <ace/catalog/Catalog.h>

#include <variant>
#include <vector>

namespace ace::boxoffice {

// A request that was found good: an order with its prices, and what it takes from which quota.
struct OrderPlan
{
    catalog::EventPtr event;
    Order order; // pending
    std::vector<sdk::QuotaClaim> claims;
};

// Looks at catalog and clock only: what is left of a quota is decided when the order is placed.
Result<std::variant<OrderPlan, Refused>> planOrder(const OrderRequest& request, catalog::Catalog& catalog,
                                                   const Clock& clock, IdSource& ids);

} // namespace ace::boxoffice
