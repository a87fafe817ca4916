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
    // Marks the orders whose mails came back.
    Result<std::size_t> takeBounces();

private:
    Result<void> take(const std::string& messageId);

    sdk::Storage& storage_;
    const Clock& clock_;
    BounceFolder bounces_;
    Outlet outlet_;
    OrderDelivery orders_;
    LetterDelivery letters_;
};

} // namespace ace::runtime
