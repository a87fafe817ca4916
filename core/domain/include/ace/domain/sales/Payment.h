// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>
#include <ace/domain/Ids.h>

#include <string>

namespace ace::inline domain {

// created → pending → confirmed / failed / canceled
enum class PaymentState { Created, Pending, Confirmed, Failed, Canceled };

struct Payment
{
    PaymentId id;
    OrderId order;
    std::string method; // the name that the configuration gives it: "cash", "card"
    PaymentState state = PaymentState::Created;
    Money amount;
    Money tendered; // cash: what was handed over; otherwise the amount
    Money change;

    bool operator==(const Payment&) const = default;
};

const char* name(PaymentState state);

} // namespace ace::inline domain
