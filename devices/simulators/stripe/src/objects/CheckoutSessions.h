// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

namespace ace::stripesimulator {

// A checkout session is open, then complete or expired. What its page does:

// The intent that the customer pays with; made by the first attempt.
Json& ensureIntent(Account& account, Json& session);
// After each attempt: complete if the intent says so.
void followIntent(Account& account, Json& session, const Json& intent);
// A session whose money came, or did not come, after it was complete.
void settleDelayedSession(Account& account, Json& session, bool paid);
void completeWithoutPayment(Account& account, Json& session); // where the total is 0
void setCustomer(Json& session, const std::string& email, const std::string& name);
void expireSession(Account& account, Json& session);

Json* findSessionOf(Account& account, const Json& intent); // null: not made by a session

// Where the customer goes afterwards.
std::string successUrlOf(const Json& session);

} // namespace ace::stripesimulator
