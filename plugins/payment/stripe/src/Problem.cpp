// SPDX-License-Identifier: MIT
#include <ace/stripe/Problem.h>

#include <utility>

namespace ace::stripe {

std::string Problem::describe() const
{
    std::string text = "Stripe";
    text += status == 0 ? " gave no answer" : " answered " + std::to_string(status);
    for (const auto& [name, value] :
         {std::pair(" ", &code), std::pair(" ", &declineCode), std::pair(", parameter ", &param)})
        if (!value->empty())
            text += name + *value;
    if (!message.empty())
        text += ": " + message;
    if (!requestId.empty())
        text += " (request " + requestId + ")";
    return text;
}

bool Problem::changedNothing() const
{
    switch (kind) {
    case ErrorClass::Card:
    case ErrorClass::InvalidRequest:
    case ErrorClass::NotFound:
    case ErrorClass::Authentication:
    case ErrorClass::Permission:
    case ErrorClass::RateLimit:
        return true;
    case ErrorClass::Idempotency: // the other request with this key may have
    case ErrorClass::Conflict:
    case ErrorClass::Api:
    case ErrorClass::Connection:
    case ErrorClass::Canceled:
        break;
    }
    return false;
}

} // namespace ace::stripe
