// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

#include <optional>
#include <string>

namespace ace::stripesimulator {

enum class CardOutcome { Pays, Declines, NeedsThreeDSecure };

// What an official test card does.
struct TestCard
{
    std::string number;
    std::string name; // of its payment method, after "pm_card_"; may be empty
    std::string brand;
    CardOutcome outcome = CardOutcome::Pays;
    std::string code; // of the error, where it declines
    std::string declineCode;
    bool refundFails = false;
    bool isDisputed = false;
};

// Spaces and hyphens do not matter. None: no test number; a real card number must never be typed here.
std::optional<TestCard> findTestCard(const std::string& number);
std::optional<TestCard> findNamedTestCard(const std::string& paymentMethod); // "pm_card_visa"

// A new payment method of this card, kept in the account.
Json& addCardMethod(Account& account, const TestCard& card, const std::string& name = {});
// "pm_card_…" is made, another must be there. ApiError 400 where there is none.
Json& findPaymentMethod(Account& account, const std::string& id);
const TestCard& cardOf(const Json& paymentMethod); // of the above

} // namespace ace::stripesimulator
