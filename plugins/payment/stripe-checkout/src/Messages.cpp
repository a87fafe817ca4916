// SPDX-License-Identifier: MIT
#include "Messages.h"

#include "Json.h"
#include "Sessions.h"

#include <ace/sdk/DeviceError.h>
#include <ace/stripe/Signature.h>

#include <algorithm>

namespace ace::stripecheckout {

namespace {

void mustBeGenuine(const CheckoutSettings& settings, const sdk::Headers& headers, std::string_view body,
                   Instant now)
{
    if (settings.webhookSecrets.empty())
        throw sdk::DeviceError(ACE_ILLEGAL, "no webhook_secrets are set, so that no message can be believed");
    const auto header =
        std::ranges::find(headers, "stripe-signature", [](const auto& one) { return one.first; });
    const std::string signature = header == headers.end() ? "" : header->second;
    using enum stripe::SignatureVerdict;
    switch (stripe::checkSignature(signature, body, settings.webhookSecrets, now)) {
    case Genuine:
        return;
    case Missing:
        throw sdk::DeviceError(ACE_ILLEGAL, "the message has no Stripe-Signature that can be read");
    case Wrong:
        throw sdk::DeviceError(ACE_ILLEGAL, "the message is signed by none of the webhook_secrets");
    case TooOld:
        throw sdk::DeviceError(ACE_ILLEGAL, "the message was signed more than 5 minutes from now: it is a "
                                            "repetition, or this machine's clock is wrong");
    }
}

bool tellsUsSomething(const std::string& type)
{
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"checkout.session.", "payment_intent.", "charge.", "refund."},
        [&](std::string_view prefix) { return type.starts_with(prefix); });
}

} // namespace

std::optional<PaymentId> paymentOfMessage(const CheckoutSettings& settings, const sdk::Headers& headers,
                                          std::string_view body, Instant now)
{
    mustBeGenuine(settings, headers, body, now);
    const Json event = Json::parse(body, nullptr, false);
    if (!event.is_object())
        throw sdk::DeviceError(ACE_ILLEGAL, "the message is signed, but no event");
    if (!tellsUsSomething(textIn(event, "type")) || isLive(event) != stripe::isLiveKey(settings.client.key))
        return std::nullopt;
    const Json metadata = objectIn(objectIn(objectIn(event, "data"), "object"), "metadata");
    if (textIn(metadata, kInstallationMark) != settings.installation)
        return std::nullopt;
    return PaymentId::parse(textIn(metadata, kPaymentMark));
}

} // namespace ace::stripecheckout
