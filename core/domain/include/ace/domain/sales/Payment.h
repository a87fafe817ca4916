// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Money.h>
#include <ace/domain/Ids.h>

#include <optional>
#include <string>

namespace ace::inline domain {

// created → pending → confirmed / failed / canceled
enum class PaymentState { Created, Pending, Confirmed, Failed, Canceled };

// What a customer's payment page is asked for with. On record before the first call, so that every later one
// says the same.
struct PaymentPage
{
    std::string returnUrl; // where the customer comes back to
    std::string cancelUrl; // where a customer goes who does not pay
    std::string description;
    std::string language;             // BCP 47; empty: the customer's browser decides
    std::optional<Instant> expiresAt; // when the page must be closed

    bool operator==(const PaymentPage&) const = default;
};

struct Payment
{
    PaymentId id;
    OrderId order;
    std::string method; // the name that the configuration gives it: "cash", "card"
    PaymentState state = PaymentState::Created;
    Money amount;
    Money tendered; // cash: what was handed over; otherwise the amount
    Money change;
    Instant begunAt = {};  // before the method was called first
    PaymentPage page = {}; // empty at a counter
    std::string memo = {}; // what the method's last answer gave to be kept, for itself

    bool operator==(const Payment&) const = default;
};

const char* name(PaymentState state);

} // namespace ace::inline domain
