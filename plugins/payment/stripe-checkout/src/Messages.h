// SPDX-License-Identifier: MIT
#pragma once

#include "CheckoutSettings.h"

#include <ace/base/Clock.h>
#include <ace/sdk/PaymentJson.h>

#include <optional>
#include <string_view>

namespace ace::stripecheckout {

// The payment that a webhook's event is about; none: it is genuine, but of the other mode, of another
// installation, or of a kind that tells us nothing. An event is only a hint to ask. Throws DeviceError: it
// is not Stripe's.
std::optional<PaymentId> paymentOfMessage(const CheckoutSettings& settings, const sdk::Headers& headers,
                                          std::string_view body, Instant now);

} // namespace ace::stripecheckout
