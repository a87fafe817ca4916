// SPDX-License-Identifier: MIT
#pragma once

#include "LetterDelivery.h"
#include "OrderDelivery.h"
#include "Outlet.h"

#include <ace/outbox/Outbox.h>
#include <ace/runtime/BounceFolder.h>

namespace ace::runtime {

// All that goes out to customers, and what comes back. Not thread-safe: one worker.
class CustomerMail
{
public:
    static constexpr const char* kJobs = "deliver-"; // how the kinds of its jobs begin

    struct Parts
    {
        sdk::Storage& storage;
        catalog::Catalog& catalog;
        const Clock& clock;
        std::filesystem::path dataFolder;
    };

    CustomerMail(const Parts& parts, Outlet::Route route);

    void handleJobs(outbox::Outbox& outbox);
    bool rests() const { return outlet_.restsUntil().has_value(); } // nothing is to be delivered now
    // Marks the orders whose mails came back. Says once what is in the way.
    void takeBounces(Log& log);

private:
    Result<void> take(const std::string& messageId);

    sdk::Storage& storage_;
    const Clock& clock_;
    BounceFolder bounces_;
    std::string saidOfBounces_;
    Outlet outlet_;
    OrderDelivery orders_;
    LetterDelivery letters_;
};

} // namespace ace::runtime
