// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/Sale.h>
#include <ace/catalog/Catalog.h>
#include <ace/domain/sales/Voucher.h>

#include <optional>
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

// The channel and the hidden types: whether a customer may buy the type at all. Null: without a voucher.
std::optional<Refused> channelRefusal(const TicketType& type, Channel channel, const Voucher* voucher);

// Looks at catalog, clock and the voucher that the request names (null: there is none on record): what is
// left of quotas and uses is decided when the order is placed.
std::variant<OrderPlan, Refused> planOrder(const OrderRequest& request, const catalog::EventPtr& event,
                                           const Voucher* voucher, const Clock& clock, IdSource& ids);

} // namespace ace::boxoffice
