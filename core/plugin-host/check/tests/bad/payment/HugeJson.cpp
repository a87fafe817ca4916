// SPDX-License-Identifier: MIT
#include "BadPayment.h"

namespace {
class Bad : public bad::Payment
{
    ace::sdk::PaymentProgress begin(const ace::sdk::PaymentIntent&) override
    {
        return {ace::PaymentState::Failed, {}, {}, std::string(2u << 20, 'x')};
    }
};
} // namespace

ACE_BAD_PAYMENT(Bad);
