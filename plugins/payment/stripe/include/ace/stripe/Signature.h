// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::stripe {

enum class SignatureVerdict {
    Genuine,
    Missing, // no header, or none that has a time and a signature of scheme v1
    Wrong,   // by none of the secrets
    TooOld,  // genuine, but its time is more than 300 s from ours: a replay, or a wrong clock
};

// Stripe-Signature: t=<unix>,v1=<hex>[,v1=<hex>…]; v1 is HMAC-SHA-256 of "<t>.<body>", the whole secret its
// key. Other schemes are ignored, and so are secrets that are blank. `body`: the bytes as they came.
SignatureVerdict checkSignature(std::string_view header, std::string_view body,
                                const std::vector<std::string>& secrets, Instant now);
// When it says that it was signed; none: it has no header that can be read.
std::optional<Instant> signedAt(std::string_view header);
// What Stripe would send, for tests and simulators.
std::string signatureOf(std::string_view body, std::string_view secret, Instant at);

} // namespace ace::stripe
