// SPDX-License-Identifier: MIT
#pragma once

#include "Outlet.h"

#include <ace/catalog/Catalog.h>
#include <ace/domain/Job.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/Storage.h>

#include <string>

namespace ace::runtime {

// The handler of "deliver-order" jobs, whose subject is an order, or "<order>/again" where somebody asked for
// it once more: a paid order goes out with the file that another output makes of it, in the language that it
// was ordered in. What is refused for good marks the order. Not thread-safe: one worker calls it.
class OrderDelivery
{
public:
    OrderDelivery(sdk::Storage& storage, catalog::Catalog& catalog, const Clock& clock, Outlet& outlet)
        : storage_(storage), catalog_(catalog), clock_(clock), outlet_(outlet)
    {
    }

    Result<void> deliver(const Job& job);

private:
    Result<void> submit(const Job& job, const OrderRecord& record, const EventSetup& event);

    sdk::Storage& storage_;
    catalog::Catalog& catalog_;
    const Clock& clock_;
    Outlet& outlet_;
};

// Null: it is not in the catalog.
Result<catalog::EventPtr> findEvent(catalog::Catalog& catalog, EventId id);

} // namespace ace::runtime
