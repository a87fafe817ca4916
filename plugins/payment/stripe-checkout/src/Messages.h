// SPDX-License-Identifier: MIT
#pragma once

#include "CheckoutSettings.h"
#include "Json.h"

#include <ace/base/Clock.h>
#include <ace/sdk/PaymentJson.h>

#include <functional>
#include <string>
#include <string_view>

namespace ace::stripecheckout {

// Reads webhooks' messages. When several in a row are Stripe's but old or new, it is this machine's clock:
// that is said at the third of them and as their number doubles.
class Messages
{
public:
    using Warn = std::function<void(const std::string&)>;

    Messages(const CheckoutSettings& settings, Warn warn) : settings_(settings), warn_(std::move(warn)) {}

    // The event. Throws DeviceError: it is not Stripe's.
    Json read(const sdk::Headers& headers, std::string_view body, Instant now);

private:
    void mustBeGenuine(const sdk::Headers& headers, std::string_view body, Instant now);
    void countSkewed(const std::string& signature, Instant now);

    const CheckoutSettings& settings_;
    Warn warn_;
    std::uint64_t skewed_ = 0; // since the last one whose time was right
    std::uint64_t saidAt_ = 0;
};

} // namespace ace::stripecheckout
