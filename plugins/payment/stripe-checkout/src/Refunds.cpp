// SPDX-License-Identifier: MIT
#include "Refunds.h"

#include "Amounts.h"
#include "Failures.h"
#include "Listing.h"

#include <algorithm>

namespace ace::stripecheckout {

namespace {
constexpr const char* kRefundsPath = "/v1/refunds";
constexpr int kRefundPagesMost = 10; // of 100 refunds of one payment
} // namespace

sdk::PaymentProgress Refunds::reverse(const sdk::Reversal& reversal)
{
    if (!reversal.memo.empty())
        return query(reversal);
    const auto amount = stripeAmount(reversal.amount);
    if (!amount)
        return {PaymentState::Failed, {}, {}, "invalid_amount"};
    const std::string paymentIntent = sessions_.paymentIntentOf(reversal.intent);
    // Each age of a key is an attempt of its own, and what the one before has made is looked up first.
    const auto age = std::max<Microseconds>(clock_.now() - reversal.begunAt, Microseconds(0));
    const auto attempt = 1 + age / kKeyAge;
    if (attempt > 1)
        if (const auto known = lookUp(reversal, paymentIntent))
            return progressOf(reversal, *known);
    const std::string refund = reversal.refund.toString();
    const stripe::Fields fields{
        {"payment_intent", paymentIntent},
        {"amount", std::to_string(*amount)},
        {std::string("metadata[") + kPaymentMark + "]", reversal.intent.payment.toString()},
        {std::string("metadata[") + kInstallationMark + "]", settings_.installation},
        {std::string("metadata[") + kRefundMark + "]", refund}};
    const auto made = client_.post(
        kRefundsPath, fields, settings_.installation + ":" + refund + ":refund:" + std::to_string(attempt));
    if (made)
        return progressOf(reversal, *made);
    using enum stripe::ErrorClass;
    const auto kind = made.error().kind;
    if (kind == InvalidRequest || kind == Card || kind == NotFound || kind == Idempotency)
        if (const auto known = lookUp(reversal, paymentIntent))
            return progressOf(reversal, *known);
    if (kind == InvalidRequest || kind == Card || kind == NotFound)
        return {PaymentState::Failed, {}, {}, refusalOf(made.error())};
    raise(made.error(), Effect::Moves);
}

sdk::PaymentProgress Refunds::query(const sdk::Reversal& reversal)
{
    if (!reversal.memo.empty()) {
        if (!stripe::isObjectId(reversal.memo))
            throw sdk::DeviceError(ACE_FAILURE, "the refund's memo is no id of Stripe's");
        const auto refund = client_.get(std::string(kRefundsPath) + "/" + reversal.memo);
        if (!refund)
            raise(refund.error(), Effect::Asks);
        return progressOf(reversal, *refund);
    }
    const auto known = lookUp(reversal, sessions_.paymentIntentOf(reversal.intent));
    if (!known)
        throw sdk::DeviceError(ACE_NO_EXIST, "Stripe has no such refund");
    return progressOf(reversal, *known);
}

std::optional<Json> Refunds::lookUp(const sdk::Reversal& reversal, const std::string& paymentIntent)
{
    const std::string refund = reversal.refund.toString();
    std::optional<Json> found;
    const bool all = visitList(client_, kRefundsPath, {{"payment_intent", paymentIntent}}, kRefundPagesMost,
                               [&](const Json& one) {
                                   if (textIn(objectIn(one, "metadata"), kRefundMark) == refund)
                                       found = one;
                                   return !found;
                               });
    if (!found && !all)
        throw sdk::DeviceError(ACE_FAILURE, "too many refunds of one payment to find " + refund);
    return found;
}

sdk::PaymentProgress Refunds::progressOf(const sdk::Reversal& reversal, const Json& refund) const
{
    const bool own = textIn(objectIn(refund, "metadata"), kRefundMark) == reversal.refund.toString() &&
                     numberIn(refund, "amount") == stripeAmount(reversal.amount).value_or(-2);
    if (!own)
        throw sdk::DeviceError(ACE_FAILURE, "Stripe answered another refund than " +
                                                reversal.refund.toString() + ", or another sum of it");
    sdk::PaymentProgress progress;
    progress.memo = textIn(refund, "id");
    const std::string status = textIn(refund, "status");
    if (status == "succeeded")
        progress.state = PaymentState::Confirmed;
    if (status == "failed" || status == "canceled") {
        progress.state = PaymentState::Failed;
        const std::string reason = textIn(refund, "failure_reason");
        progress.refusal = reason.empty() ? "refund_" + status : reason;
    }
    return progress;
}

} // namespace ace::stripecheckout
