// SPDX-License-Identifier: MIT
#include "SimulatedPayment.h"

#include "FormFields.h"

#include <ace/base/Bytes.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/Settings.h>

#include <string>

namespace ace::simulatedpayment {

using sdk::DeviceError;

namespace {

PaymentState stateAfter(const std::string& outcome)
{
    if (outcome == "approve")
        return PaymentState::Confirmed;
    if (outcome == "decline")
        return PaymentState::Failed;
    throw DeviceError(ACE_ILLEGAL, "outcome must be approve or decline, not \"" + cleanUtf8(outcome) + "\"");
}

} // namespace

void SimulatedPayment::open(std::string_view text)
{
    sdk::Settings settings(text);
    const auto decide = settings.oneOf("decide", {"ask", "approve", "decline"});
    decision_ = decide == "ask" ? PaymentState::Pending : stateAfter(decide);
    losesAnswers_ = settings.boolean("lose_answers", false);
    settings.finish();
}

sdk::PaymentProgress SimulatedPayment::begin(const sdk::PaymentIntent& intent)
{
    if (intent.amount.minor <= 0)
        throw DeviceError(ACE_ILLEGAL, "a card cannot be charged " + intent.amount.format());
    const auto [found, isNew] = charges_.try_emplace(intent.payment, Charge{intent.amount, decision_});
    Charge& charge = found->second;
    if (charge.amount != intent.amount)
        throw DeviceError(ACE_EXISTS,
                          "payment " + intent.payment.toString() + " was begun with another amount");
    if (isNew) {
        order_.push_back(intent.payment);
        if (losesAnswers_)
            throw DeviceError(ACE_OUTCOME_UNKNOWN,
                              "the answer was lost on its way, as the settings ask: query it");
    }
    const auto answer = progress(intent.payment, charge);
    if (order_.size() > kRemembered) {
        charges_.erase(order_.front());
        order_.pop_front();
    }
    return answer;
}

sdk::PaymentProgress SimulatedPayment::query(const sdk::PaymentIntent& intent)
{
    return progress(intent.payment, find(intent.payment));
}

void SimulatedPayment::cancel(const sdk::PaymentIntent& intent)
{
    const PaymentId payment = intent.payment;
    Charge& charge = find(payment);
    if (charge.state == PaymentState::Confirmed)
        throw DeviceError(ACE_EXISTS, "payment " + payment.toString() + " is paid: reverse it instead");
    if (charge.state == PaymentState::Pending)
        charge.state = PaymentState::Canceled;
}

sdk::PaymentProgress SimulatedPayment::reverse(const sdk::Reversal& reversal)
{
    const PaymentId payment = reversal.intent.payment;
    const RefundId refund = reversal.refund;
    const std::int64_t amountMinor = reversal.amount.minor;
    Charge& charge = find(payment);
    if (charge.state != PaymentState::Confirmed)
        throw DeviceError(ACE_ILLEGAL, "payment " + payment.toString() + " was never paid");
    if (const auto known = charge.reversals.find(refund); known != charge.reversals.end()) {
        if (known->second != amountMinor)
            throw DeviceError(ACE_EXISTS,
                              "refund " + refund.toString() + " was asked for with another amount");
        return queryReversal(reversal);
    }
    if (amountMinor <= 0 || amountMinor > charge.amount.minor - charge.reversedMinor ||
        charge.reversals.size() >= kReversals)
        throw DeviceError(ACE_ILLEGAL,
                          "payment " + payment.toString() + " has less than that left to give back");
    charge.reversals.emplace(refund, amountMinor);
    charge.reversedMinor += amountMinor;
    if (losesAnswers_)
        throw DeviceError(ACE_OUTCOME_UNKNOWN,
                          "the answer was lost on its way, as the settings ask: query it");
    return queryReversal(reversal);
}

sdk::PaymentProgress SimulatedPayment::queryReversal(const sdk::Reversal& reversal)
{
    const Charge& charge = find(reversal.intent.payment);
    if (!charge.reversals.contains(reversal.refund))
        throw DeviceError(ACE_NO_EXIST, "refund " + reversal.refund.toString() + " was not asked for");
    return {PaymentState::Confirmed, {}, {0, charge.amount.currency}, {}};
}

std::optional<sdk::PaymentNews> SimulatedPayment::notify(const sdk::Headers&, std::string_view body)
{
    const auto payment = PaymentId::parse(findField(body, "payment").value_or(""));
    if (!payment)
        throw DeviceError(ACE_ILLEGAL, "the message names no payment");
    const auto state = stateAfter(findField(body, "outcome").value_or(""));
    Charge& charge = find(*payment);
    if (charge.state == PaymentState::Pending) // the first answer stands
        charge.state = state;
    return sdk::PaymentNews{*payment};
}

SimulatedPayment::Charge& SimulatedPayment::find(PaymentId payment)
{
    const auto found = charges_.find(payment);
    if (found == charges_.end())
        throw DeviceError(ACE_NO_EXIST,
                          "payment " + payment.toString() + " was not begun since this program started");
    return found->second;
}

sdk::PaymentProgress SimulatedPayment::progress(PaymentId payment, const Charge& charge)
{
    sdk::PaymentProgress progress{charge.state, {}, {0, charge.amount.currency}, {}};
    if (charge.state == PaymentState::Pending)
        progress.redirectUrl = "/pay/test/" + payment.toString();
    if (charge.state == PaymentState::Failed)
        progress.refusal = "card_declined";
    return progress;
}

} // namespace ace::simulatedpayment

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.payment","name":"Simulated card payment","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"card","capability":"payment"}]})",
           ace::simulatedpayment::SimulatedPayment);
