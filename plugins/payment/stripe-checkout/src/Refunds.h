// SPDX-License-Identifier: MIT
#pragma once

#include "Sessions.h"

namespace ace::stripecheckout {

// Money that goes back; the memo is the refund's id. succeeded is given back, failed and canceled never are,
// all else is on its way.
class Refunds
{
public:
    Refunds(const CheckoutSettings& settings, stripe::Client& client, const Clock& clock, Sessions& sessions)
        : settings_(settings), client_(client), clock_(clock), sessions_(sessions)
    {
    }

    sdk::PaymentProgress reverse(const sdk::Reversal& reversal);
    sdk::PaymentProgress query(const sdk::Reversal& reversal);

private:
    std::optional<Json> lookUp(const sdk::Reversal& reversal, const std::string& paymentIntent);
    sdk::PaymentProgress progressOf(const sdk::Reversal& reversal, const Json& refund) const;

    const CheckoutSettings& settings_;
    stripe::Client& client_;
    const Clock& clock_;
    Sessions& sessions_;
};

} // namespace ace::stripecheckout
