// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/catalog/Catalog.h>
#include <ace/domain/Job.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/port/TicketOutput.h>
#include <ace/sdk/storage/Storage.h>

#include <optional>
#include <string>

namespace ace::runtime {

// The handler of "deliver-order" jobs: a paid order goes out through one output, with the file that another
// one makes of it. What is refused for good is in the audit log as "order.undeliverable". While the output
// cannot be reached, all deliveries rest, for 5 s and twice as long each time up to 5 minutes: one that does
// not answer takes its whole deadline each time. Not thread-safe: one worker calls it.
class OrderDelivery
{
public:
    struct Route
    {
        sdk::TicketOutput& output;
        bool attaches = false;
        sdk::TicketOutput* attach = nullptr; // null with `attaches`: this station runs without it
        std::string language;                // BCP 47
    };

    OrderDelivery(sdk::Storage& storage, catalog::Catalog& catalog, const Clock& clock, Route route)
        : storage_(storage), catalog_(catalog), clock_(clock), route_(std::move(route))
    {
    }

    Result<void> deliver(const Job& job);
    std::optional<Instant> restsUntil() const; // none: deliver now

private:
    Result<void> submit(const OrderRecord& record, const EventSetup& event);
    Result<void> conclude(const Order& order, Result<void> outcome);

    sdk::Storage& storage_;
    catalog::Catalog& catalog_;
    const Clock& clock_;
    const Route route_;
    Microseconds restLength_{0}; // 0: it could be reached
    Monotonic restUntil_{};
};

} // namespace ace::runtime
