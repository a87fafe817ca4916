// SPDX-License-Identifier: MIT
#include "Afterwards.h"

#include "Amounts.h"
#include "Listing.h"

namespace ace::stripecheckout {

namespace {

constexpr int kPagesMost = 10; // of 100 refunds of one payment

PaymentState stateOf(const std::string& status)
{
    if (status == "succeeded")
        return PaymentState::Confirmed;
    if (status == "failed")
        return PaymentState::Failed;
    return status == "canceled" ? PaymentState::Canceled : PaymentState::Pending;
}

sdk::Dispute::State disputeStateOf(const std::string& status)
{
    if (status == "lost")
        return sdk::Dispute::State::Lost;
    const bool over = status == "won" || status == "warning_closed" || status == "prevented";
    return over ? sdk::Dispute::State::Won : sdk::Dispute::State::Open;
}

} // namespace

void Afterwards::addTo(sdk::PaymentProgress& progress, const sdk::PaymentIntent& intent)
{
    const stripe::Fields ofPayment{{"payment_intent", sessions_.paymentIntentOf(intent)}};
    const Currency currency = intent.amount.currency;
    const bool all =
        visitList(client_, "/v1/refunds", ofPayment, kPagesMost,
                  [&](const Json& refund) {
                      progress.back.push_back(backOf(refund, currency));
                      return true;
                  }) &&
        visitList(client_, "/v1/disputes", ofPayment, kPagesMost, [&](const Json& dispute) {
            progress.disputes.push_back({textIn(dispute, "id"),
                                         {ourAmount(numberIn(dispute, "amount"), currency), currency},
                                         disputeStateOf(textIn(dispute, "status"))});
            return true;
        });
    if (!all)
        throw sdk::DeviceError(ACE_FAILURE, "payment " + intent.payment.toString() +
                                                " has more refunds or disputes than can be read; look at it "
                                                "in Stripe's dashboard");
}

sdk::MoneyBack Afterwards::backOf(const Json& refund, const Currency& currency) const
{
    sdk::MoneyBack back;
    back.name = textIn(refund, "id");
    back.amount = {ourAmount(numberIn(refund, "amount"), currency), currency};
    back.state = stateOf(textIn(refund, "status"));
    back.refusal = textIn(refund, "failure_reason");
    const Json metadata = objectIn(refund, "metadata");
    if (textIn(metadata, kInstallationMark) == settings_.installation)
        back.refund = RefundId::parse(textIn(metadata, kRefundMark));
    return back;
}

} // namespace ace::stripecheckout
