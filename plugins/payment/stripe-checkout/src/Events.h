// SPDX-License-Identifier: MIT
#pragma once

#include "Sessions.h"

#include <map>
#include <string>

namespace ace::stripecheckout {

// Which payment an event is about, told by a message or listed. Of a charge, session or refund of ours the
// event's own object says so. Of a refund that was made in Stripe's dashboard, and of a dispute, the payment
// that it belongs to is asked.
class Events
{
public:
    Events(const CheckoutSettings& settings, stripe::Client& client) : settings_(settings), client_(client) {}

    // None: of the other mode, of another installation, or of a kind that tells us nothing.
    std::optional<sdk::PaymentNews> newsOf(const Json& event);
    sdk::PaymentChanges list(Instant since, const std::string& page);

private:
    std::optional<PaymentId> paymentOf(const Json& object, bool afterwards);
    std::optional<PaymentId> askFor(const std::string& path);

    const CheckoutSettings& settings_;
    stripe::Client& client_;
    // By path. What a page asked before its time was over it need not ask again; a payment stays whose it is.
    std::map<std::string, std::optional<PaymentId>> asked_;
    static constexpr std::size_t kAskedMost = 1000;
};

} // namespace ace::stripecheckout
