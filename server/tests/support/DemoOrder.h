// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <ace/server/demo/Demo.h>

namespace ace::test {

// The demo's event, with one customer's paid order of two tickets of its first type.
struct DemoOrder
{
    explicit DemoOrder(IdSource& ids, Instant now) : setup(valueOf(server::demo::demoEvent(now, ids)))
    {
        const TicketType& type = setup.types.front();
        Order& order = record.order;
        order.id = ids.next<OrderId>();
        order.code = "C0DE";
        order.key = "the-key";
        order.event = setup.event.id;
        order.state = OrderState::Paid;
        order.customer = {"Ann", "ann@example.com"};
        order.lines = {priceLine(type.id, type.price, type.taxRatePpm, 2)};
        order.total = order.lines.front().total;
        for (int i = 0; i < 2; ++i)
            record.tickets.push_back(
                {ids.next<TicketId>(), order.id, type.id, TicketState::Valid, false, {}});
        record.payment = Payment{
            ids.next<PaymentId>(),       order.id,    "cash",
            PaymentState::Confirmed,     order.total, {order.total.minor + 1000, order.total.currency},
            {1000, order.total.currency}};
        for (const Quota& quota : setup.quotas)
            levels.push_back({quota.id, quota.size, 0, 0, 0});
    }

    EventSetup setup;
    OrderRecord record;
    std::vector<QuotaLevel> levels;
};

} // namespace ace::test
