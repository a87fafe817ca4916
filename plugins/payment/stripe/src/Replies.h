// SPDX-License-Identifier: MIT
#pragma once

#include "Exchange.h"

#include <ace/stripe/Client.h>

#include <optional>

namespace ace::stripe {

// What one try brought.
struct Reply
{
    Client::Answer answer;
    int status = 0;
    std::string requestId;
    bool worthAnotherTry = false; // with the same key
    std::chrono::seconds retryAfter{0};
    std::optional<Instant> at; // by its clock, to the second

    std::string describe() const; // for the log
};

Reply replyOf(Exchange& exchange, const HttpRequest& request, Monotonic deadline);

} // namespace ace::stripe
