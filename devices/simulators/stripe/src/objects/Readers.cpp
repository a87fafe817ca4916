// SPDX-License-Identifier: MIT
#include "Readers.h"

#include "Cards.h"
#include "PaymentIntents.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr const char* kUsualCard = "4242424242424242";
constexpr const char* kDecliningCard = "4000000000000002";

void requireReady(const Json& reader)
{
    if (reader["status"] == "offline")
        throw invalidRequest("The reader is offline. Plug it in.", "terminal_reader_offline");
    if (reader.value("_cardInside", false))
        throw invalidRequest("A card was left in the reader. Take it out.", "terminal_reader_busy");
}

bool waitsForCard(const Json& reader)
{
    return reader["action"].is_object() && reader["action"]["status"] == "in_progress";
}

void finish(Account& account, Json& reader, const Json& failure)
{
    Json& action = reader["action"];
    action["status"] = failure.is_null() ? "succeeded" : "failed";
    if (!failure.is_null()) {
        action["failure_code"] = failure["code"];
        action["failure_message"] = failure["message"];
    }
    account.emit(failure.is_null() ? "terminal.reader.action_succeeded" : "terminal.reader.action_failed",
                 reader);
}

// The last two digits of the amount decide what the usual card does.
std::string numberFor(const Json& intent, const std::string& number)
{
    const std::string usual = number.empty() ? kUsualCard : number;
    const std::string ending =
        "ending" + std::to_string(intent["amount"].get<std::int64_t>() % 100 + 100).substr(1);
    return usual == kUsualCard && findTestCard(ending) ? ending : usual;
}

Json& addPresentMethod(Account& account, const TestCard& card)
{
    Json& method = addCardMethod(account, card);
    method["type"] = "card_present";
    method["card_present"] = method["card"];
    method["card_present"]["read_method"] = "contactless_emv";
    if (card.number.starts_with("ending"))
        method["card_present"]["last4"] = "4242";
    method.erase("card");
    return method;
}

} // namespace

void processIntent(Account& account, Json& reader, const Json& parameters)
{
    requireReady(reader);
    const Json& intent = account.need("payment_intent", parameters.at("payment_intent"));
    const Json& types = intent["payment_method_types"];
    if (std::ranges::find(types, "card_present") == types.end())
        throw invalidRequest("This payment intent takes no card_present.",
                             "payment_intent_incompatible_payment_method")
            .withParam("payment_intent");
    if (intent["status"] != "requires_payment_method")
        throw invalidRequest("This payment intent cannot be paid: its status is " +
                                 intent["status"].get<std::string>() + ".",
                             "intent_invalid_state")
            .withParam("payment_intent");
    reader["action"] = {{"type", "process_payment_intent"},
                        {"status", "in_progress"},
                        {"failure_code", nullptr},
                        {"failure_message", nullptr},
                        {"process_payment_intent",
                         {{"payment_intent", intent["id"]},
                          {"process_config", parameters.value("process_config", Json::object())}}}};
}

void showCart(Account&, Json& reader, const Json& parameters)
{
    requireReady(reader);
    if (!parameters.contains("cart"))
        throw invalidRequest("cart is missing.", "parameter_missing").withParam("cart");
    reader["action"] = {{"type", "set_reader_display"},
                        {"status", "succeeded"},
                        {"failure_code", nullptr},
                        {"failure_message", nullptr},
                        {"set_reader_display", {{"type", "cart"}, {"cart", parameters["cart"]}}}};
}

void cancelAction(Json& reader)
{
    requireReady(reader);
    reader["action"] = nullptr;
}

void presentCard(Account& account, Json& reader, const std::string& number, std::int64_t tip)
{
    requireReady(reader);
    if (!waitsForCard(reader))
        throw invalidRequest("The reader waits for no card; process a payment intent first.");
    Json& intent =
        account.need("payment_intent", reader["action"]["process_payment_intent"]["payment_intent"]);
    if (intent["status"] != "requires_payment_method")
        throw invalidRequest("This payment intent was meanwhile paid or canceled.", "intent_invalid_state");
    const auto card = findTestCard(numberFor(intent, number));
    if (!card)
        throw invalidRequest("This is no test card.").withParam("card_present[number]");
    if (tip > 0) {
        intent["amount"] = intent["amount"].get<std::int64_t>() + tip;
        intent["amount_details"] = {{"tip", {{"amount", tip}}}};
    }
    payWith(account, intent, addPresentMethod(account, *card));
    finish(account, reader, intent["last_payment_error"]);
}

void actAtReader(Account& account, Json& reader, const std::string& act)
{
    if (act == "unplug" || act == "plug") {
        reader["status"] = act == "plug" ? "online" : "offline";
    } else if (act == "leave_card" || act == "take_card") {
        reader["_cardInside"] = act == "leave_card";
    } else if (act == "tap" || act == "decline") {
        presentCard(account, reader, act == "tap" ? "" : kDecliningCard, 0);
    } else if (act == "cancel" || act == "lose_before" || act == "lose_after") {
        if (act == "lose_after")
            presentCard(account, reader, "", 0);
        else if (!waitsForCard(reader))
            throw invalidRequest("The reader waits for no card.");
        finish(account, reader,
               act == "cancel"
                   ? Json{{"code", "customer_canceled"}, {"message", "The customer canceled."}}
                   : Json{{"code", "connection_error"}, {"message", "The reader lost the network."}});
    } else {
        throw invalidRequest(
            "act is tap, decline, cancel, unplug, plug, leave_card, take_card, lose_before or lose_after.");
    }
}

} // namespace ace::stripesimulator
