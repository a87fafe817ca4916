// SPDX-License-Identifier: MIT
#include "Cards.h"

#include <algorithm>
#include <iterator>

namespace ace::stripesimulator {

namespace {

constexpr CardOutcome kPays = CardOutcome::Pays;
constexpr CardOutcome kDeclines = CardOutcome::Declines;
constexpr CardOutcome kAsks = CardOutcome::NeedsThreeDSecure;

const TestCard kCards[] = {
    {"4242424242424242", "visa", "visa", kPays, "", ""},
    {"4000056655665556", "visa_debit", "visa", kPays, "", ""},
    {"5555555555554444", "mastercard", "mastercard", kPays, "", ""},
    {"5200828282828210", "mastercard_debit", "mastercard", kPays, "", ""},
    {"5105105105105100", "mastercard_prepaid", "mastercard", kPays, "", ""},
    {"378282246310005", "amex", "amex", kPays, "", ""},
    {"6011111111111117", "discover", "discover", kPays, "", ""},
    {"3056930009020004", "diners", "diners", kPays, "", ""},
    {"3566002020360505", "jcb", "jcb", kPays, "", ""},
    {"6200000000000005", "unionpay", "unionpay", kPays, "", ""},
    {"4000000000000002", "chargeDeclined", "visa", kDeclines, "card_declined", "generic_decline"},
    {"4000000000009995", "chargeDeclinedInsufficientFunds", "visa", kDeclines, "card_declined",
     "insufficient_funds"},
    {"4000000000009987", "chargeDeclinedLostCard", "visa", kDeclines, "card_declined", "lost_card"},
    {"4000000000009979", "chargeDeclinedStolenCard", "visa", kDeclines, "card_declined", "stolen_card"},
    {"4000000000000069", "chargeDeclinedExpiredCard", "visa", kDeclines, "expired_card", "expired_card"},
    {"4000000000000127", "chargeDeclinedIncorrectCvc", "visa", kDeclines, "incorrect_cvc", "incorrect_cvc"},
    {"4000000000000119", "chargeDeclinedProcessingError", "visa", kDeclines, "processing_error",
     "processing_error"},
    // Can be kept by a customer, but declines when it shall pay.
    {"4000000000000341", "chargeCustomerFail", "visa", kDeclines, "card_declined", "generic_decline"},
    {"4000000000003220", "threeDSecure2Required", "visa", kAsks, "", ""},
    {"4000002500003155", "authenticationRequiredOnSetup", "visa", kAsks, "", ""},
    {"4000002760003184", "authenticationRequired", "visa", kAsks, "", ""},
    {"4000000000000259", "createDispute", "visa", kPays, "", "", false, true},
    // With a PIN, at a reader.
    {"4001007020000002", "", "visa", kPays, "", ""},
    {"4001000360000005", "", "visa", kPays, "", ""},
    // The usual card at a reader, for amounts that end so.
    {"ending01", "", "visa", kDeclines, "card_declined", "call_issuer"},
    {"ending05", "", "visa", kDeclines, "card_declined", "generic_decline"},
    {"ending55", "", "visa", kDeclines, "card_declined", "incorrect_pin"},
    {"ending65", "", "visa", kDeclines, "card_declined", "withdrawal_count_limit_exceeded"},
    {"ending75", "", "visa", kDeclines, "card_declined", "pin_try_exceeded"},
    {"4000000000005126", "refundFail", "visa", kPays, "", "", true, false},
};

constexpr const char* kNamePrefix = "pm_card_";

template <class Matches> std::optional<TestCard> findCard(Matches matches)
{
    const auto found = std::ranges::find_if(kCards, matches);
    return found == std::end(kCards) ? std::nullopt : std::optional<TestCard>(*found);
}

} // namespace

std::optional<TestCard> findTestCard(const std::string& number)
{
    std::string digits;
    std::ranges::copy_if(number, std::back_inserter(digits), [](char c) { return c != ' ' && c != '-'; });
    return findCard([&](const TestCard& card) { return card.number == digits; });
}

std::optional<TestCard> findNamedTestCard(const std::string& paymentMethod)
{
    if (!paymentMethod.starts_with(kNamePrefix))
        return std::nullopt;
    const std::string name = paymentMethod.substr(std::string_view(kNamePrefix).size());
    return findCard([&](const TestCard& card) { return !name.empty() && card.name == name; });
}

Json& addCardMethod(Account& account, const TestCard& card, const std::string& name)
{
    const Json holder = name.empty() ? Json(nullptr) : Json(name);
    return account.add({{"id", account.newId("pm_")},
                        {"object", "payment_method"},
                        {"type", "card"},
                        {"created", account.now()},
                        {"livemode", false},
                        {"customer", nullptr},
                        {"metadata", Json::object()},
                        {"billing_details", {{"name", holder}, {"email", nullptr}, {"phone", nullptr}}},
                        {"card",
                         {{"brand", card.brand},
                          {"last4", card.number.substr(card.number.size() - 4)},
                          {"exp_month", 12},
                          {"exp_year", 2040},
                          {"country", "US"},
                          {"funding", "credit"}}},
                        {"_number", card.number}});
}

Json& findPaymentMethod(Account& account, const std::string& id)
{
    if (const auto card = findNamedTestCard(id))
        return addCardMethod(account, *card);
    Json* const known = account.find(id);
    if (!known || known->at("object") != "payment_method")
        throw invalidRequest("There is no payment method \"" + id + "\"; test ones begin with pm_card_.",
                             "resource_missing")
            .withParam("payment_method");
    return *known;
}

const TestCard& cardOf(const Json& paymentMethod)
{
    const std::string number = paymentMethod.at("_number");
    return *std::ranges::find_if(kCards, [&](const TestCard& card) { return card.number == number; });
}

} // namespace ace::stripesimulator
