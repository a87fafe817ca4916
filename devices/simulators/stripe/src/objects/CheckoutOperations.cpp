// SPDX-License-Identifier: MIT
#include "Amounts.h"
#include "CheckoutSessions.h"
#include "PaymentIntents.h"

#include "api/Operations.h"
#include "state/Listing.h"
#include "wire/ParameterCheck.h"

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kLeastSeconds = 30 * 60;
constexpr std::int64_t kMostSeconds = 24 * 3600;
constexpr std::int64_t kSlackSeconds = 60; // the client's clock may be a little behind
constexpr std::size_t kLineItemsMost = 100;
constexpr std::int64_t kQuantityMost = 999'999;

Json lineItemOf(Account& account, const Json& given, const std::string& name)
{
    if (given.contains("price"))
        throw noSuch("price (give price_data)", given["price"]).withParam(name + "[price]");
    if (!given.contains("price_data"))
        throw invalidRequest("A line item needs price_data.", "parameter_missing")
            .withParam(name + "[price_data]");
    const Json& price = given["price_data"];
    if (!price.contains("product_data"))
        throw invalidRequest("price_data needs product_data.", "parameter_missing")
            .withParam(name + "[price_data][product_data]");
    if (!price.contains("unit_amount"))
        throw invalidRequest("price_data needs unit_amount.", "parameter_missing")
            .withParam(name + "[price_data][unit_amount]");
    const std::int64_t unit = price["unit_amount"];
    const std::int64_t quantity = given.value("quantity", 0);
    if (unit < 0 || unit > 99'999'999)
        throw invalidRequest("unit_amount must be from 0 to 99999999.", "parameter_invalid_integer")
            .withParam(name + "[price_data][unit_amount]");
    if (quantity < 1 || quantity > kQuantityMost)
        throw invalidRequest("A line item needs a quantity of at least 1.", "parameter_invalid_integer")
            .withParam(name + "[quantity]");
    return {{"id", account.newId("li_")},
            {"object", "item"},
            {"description", price["product_data"]["name"]},
            {"quantity", quantity},
            {"currency", price["currency"]},
            {"amount_subtotal", unit * quantity},
            {"amount_total", unit * quantity},
            {"amount_discount", 0},
            {"amount_tax", 0},
            {"adjustable_quantity", nullptr},
            {"metadata", given.value("metadata", Json::object())},
            {"price",
             {{"id", account.newId("price_")},
              {"object", "price"},
              {"active", false},
              {"currency", price["currency"]},
              {"product", account.newId("prod_")},
              {"type", "one_time"},
              {"unit_amount", unit}}}};
}

Json lineItemsOf(Account& account, const Json& parameters)
{
    if (!parameters.contains("line_items") || parameters["line_items"].empty())
        throw invalidRequest("line_items is missing.", "parameter_missing").withParam("line_items");
    if (parameters["line_items"].size() > kLineItemsMost)
        throw invalidRequest("line_items has at most 100 items.").withParam("line_items");
    Json items = Json::array();
    for (const Json& given : parameters["line_items"]) {
        const std::string name = "line_items[" + std::to_string(items.size()) + "]";
        items.push_back(lineItemOf(account, given, name));
        if (items.back()["currency"] != items.front()["currency"])
            throw invalidRequest("All line items must have one currency.")
                .withParam(name + "[price_data][currency]");
    }
    return items;
}

void checkWhatIsSimulated(const Json& parameters)
{
    if (parameters.value("mode", "payment") != "payment")
        throw invalidRequest("The simulator only takes mode=payment.").withParam("mode");
    if (parameters.value("ui_mode", "hosted_page") != "hosted_page")
        throw invalidRequest("The simulator only has the hosted page.").withParam("ui_mode");
    if (!parameters.contains("success_url"))
        throw invalidRequest("success_url is missing.", "parameter_missing").withParam("success_url");
    checkWebAddress(parameters, "success_url");
    checkWebAddress(parameters, "cancel_url");
    if (parameters.contains("customer") && parameters.contains("customer_email"))
        throw invalidRequest("Give customer or customer_email, not both.").withParam("customer_email");
}

std::int64_t expiryOf(const Account& account, const Json& parameters)
{
    const std::int64_t expiry = parameters.value("expires_at", account.now() + kMostSeconds);
    if (expiry < account.now() + kLeastSeconds - kSlackSeconds ||
        expiry > account.now() + kMostSeconds + kSlackSeconds)
        throw invalidRequest("expires_at must be from 30 minutes to 24 hours from now.")
            .withParam("expires_at");
    return expiry;
}

// What the payment intent of the page will be made of.
Json intentParametersOf(const Json& parameters)
{
    Json intent = parameters.value("payment_intent_data", Json::object());
    for (const char* name : {"customer", "payment_method_types", "allowed_payment_method_types"})
        if (parameters.contains(name))
            intent[name] = parameters[name];
    const Json card =
        parameters.value("payment_method_options", Json::object()).value("card", Json::object());
    if (card.contains("capture_method"))
        intent["capture_method"] = card["capture_method"];
    return intent;
}

