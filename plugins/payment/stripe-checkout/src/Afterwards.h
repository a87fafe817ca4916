// SPDX-License-Identifier: MIT
#pragma once

#include "Sessions.h"

namespace ace::stripecheckout {

// What has become of the money of a payment that succeeded: all its refunds, whoever made them, and its
// disputes.
//
//   a refund's status                  is             a dispute's status                        is
//   succeeded                          confirmed      lost                                      lost
//   failed                             failed         won, warning_closed, prevented            won
//   canceled                           canceled       all else, new ones too                    open
//   pending, requires_action, others   pending
class Afterwards
{
public:
    Afterwards(const CheckoutSettings& settings, stripe::Client& client, Sessions& sessions)
        : settings_(settings), client_(client), sessions_(sessions)
    {
    }

    void addTo(sdk::PaymentProgress& progress, const sdk::PaymentIntent& intent);

private:
    sdk::MoneyBack backOf(const Json& refund, const Currency& currency) const;

    const CheckoutSettings& settings_;
    stripe::Client& client_;
    Sessions& sessions_;
};

} // namespace ace::stripecheckout
