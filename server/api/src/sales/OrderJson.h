// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Sale.h>
#include <ace/domain/sales/OrderRecord.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::server::api {

// The body of POST /api/v1/orders; channel and idempotency key are the caller's, but for the key's body hash.
struct OrderBody
{
    boxoffice::OrderRequest request;
    Digest hash{};
};

// Throws Problem: malformed, unknown_ticket_type (an id that is none), over_limit (a quantity beyond any
// order).
OrderBody parseOrder(std::string_view body);

// Pure functions of the record, so that a repeated key gets the first answer to the byte. `event` is a slug.
std::string renderOrder(const OrderRecord& record, const std::string& event);
std::string renderOrderSummary(const OrderRecord& record, const std::string& event);
std::string renderPayment(const Payment& payment);

std::optional<OrderState> parseOrderState(std::string_view text);

} // namespace ace::server::api
