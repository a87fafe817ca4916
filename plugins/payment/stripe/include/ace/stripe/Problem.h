// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace ace::stripe {

enum class ErrorClass {
    Card,           // 402: the bank says no
    InvalidRequest, // 400, and what else is wrong with the request: the same one will fail again
    NotFound,       // 404
    Idempotency,    // 400: the key was used for another request
    Authentication, // 401: the key is wrong or revoked
    Permission,     // 403: the key may not do this
    Conflict,       // 409: busy with the same object or key
    RateLimit,      // 429: nothing was done
    Api,            // 5xx: it may have been done
    Connection,     // no answer, or none of Stripe's: it may have been done
    Canceled,       // interrupted: it may have been done
};

struct Problem
{
    ErrorClass kind = ErrorClass::Connection;
    int status = 0;          // of HTTP; 0: none
    std::string code;        // "resource_missing"; may be empty
    std::string declineCode; // Card: "insufficient_funds"
    std::string param;       // which parameter
    std::string message;     // for people, without secrets
    std::string requestId;   // "req_…": what Stripe's support asks for

    std::string describe() const;
    // It is certain that this request changed nothing.
    bool changedNothing() const;
};

} // namespace ace::stripe
