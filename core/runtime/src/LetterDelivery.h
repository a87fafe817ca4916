// SPDX-License-Identifier: MIT
#pragma once

#include "Outlet.h"

#include <ace/catalog/Catalog.h>
#include <ace/domain/Job.h>
#include <ace/sdk/storage/Storage.h>

namespace ace::runtime {

// The handlers of jobs that tell customers something without tickets. Not thread-safe: one worker calls them.
class LetterDelivery
{
public:
    LetterDelivery(sdk::Storage& storage, catalog::Catalog& catalog, const Clock& clock, Outlet& outlet)
        : storage_(storage), catalog_(catalog), clock_(clock), outlet_(outlet)
    {
    }

    // "deliver-notice": money goes back; the subject is the refund. What is refused for good marks the order.
    Result<void> deliverNotice(const Job& job);
    // "deliver-links": the links of an address's paid orders whose events are not over, the newest 20; the
    // subject is a request on record. An address without any gets nothing.
    Result<void> deliverLinks(const Job& job);

private:
    sdk::Storage& storage_;
    catalog::Catalog& catalog_;
    const Clock& clock_;
    Outlet& outlet_;
};

} // namespace ace::runtime
