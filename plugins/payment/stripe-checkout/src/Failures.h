// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/DeviceError.h>
#include <ace/stripe/Problem.h>

#include <string>

namespace ace::stripecheckout {

enum class Effect { Asks, Moves }; // Moves: what got no answer may have been done

// What the host decides on. A wrong key is no refusal of a payment: the way to pay is out of order.
[[noreturn]] inline void raise(const stripe::Problem& problem, Effect effect)
{
    using enum stripe::ErrorClass;
    const std::string text = problem.describe();
    switch (problem.kind) {
    case Authentication:
    case Permission:
        throw sdk::DeviceError(ACE_DISABLED,
                               text + ". Card payments rest: put a valid key into the configuration.");
    case RateLimit:
        throw sdk::DeviceError(ACE_BUSY, text + ". It is tried again later.", true);
    case Canceled:
    case Conflict:
    case Api:
    case Connection:
        break;
    case NotFound: // for good: whatever it was, it is not there
        throw sdk::DeviceError(ACE_NO_EXIST, text + ". Stripe has no such object with this key.");
    case Card:
    case InvalidRequest:
    case Idempotency:
        // Not ACE_ILLEGAL: the host would take that for an answer about the payment.
        throw sdk::DeviceError(ACE_FAILURE, text + ". Look at the request in Stripe's dashboard.");
    }
    throw sdk::DeviceError(effect == Effect::Moves ? ACE_OUTCOME_UNKNOWN : ACE_TIMEOUT,
                           text + ". It is asked again.", true);
}

// How a refused request is named in an order's record.
inline std::string refusalOf(const stripe::Problem& problem)
{
    if (!problem.declineCode.empty())
        return problem.declineCode;
    return problem.code.empty() ? "invalid_request" : problem.code;
}

} // namespace ace::stripecheckout
