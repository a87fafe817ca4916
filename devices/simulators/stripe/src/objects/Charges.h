// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

namespace ace::stripesimulator {

struct TestCard;

// A charge of the intent's amount. It is not captured where the intent is captured by hand; a card that
// declines leaves a failed one.
Json& addCharge(Account& account, const Json& intent, const Json& paymentMethod, const TestCard* declining);
void captureCharge(Account& account, Json& charge, std::int64_t amount);

// From parameters as POST /v1/refunds takes them.
Json& createRefund(Account& account, const Json& parameters);
void failRefund(Account& account, Json& refund);   // ApiError where it has already ended
void settleRefund(Account& account, Json& refund); // a pending one

Json& openDispute(Account& account, Json& charge, const std::string& reason);
void closeDispute(Account& account, Json& dispute, bool won);

} // namespace ace::stripesimulator
