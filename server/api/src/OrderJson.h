// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Sale.h>
#include <ace/domain/sales/OrderRecord.h>

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

// A pure function of the record, so that a repeated key gets the first answer to the byte.
std::string renderOrder(const OrderRecord& record);

} // namespace ace::server::api
