// SPDX-License-Identifier: MIT
#include "SimulatedPayment.h"

#include "FormFields.h"

#include <ace/base/Bytes.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/Settings.h>

#include <string>

namespace ace::simulatedpayment {

using sdk::DeviceError;
using simulated::FaultKind;

namespace {

PaymentState stateAfter(const std::string& outcome)
{
    if (outcome == "approve")
        return PaymentState::Confirmed;
    if (outcome == "decline")
        return PaymentState::Failed;
    throw DeviceError(ACE_ILLEGAL, "outcome must be approve or decline, not \"" + cleanUtf8(outcome) + "\"");
}

sdk::PaymentProgress givenBack(Currency currency) { return {PaymentState::Confirmed, {}, {0, currency}, {}}; }

} // namespace

void SimulatedPayment::open(std::string_view text)
{
    sdk::Settings settings(text);
    const auto decide = settings.oneOf("decide", {"ask", "approve", "decline"});
    decision_ = decide == "ask" ? PaymentState::Pending : stateAfter(decide);
    faults_.open(settings,
                 {{"begin", "query", "cancel", "reverse", "query_reversal", "notify", "changes"},
                  {{FaultKind::Duplicate, {"begin", "notify"}},
                   {FaultKind::Decline, {"begin", "notify"}},
                   {FaultKind::OutcomeUnknown, {"begin", "reverse"}}}},
                 [this] { return now(); });
    settings.finish();
    toldTwice_.clear();
}

sdk::PaymentProgress SimulatedPayment::begin(const sdk::PaymentIntent& intent)
{
    const auto asked = faults_.enter("begin");
    if (intent.amount.minor <= 0)
        throw DeviceError(ACE_ILLEGAL, "a card cannot be charged " + intent.amount.format());
    const auto [found, isNew] = charges_.try_emplace(intent.payment, Charge{intent.amount});
    Charge& charge = found->second;
    if (charge.amount != intent.amount)
        throw DeviceError(ACE_EXISTS,
                          "payment " + intent.payment.toString() + " was begun with another amount");
    if (isNew) {
        order_.push_back(intent.payment);
        settle(intent.payment, charge, decision_, asked);
    }
    const auto answer = progress(intent.payment, charge);
    if (order_.size() > kRemembered) {
        charges_.erase(order_.front());
        order_.pop_front();
    }
    loseAnswer(asked);
    return answer;
}

sdk::PaymentProgress SimulatedPayment::query(const sdk::PaymentIntent& intent)
{
    faults_.enter("query");
    return progress(intent.payment, find(intent.payment));
}

void SimulatedPayment::cancel(const sdk::PaymentIntent& intent)
{
    faults_.enter("cancel");
    const PaymentId payment = intent.payment;
    Charge& charge = find(payment);
    if (charge.state == PaymentState::Confirmed)
        throw DeviceError(ACE_EXISTS, "payment " + payment.toString() + " is paid: reverse it instead");
    if (charge.state == PaymentState::Pending)
        charge.state = PaymentState::Canceled;
}

sdk::PaymentProgress SimulatedPayment::reverse(const sdk::Reversal& reversal)
{
    const auto asked = faults_.enter("reverse");
    const PaymentId payment = reversal.intent.payment;
    const RefundId refund = reversal.refund;
    const std::int64_t amountMinor = reversal.amount.minor;
    Charge& charge = find(payment);
    if (charge.state != PaymentState::Confirmed)
        throw DeviceError(ACE_ILLEGAL, "payment " + payment.toString() + " was never paid");
    if (const auto known = charge.reversals.find(refund); known == charge.reversals.end()) {
        if (amountMinor <= 0 || amountMinor > charge.amount.minor - charge.reversedMinor ||
            charge.reversals.size() >= kReversals)
            throw DeviceError(ACE_ILLEGAL,
                              "payment " + payment.toString() + " has less than that left to give back");
        charge.reversals.emplace(refund, amountMinor);
        charge.reversedMinor += amountMinor;
    } else if (known->second != amountMinor) {
        throw DeviceError(ACE_EXISTS, "refund " + refund.toString() + " was asked for with another amount");
    }
    loseAnswer(asked);
    return givenBack(charge.amount.currency);
}

sdk::PaymentProgress SimulatedPayment::queryReversal(const sdk::Reversal& reversal)
{
    faults_.enter("query_reversal");
    const Charge& charge = find(reversal.intent.payment);
    if (!charge.reversals.contains(reversal.refund))
        throw DeviceError(ACE_NO_EXIST, "refund " + reversal.refund.toString() + " was not asked for");
    return givenBack(charge.amount.currency);
}

std::optional<sdk::PaymentNews> SimulatedPayment::notify(const sdk::Headers&, std::string_view body)
{
    const auto asked = faults_.enter("notify");
    const auto payment = PaymentId::parse(findField(body, "payment").value_or(""));
    if (!payment)
        throw DeviceError(ACE_ILLEGAL, "the message names no payment");
    const auto state = stateAfter(findField(body, "outcome").value_or(""));
    Charge& charge = find(*payment);
    if (charge.state == PaymentState::Pending) // the first answer stands
        settle(*payment, charge, state, asked);
    return sdk::PaymentNews{*payment};
}

// Only what the faults ask to be told again: a message reaches everybody who listens.
sdk::PaymentChanges SimulatedPayment::changes(Instant, const std::string&)
{
    faults_.enter("changes");
    sdk::PaymentChanges changes;
    for (const PaymentId payment : toldTwice_)
        changes.news.insert(changes.news.end(), 2, {payment});
    toldTwice_.clear();
    return changes;
}

SimulatedPayment::Charge& SimulatedPayment::find(PaymentId payment)
{
    const auto found = charges_.find(payment);
    if (found == charges_.end())
        throw DeviceError(ACE_NO_EXIST,
                          "payment " + payment.toString() + " was not begun since this program started");
    return found->second;
}

void SimulatedPayment::settle(PaymentId payment, Charge& charge, PaymentState state, const Asked& asked)
{
    charge.state = asked.has(FaultKind::Decline) ? PaymentState::Failed : state;
    if (charge.state != PaymentState::Pending && asked.has(FaultKind::Duplicate))
        toldTwice_.push_back(payment);
    if (toldTwice_.size() > kRemembered)
        toldTwice_.pop_front();
}

void SimulatedPayment::loseAnswer(const Asked& asked)
{
    if (asked.has(FaultKind::OutcomeUnknown))
        throw DeviceError(ACE_OUTCOME_UNKNOWN,
                          "The answer was lost on its way, as the faults ask: query it.");
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
               "devices":[{"class":"card","capability":"payment","settings":{
                 "type":"object","additionalProperties":false,"properties":{
                   "decide":{"enum":["ask","approve","decline"],"default":"ask",
                     "description":"ask: the customer does on a page; else begin() does, for scripts"},
                   )" ACE_FAULTS_SCHEMA(R"("duplicate","decline","outcome_unknown",)") R"(}}}]})",
           ace::simulatedpayment::SimulatedPayment);
