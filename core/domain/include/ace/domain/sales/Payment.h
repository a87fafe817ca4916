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

// The customer's bank takes the money of a confirmed payment back, or tries to. One that we win is none.
//
//   none → open → none (won) / lost (a refund of kind Dispute has the money)
enum class DisputeState { None, Open, Lost };

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
    DisputeState dispute = DisputeState::None;

    bool operator==(const Payment&) const = default;
};

const char* name(PaymentState state);
const char* name(DisputeState state); // "none", "open", "lost"

// How far is read what a method lists of changes: all before `seenUntil`. While a look goes on, when it
// began, how far back it goes and its next page.
struct ChangeLook
{
    Instant seenUntil = {};
    Instant lookedBackAt = {}; // the latest that went back for days
    Instant from = {};
    std::optional<Instant> begunAt = {};
    std::string page = {};

    bool operator==(const ChangeLook&) const = default;
};

} // namespace ace::inline domain