Json sessionMethodTypesOf(const Json& parameters)
{
    for (const char* name : {"payment_method_types", "allowed_payment_method_types"})
        if (parameters.contains(name) && !parameters[name].empty())
            return parameters[name];
    return Json::array({"card", "us_bank_account"});
}

// What was given, and null for what was not.
void fillTheRest(Json& session, const Json& parameters)
{
    for (const char* name : {"adaptive_pricing",
                             "after_expiration",
                             "client_secret",
                             "collected_information",
                             "consent",
                             "consent_collection",
                             "currency_conversion",
                             "customer_account",
                             "customer_details",
                             "discounts",
                             "invoice",
                             "invoice_creation",
                             "managed_payments",
                             "payment_intent",
                             "payment_link",
                             "payment_method_configuration_details",
                             "permissions",
                             "recovered_from",
                             "saved_payment_method_options",
                             "setup_intent",
                             "shipping_address_collection",
                             "shipping_cost",
                             "subscription",
                             "wallet_options"})
        session[name] = nullptr;
    for (const char* name :
         {"allow_promotion_codes", "allowed_payment_method_types", "billing_address_collection", "cancel_url",
          "client_reference_id", "customer", "customer_creation", "customer_email", "custom_text",
          "integration_identifier", "locale", "origin_context", "payment_method_options", "submit_type",
          "success_url"})
        session[name] = parameters.value(name, Json());
}

Json newSession(Account& account, const Json& parameters, const Json& items)
{
    std::int64_t total = 0;
    for (const Json& item : items)
        total += item["amount_total"].get<std::int64_t>();
    const std::string currency = items.front()["currency"];
    if (total > 0)
        checkAmount(total, currency, "line_items");
    const std::string id = account.newId("cs_test_", 58);
    Json session = {{"id", id},
                    {"object", "checkout.session"},
                    {"mode", "payment"},
                    {"status", "open"},
                    {"payment_status", "unpaid"},
                    {"url", account.publicUrl() + "/c/pay/" + id},
                    {"ui_mode", "hosted_page"},
                    {"amount_subtotal", total},
                    {"amount_total", total},
                    {"currency", currency},
                    {"created", account.now()},
                    {"expires_at", expiryOf(account, parameters)},
                    {"livemode", false},
                    {"automatic_tax", {{"enabled", false}, {"liability", nullptr}, {"status", nullptr}}},
                    {"total_details", {{"amount_discount", 0}, {"amount_shipping", 0}, {"amount_tax", 0}}},
                    {"payment_method_types", sessionMethodTypesOf(parameters)},
                    {"payment_method_collection", "always"},
                    {"custom_fields", Json::array()},
                    {"shipping_options", Json::array()},
                    {"metadata", Json::object()},
                    {"_line_items", items},
                    {"_intent", intentParametersOf(parameters)}};
    fillTheRest(session, parameters);
    mergeMetadata(session, parameters);
    return session;
}

Json createSession(Account& account, const Call& call)
{
    checkWhatIsSimulated(call.parameters);
    if (call.parameters.contains("customer"))
        account.need("customer", call.parameters["customer"]);
    const Json items = lineItemsOf(account, call.parameters);
    const Json& session = account.add(newSession(account, call.parameters, items));
    account.later(session["expires_at"], [&account, id = session["id"].get<std::string>()] {
        Json* const late = account.find(id);
        if (late && late->at("status") == "open")
            expireSession(account, *late);
    });
    return session;
}

Json listSessions(Account& account, const Call& call)
{
    return listObjects(account, "checkout.session", {call.parameters, call.path}, [&](const Json& session) {
        const Json wanted = call.parameters.value("customer_details", Json());
        const bool ofCustomer = wanted.is_null() || (session["customer_details"].is_object() &&
                                                     session["customer_details"]["email"] == wanted["email"]);
        return ofCustomer &&
               equalIn(session, call.parameters,
                       {"customer", "payment_intent", "payment_link", "status", "subscription"});
    });
}

Json expireByCall(Account& account, const Call& call)
{
    Json& session = account.need("checkout.session", call.id);
    if (session["status"] != "open")
        throw invalidRequest("Only an open session can be expired; this one is " +
                             session["status"].get<std::string>() + ".");
    expireSession(account, session);
    return session;
}

} // namespace

void addCheckoutOperations(Operations& operations)
{
    operations["POST /v1/checkout/sessions"] = createSession;
    operations["GET /v1/checkout/sessions"] = listSessions;
    operations["GET /v1/checkout/sessions/{session}"] = [](Account& account, const Call& call) {
        return account.need("checkout.session", call.id);
    };
    operations["POST /v1/checkout/sessions/{session}/expire"] = expireByCall;
    operations["GET /v1/checkout/sessions/{session}/line_items"] = [](Account& account, const Call& call) {
        const Json& session = account.need("checkout.session", call.id);
        return pageOf(pointersTo(session["_line_items"]), call.parameters, call.path);
    };
}

} // namespace ace::stripesimulator
