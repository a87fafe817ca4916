// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/Order.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Ticket.h>

#include <optional>
#include <vector>

namespace ace::inline domain {

// An order as it is on record.
struct OrderRecord
{
    Order order;
    std::vector<Ticket> tickets;    // in the order of its lines; none before it is paid
    std::optional<Payment> payment; // the latest
};

} // namespace ace::inline domain
