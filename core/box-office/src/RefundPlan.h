// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/AfterSale.h>

#include <variant>

namespace ace::boxoffice {

// What a ticket cost, tax included: its share of its line. The shares of a line add up to its total. A
// reissued ticket has the share of the one that it replaced.
Money shareOf(const OrderRecord& record, const Ticket& ticket);

// What may still be given back: what was paid less all refunds that are not failed or canceled.
Money leftOf(const OrderRecord& record);

// Of these nothing was given back, and none replaced them.
std::vector<TicketId> standingTickets(const OrderRecord& record);

struct RefundPlan
{
    Money amount;
    std::vector<TicketId> tickets;
};

// The table in AfterSale.h. Looks at the record only.
std::variant<RefundPlan, Refused> planRefund(const OrderRecord& record, const RefundRequest& request);

} // namespace ace::boxoffice
