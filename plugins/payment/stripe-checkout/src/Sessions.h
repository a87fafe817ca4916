// SPDX-License-Identifier: MIT
#pragma once

#include "CheckoutSettings.h"
#include "Json.h"

#include <ace/base/Clock.h>
#include <ace/sdk/port/PaymentMethod.h>

#include <functional>
#include <optional>

namespace ace::stripecheckout {

// A key younger than this is surely known to Stripe, which keeps them for 24 hours at least. An older one is
// never sent: what it made is looked up.
inline constexpr std::chrono::hours kKeyAge{23};

// Metadata of sessions, payment intents and refunds.
inline constexpr const char* kPaymentMark = "ace_payment";
inline constexpr const char* kInstallationMark = "ace_installation";
inline constexpr const char* kRefundMark = "ace_refund";

// The Checkout Session of a payment. The memo is its id.
//
//   status    payment_status            its intent                  is
//   open                                                            pending, at its url
//   expired                                                         canceled
//   complete  paid, nothing required    succeeded, sums are right   confirmed
//   complete  paid, nothing required    other sums                  nothing: an error, for people to look at
//   complete  unpaid                    on its way                  pending
//   complete  unpaid                    wants another means         failed
class Sessions
{
public:
    using Warn = std::function<void(const std::string&)>;

    Sessions(const CheckoutSettings& settings, stripe::Client& client, const Clock& clock, Warn warn)
        : settings_(settings), client_(client), clock_(clock), warn_(std::move(warn))
    {
    }

    sdk::PaymentProgress begin(const sdk::PaymentIntent& intent);
    sdk::PaymentProgress query(const sdk::PaymentIntent& intent);
    void cancel(const sdk::PaymentIntent& intent);
    // The payment intent that the session made; throws where there is none.
    std::string paymentIntentOf(const sdk::PaymentIntent& intent);

private:
    // Either a session, or the refusal that there is none.
    struct Found
    {
        Json session; // null: see refusal
        std::string refusal;
    };
    Found create(const sdk::PaymentIntent& intent);
    std::optional<Json> lookUp(const sdk::PaymentIntent& intent);
    std::optional<Json> find(const sdk::PaymentIntent& intent); // the one there is, whatever is known of it
    Json load(const std::string& id);
    stripe::Fields fieldsOf(const sdk::PaymentIntent& intent, std::int64_t amount) const;
    sdk::PaymentProgress progressOf(const sdk::PaymentIntent& intent, const Json& session) const;
    PaymentState stateOf(const sdk::PaymentIntent& intent, const Json& session) const; // of a complete one
    void mustBeOf(const sdk::PaymentIntent& intent, const Json& session) const;
    bool keyIsOld(const sdk::PaymentIntent& intent) const { return clock_.now() - intent.begunAt > kKeyAge; }

    const CheckoutSettings& settings_;
    stripe::Client& client_;
    const Clock& clock_;
    Warn warn_;
};

} // namespace ace::stripecheckout
