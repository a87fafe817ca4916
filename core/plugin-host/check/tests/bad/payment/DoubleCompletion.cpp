// SPDX-License-Identifier: MIT
#include "BadPayment.h"

namespace {
class Bad : public bad::Payment
{
    ace::sdk::PaymentProgress begin(const ace::sdk::PaymentIntent& intent) override
    {
        postComplete(intent.payment.toString());
        return Payment::begin(intent);
    }
};
} // namespace

ACE_BAD_PAYMENT(Bad);
