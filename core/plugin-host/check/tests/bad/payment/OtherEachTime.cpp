// SPDX-License-Identifier: MIT
#include "BadPayment.h"

namespace {
class Bad : public bad::Payment
{
    ace::sdk::PaymentProgress begin(const ace::sdk::PaymentIntent&) override
    {
        const auto state = ++count_ % 2 ? ace::PaymentState::Pending : ace::PaymentState::Failed;
        return {state, {}, {}, {}};
    }
    int count_ = 0;
};
} // namespace

ACE_BAD_PAYMENT(Bad);
