// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

namespace ace::stripesimulator {

// A payment intent's states, beyond what its operations say:
//   requires_payment_method → requires_confirmation → requires_action → processing → requires_capture
//   → succeeded
// A decline leads back to requires_payment_method; from all but succeeded, canceled and processing it can
// be canceled.

// From parameters as POST /v1/payment_intents takes them, after its table.
Json& createPaymentIntent(Account& account, const Json& parameters);

// Tries to pay with this method. The intent then succeeded, requires_capture, requires_action or, after a
// decline, requires_payment_method.
void payWith(Account& account, Json& intent, const Json& paymentMethod);
// What the customer did on the 3-D Secure page of an intent that requires_action.
void finishThreeDSecure(Account& account, Json& intent, bool passed);
// Money that arrives days later: first processing, then settled.
void beginDelayed(Account& account, Json& intent);
void settleDelayed(Account& account, Json& intent, bool paid);

void cancelPaymentIntent(Account& account, Json& intent, const std::string& reason);

void mergeMetadata(Json& object, const Json& parameters);

} // namespace ace::stripesimulator
