// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Refund.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ace::sdk {

struct PaymentIntent
{
    PaymentId payment; // also the transaction's name: the same one again is the same charge
    Money amount;
    Money tendered;        // cash: what was handed over
    std::string reference; // the order's code, for statements
    std::string returnUrl; // where a customer comes back to; empty at a counter
};

struct PaymentProgress
{
    PaymentState state = PaymentState::Pending;
    std::optional<std::string> redirectUrl; // the next action: the customer goes there
    Money change;                           // cash
    std::string refusal;                    // failed: a code, "tendered_too_little", "card_declined"
};

// Money that goes back. `refund` names it: the same one again is the same reversal, never a second one.
struct Reversal
{
    PaymentId payment;
    RefundId refund;
    Money amount; // above 0
};

// How core sees a way to pay. Calls return within the device's deadline: Timeout or OutcomeUnknown otherwise.
// Thread-safe.
class PaymentMethod
{
public:
    virtual ~PaymentMethod() = default;
    // True: begin() settles at once and touches nothing outside, so that it can be called before the order is
    // on record (cash). Otherwise the order is held first.
    virtual bool settlesAtOnce() const = 0;
    virtual Result<PaymentProgress> begin(const PaymentIntent& intent) = 0;
    // after a lost answer we ask, we never charge again
    virtual Result<PaymentProgress> query(PaymentId payment) = 0;
    virtual Result<void> cancel(PaymentId payment) = 0;
    // Confirmed: given back. Failed: it never will be, with a refusal. Pending: ask again.
    virtual Result<PaymentProgress> reverse(const Reversal& reversal) = 0;
    // What became of a reversal. NotFound: there was none of this name; Invalid: this method cannot be asked.
    virtual Result<PaymentProgress> queryReversal(PaymentId payment, RefundId refund) = 0;
    // A message from the outside (a webhook, a page of the simulator). Answers the payment that it is about.
    virtual Result<PaymentId> notify(const std::vector<std::pair<std::string, std::string>>& headers,
                                     const std::string& body) = 0;
};

} // namespace ace::sdk
