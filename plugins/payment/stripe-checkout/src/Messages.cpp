// SPDX-License-Identifier: MIT
#include "Messages.h"

#include <ace/sdk/DeviceError.h>
#include <ace/stripe/Signature.h>

#include <algorithm>

namespace ace::stripecheckout {

namespace {
constexpr std::uint64_t kSkewedMost = 2; // single ones are repetitions
}

Json Messages::read(const sdk::Headers& headers, std::string_view body, Instant now)
{
    mustBeGenuine(headers, body, now);
    Json event = Json::parse(body, nullptr, false);
    if (!event.is_object())
        throw sdk::DeviceError(ACE_ILLEGAL, "the message is signed, but no event");
    return event;
}

void Messages::mustBeGenuine(const sdk::Headers& headers, std::string_view body, Instant now)
{
    if (settings_.webhookSecrets.empty())
        throw sdk::DeviceError(ACE_ILLEGAL, "no webhook_secrets are set, so that no message can be believed");
    const auto header =
        std::ranges::find(headers, "stripe-signature", [](const auto& one) { return one.first; });
    const std::string signature = header == headers.end() ? "" : header->second;
    using enum stripe::SignatureVerdict;
    switch (stripe::checkSignature(signature, body, settings_.webhookSecrets, now)) {
    case Genuine:
        skewed_ = saidAt_ = 0;
        return;
    case Missing:
        throw sdk::DeviceError(ACE_ILLEGAL, "the message has no Stripe-Signature that can be read");
    case Wrong:
        throw sdk::DeviceError(ACE_ILLEGAL, "the message is signed by none of the webhook_secrets");
    case TooOld:
        countSkewed(signature, now);
        throw sdk::DeviceError(ACE_ILLEGAL, "the message was signed more than 5 minutes from now: it is a "
                                            "repetition, or this machine's clock is wrong");
    }
}

void Messages::countSkewed(const std::string& signature, Instant now)
{
    ++skewed_;
    const auto at = stripe::signedAt(signature);
    if (!at || skewed_ <= kSkewedMost || skewed_ < 2 * saidAt_)
        return;
    saidAt_ = skewed_;
    const auto off = std::chrono::round<std::chrono::seconds>(now - *at).count();
    warn_(std::to_string(skewed_) + " messages in a row are Stripe's, but the last one was signed " +
          std::to_string(off < 0 ? -off : off) + " s " + (off < 0 ? "after" : "before") +
          " the time of this machine, and all are refused: set its clock, by NTP");
}

} // namespace ace::stripecheckout
