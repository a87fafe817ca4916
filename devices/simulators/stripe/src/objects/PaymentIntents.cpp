// SPDX-License-Identifier: MIT
#include "PaymentIntents.h"

#include "Amounts.h"
#include "Cards.h"
#include "Charges.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kAuthorisationSeconds = 7 * 24 * 3600;

// allowed_payment_method_types leaves out without a word what does not fit the account.
Json methodTypesOf(const Json& parameters)
{
    for (const char* name : {"payment_method_types", "allowed_payment_method_types"})
        if (parameters.contains(name) && !parameters[name].empty())
            return parameters[name];
    return Json::array({"card"});
}

void refuseContradictions(const Json& parameters)
{
    if (!parameters.contains("allowed_payment_method_types"))
        return;
    for (const char* other : {"payment_method_types", "excluded_payment_method_types",
                              "automatic_payment_methods", "payment_method_configuration"})
        if (parameters.contains(other))
            throw invalidRequest(std::string("allowed_payment_method_types excludes ") + other + ".")
                .withParam("allowed_payment_method_types");
}

void succeedIntent(Account& account, Json& intent, Json& charge)
{
    intent["latest_charge"] = charge["id"];
    intent["next_action"] = nullptr;
    if (intent["capture_method"] == "manual") {
        intent["status"] = "requires_capture";
        intent["amount_capturable"] = intent["amount"];
        account.emit("charge.succeeded", charge);
        account.emit("payment_intent.amount_capturable_updated", intent);
        account.later(account.now() + kAuthorisationSeconds,
                      [&account, id = intent["id"].get<std::string>()] {
                          Json* const late = account.find(id);
                          if (late && late->at("status") == "requires_capture")
                              cancelPaymentIntent(account, *late, "automatic");
                      });
        return;
    }
    intent["status"] = "succeeded";
    intent["amount_received"] = intent["amount"];
    account.emit("charge.succeeded", charge);
    account.emit("payment_intent.succeeded", intent);
}

void failIntent(Account& account, Json& intent, Json error)
{
    intent["status"] = "requires_payment_method";
    intent["payment_method"] = nullptr;
    intent["next_action"] = nullptr;
    intent["last_payment_error"] = std::move(error);
    account.emit("payment_intent.payment_failed", intent);
}

void declineMethod(Account& account, Json& intent, const Json& paymentMethod, const TestCard& card)
{
    const Json& charge = addCharge(account, intent, paymentMethod, &card);
    account.emit("charge.failed", charge);
    intent["latest_charge"] = charge["id"];
    failIntent(account, intent,
               {{"type", "card_error"},
                {"code", card.code},
                {"decline_code", card.declineCode},
                {"message", charge["failure_message"]},
                {"charge", charge["id"]},
                {"payment_method", shown(paymentMethod)}});
}

void chargeMethod(Account& account, Json& intent, const Json& paymentMethod)
{
    Json& made = addCharge(account, intent, paymentMethod, nullptr);
    succeedIntent(account, intent, made);
    if (cardOf(paymentMethod).isDisputed && intent["status"] == "succeeded")
        openDispute(account, made, "fraudulent");
}

} // namespace

void mergeMetadata(Json& object, const Json& parameters)
{
    if (!parameters.contains("metadata"))
        return;
    if (parameters["metadata"].is_null())
        object["metadata"] = Json::object();
    for (const auto& [key, value] : parameters["metadata"].items()) {
        if (value == "")
            object["metadata"].erase(key);
        else
            object["metadata"][key] = value;
    }
}

