// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ace::stripesimulator {

// The header Stripe-Signature: "t=…,v1=…", with one v1 for each secret. v1 is the HMAC-SHA256 of "t.body"
// in lower-case hex, its key the whole "whsec_…".
std::string signatureHeader(const std::vector<std::string>& secrets, std::int64_t time,
                            const std::string& body);

} // namespace ace::stripesimulator
