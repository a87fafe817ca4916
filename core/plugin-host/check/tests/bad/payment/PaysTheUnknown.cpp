// SPDX-License-Identifier: MIT
#include "BadPayment.h"

namespace {
class Bad : public bad::Payment
{
    ace::sdk::PaymentProgress query(const ace::sdk::PaymentIntent& intent) override { return begin(intent); }
};
} // namespace

ACE_BAD_PAYMENT(Bad);