Json& createPaymentIntent(Account& account, const Json& parameters)
{
    refuseContradictions(parameters);
    const std::int64_t amount = parameters.at("amount");
    const std::string currency = parameters.at("currency");
    checkAmount(amount, currency, "amount");
    if (parameters.contains("customer"))
        account.need("customer", parameters["customer"]);
    const std::string id = account.newId("pi_");
    Json intent = {{"id", id},
                   {"object", "payment_intent"},
                   {"amount", amount},
                   {"amount_capturable", 0},
                   {"amount_received", 0},
                   {"currency", currency},
                   {"created", account.now()},
                   {"livemode", false},
                   {"client_secret", account.newId(id + "_secret_")},
                   {"capture_method", parameters.value("capture_method", "automatic_async")},
                   {"confirmation_method", parameters.value("confirmation_method", "automatic")},
                   {"status", "requires_payment_method"},
                   {"payment_method_types", methodTypesOf(parameters)},
                   {"allowed_payment_method_types", parameters.value("allowed_payment_method_types", Json())},
                   {"automatic_payment_methods", parameters.value("automatic_payment_methods", Json())},
                   {"metadata", Json::object()}};
    for (const char* name :
         {"application", "application_fee_amount", "canceled_at", "cancellation_reason", "customer_account",
          "excluded_payment_method_types", "last_payment_error", "latest_charge", "managed_payments",
          "next_action", "on_behalf_of", "payment_method", "payment_method_configuration_details",
          "payment_record", "processing", "review", "source"})
        intent[name] = nullptr;
    for (const char* name :
         {"customer", "description", "receipt_email", "setup_future_usage", "shipping",
          "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "payment_method_options"})
        intent[name] = parameters.value(name, Json());
    mergeMetadata(intent, parameters);
    Json& kept = account.add(std::move(intent));
    account.emit("payment_intent.created", kept);
    return kept;
}

void payWith(Account& account, Json& intent, const Json& paymentMethod)
{
    const TestCard& card = cardOf(paymentMethod);
    intent["payment_method"] = paymentMethod["id"];
    intent["last_payment_error"] = nullptr;
    if (card.outcome == CardOutcome::Declines)
        return declineMethod(account, intent, paymentMethod, card);
    if (card.outcome == CardOutcome::Pays)
        return chargeMethod(account, intent, paymentMethod);
    const std::string page = account.publicUrl() + "/3d-secure/" + intent["id"].get<std::string>();
    intent["status"] = "requires_action";
    intent["next_action"] = {
        {"type", "redirect_to_url"},
        {"redirect_to_url", {{"url", page}, {"return_url", intent.value("_return_url", Json())}}}};
    account.emit("payment_intent.requires_action", intent);
}

void finishThreeDSecure(Account& account, Json& intent, bool passed)
{
    if (intent["status"] != "requires_action")
        return;
    const Json method = *account.find(intent["payment_method"].get<std::string>());
    if (passed)
        return chargeMethod(account, intent, method);
    failIntent(account, intent,
               {{"type", "invalid_request_error"},
                {"code", "payment_intent_authentication_failure"},
                {"message", "The customer did not prove to be the card's owner."},
                {"payment_method", shown(method)}});
}

void beginDelayed(Account& account, Json& intent)
{
    const auto card = findTestCard("4242424242424242");
    intent["payment_method"] = addCardMethod(account, *card)["id"];
    intent["status"] = "processing";
    account.emit("payment_intent.processing", intent);
}

void settleDelayed(Account& account, Json& intent, bool paid)
{
    if (intent["status"] != "processing")
        throw invalidRequest("Only a payment that is processing can be settled; this one is " +
                             intent["status"].get<std::string>() + ".");
    const Json method = *account.find(intent["payment_method"].get<std::string>());
    if (paid)
        return chargeMethod(account, intent, method);
    failIntent(account, intent,
               {{"type", "card_error"},
                {"code", "payment_method_provider_decline"},
                {"message", "The bank did not pay."},
                {"payment_method", shown(method)}});
}

void cancelPaymentIntent(Account& account, Json& intent, const std::string& reason)
{
    if (intent["status"] == "requires_capture") {
        Json& held = *account.find(intent["latest_charge"].get<std::string>());
        held["refunded"] = true; // so does Stripe show a hold that was released
        held["amount_refunded"] = held["amount"];
    }
    intent["status"] = "canceled";
    intent["amount_capturable"] = 0;
    intent["next_action"] = nullptr;
    intent["canceled_at"] = account.now();
    intent["cancellation_reason"] = reason.empty() ? Json(nullptr) : Json(reason);
    account.emit("payment_intent.canceled", intent);
}

} // namespace ace::stripesimulator
