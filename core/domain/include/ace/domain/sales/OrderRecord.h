// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/Order.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Ticket.h>
#include <ace/domain/sales/Till.h>

#include <optional>
#include <vector>

namespace ace::inline domain {

// An order as it is on record.
struct OrderRecord
{
    Order order;
    std::vector<Ticket> tickets;    // in the order of its lines, then reissued ones; none before it is paid
    std::optional<Payment> payment; // the latest
    std::optional<Receipt> receipt = {}; // of the sale, where it was made at a till
    std::vector<Refund> refunds = {};    // oldest first
};

} // namespace ace::inline domain
