// SPDX-License-Identifier: MIT
#include "Amounts.h"
#include "Cards.h"
#include "Charges.h"
#include "PaymentIntents.h"

#include "api/Operations.h"
#include "state/Listing.h"
#include "wire/ParameterCheck.h"

#include <algorithm>
#include <initializer_list>

namespace ace::stripesimulator {

namespace {

bool isOneOf(const Json& status, std::initializer_list<const char*> these)
{
    return std::ranges::any_of(these, [&](const char* one) { return status == one; });
}

void requireStatus(const Json& intent, std::initializer_list<const char*> these, const std::string& act)
{
    if (isOneOf(intent["status"], these))
        return;
    throw invalidRequest("This payment intent cannot be " + act + ": its status is " +
                             intent["status"].get<std::string>() + ".",
                         "payment_intent_unexpected_state")
        .withField("payment_intent", shown(intent));
}

Json methodOf(Account& account, Json& intent, const Json& parameters)
{
    if (parameters.contains("payment_method_data"))
        throw invalidRequest("The simulator takes no payment_method_data; give payment_method=pm_card_….")
            .withParam("payment_method_data");
    const Json named = parameters.value("payment_method", intent["payment_method"]);
    if (named.is_null())
        throw invalidRequest("This payment intent has no payment method; give payment_method.",
                             "payment_intent_unexpected_state")
            .withField("payment_intent", shown(intent));
    return findPaymentMethod(account, named);
}

[[noreturn]] void answerDecline(const Json& intent)
{
    ApiError error(402, intent["last_payment_error"]);
    throw error.withField("payment_intent", shown(intent));
}

Json confirmIntent(Account& account, Json& intent, const Json& parameters)
{
    requireStatus(intent, {"requires_payment_method", "requires_confirmation", "requires_action"},
                  "confirmed");
    checkWebAddress(parameters, "return_url");
    const Json method = methodOf(account, intent, parameters);
    const Json& types = intent["payment_method_types"];
    if (std::ranges::find(types, method["type"]) == types.end())
        throw invalidRequest("This payment intent takes no " + method["type"].get<std::string>() +
                                 "; see its payment_method_types.",
                             "payment_intent_incompatible_payment_method")
            .withParam("payment_method");
    intent["_return_url"] = parameters.value("return_url", Json());
    if (parameters.contains("capture_method"))
        intent["capture_method"] = parameters["capture_method"];
    payWith(account, intent, method);
    if (intent["status"] == "requires_action" && parameters.value("error_on_requires_action", false)) {
        finishThreeDSecure(account, intent, false);
        intent["last_payment_error"]["type"] = "card_error";
        intent["last_payment_error"]["code"] = "authentication_required";
    }
    if (!intent["last_payment_error"].is_null())
        answerDecline(intent);
    return intent;
}

Json createIntent(Account& account, const Call& call)
{
    const bool confirms = call.parameters.value("confirm", false);
    if (!confirms && call.parameters.contains("error_on_requires_action"))
        throw invalidRequest("error_on_requires_action needs confirm=true.")
            .withParam("error_on_requires_action");
    Json& intent = createPaymentIntent(account, call.parameters);
    if (confirms)
        return confirmIntent(account, intent, call.parameters);
    if (call.parameters.contains("payment_method")) {
        intent["payment_method"] = methodOf(account, intent, call.parameters)["id"];
        intent["status"] = "requires_confirmation";
    }
    return intent;
}

Json updateIntent(Account& account, const Call& call)
{
    Json& intent = account.need("payment_intent", call.id);
    const Json& given = call.parameters;
    if (given.contains("amount") || given.contains("currency") || given.contains("payment_method")) {
        requireStatus(intent, {"requires_payment_method", "requires_confirmation", "requires_action"},
                      "changed");
        const std::string currency = given.value("currency", intent["currency"].get<std::string>());
        const std::int64_t amount = given.value("amount", intent["amount"].get<std::int64_t>());
        checkAmount(amount, currency, "amount");
        intent["currency"] = currency;
        intent["amount"] = amount;
    }
    if (given.contains("payment_method")) {
        intent["payment_method"] = methodOf(account, intent, given)["id"];
        intent["status"] = "requires_confirmation";
    }
    for (const char* name :
         {"customer", "description", "receipt_email", "setup_future_usage", "shipping",
          "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "capture_method"})
        if (given.contains(name))
            intent[name] = given[name];
    mergeMetadata(intent, given);
    return intent;
}

Json captureIntent(Account& account, const Call& call)
{
    Json& intent = account.need("payment_intent", call.id);
    requireStatus(intent, {"requires_capture"}, "captured");
    const std::int64_t capturable = intent["amount_capturable"];
    const std::int64_t amount = call.parameters.value("amount_to_capture", capturable);
    if (amount < 1 || amount > capturable)
        throw invalidRequest("amount_to_capture must be from 1 to the " + std::to_string(capturable) +
                                 " that are held.",
                             amount < 1 ? "parameter_invalid_integer" : "amount_too_large")
            .withParam("amount_to_capture");
    mergeMetadata(intent, call.parameters);
    Json& held = *account.find(intent["latest_charge"].get<std::string>());
    captureCharge(account, held, amount);
    intent["status"] = "succeeded";
    intent["amount_capturable"] = 0;
    intent["amount_received"] = amount;
    account.emit("charge.captured", held);
    account.emit("payment_intent.succeeded", intent);
    return intent;
}

Json cancelIntent(Account& account, const Call& call)
{
    Json& intent = account.need("payment_intent", call.id);
    requireStatus(intent,
                  {"requires_payment_method", "requires_confirmation", "requires_action", "requires_capture"},
                  "canceled");
    cancelPaymentIntent(account, intent, call.text("cancellation_reason"));
    return intent;
}

} // namespace

void addPaymentIntentOperations(Operations& operations)
{
    operations["POST /v1/payment_intents"] = createIntent;
    operations["GET /v1/payment_intents"] = [](Account& account, const Call& call) {
        return listObjects(account, "payment_intent", {call.parameters, call.path}, [&](const Json& intent) {
            return equalIn(intent, call.parameters, {"customer", "customer_account"});
        });
    };
    operations["GET /v1/payment_intents/{intent}"] = [](Account& account, const Call& call) {
        return account.need("payment_intent", call.id);
    };
    operations["POST /v1/payment_intents/{intent}"] = updateIntent;
    operations["POST /v1/payment_intents/{intent}/confirm"] = [](Account& account, const Call& call) {
        return confirmIntent(account, account.need("payment_intent", call.id), call.parameters);
    };
    operations["POST /v1/payment_intents/{intent}/capture"] = captureIntent;
    operations["POST /v1/payment_intents/{intent}/cancel"] = cancelIntent;
}

} // namespace ace::stripesimulator
