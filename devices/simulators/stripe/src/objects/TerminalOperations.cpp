// SPDX-License-Identifier: MIT
#include "PaymentIntents.h"
#include "Readers.h"

#include "api/Operations.h"
#include "state/Listing.h"

namespace ace::stripesimulator {

namespace {

Json createLocation(Account& account, const Call& call)
{
    const Json& given = call.parameters;
    if (!given.contains("address") || !given.contains("display_name"))
        throw invalidRequest("A location needs a display_name and an address.", "parameter_missing")
            .withParam(given.contains("address") ? "display_name" : "address");
    Json location = {{"id", account.newId("tml_")},
                     {"object", "terminal.location"},
                     {"display_name", given["display_name"]},
                     {"address", given["address"]},
                     {"livemode", false},
                     {"metadata", Json::object()}};
    for (const char* line : {"city", "country", "line1", "line2", "postal_code", "state"})
        if (!location["address"].contains(line))
            location["address"][line] = nullptr;
    mergeMetadata(location, given);
    return account.add(std::move(location));
}

Json createReader(Account& account, const Call& call)
{
    const std::string code = call.text("registration_code");
    if (!code.starts_with("simulated-"))
        throw invalidRequest("The simulator only has readers of its own: registration_code=simulated-wpe.")
            .withParam("registration_code");
    if (!call.parameters.contains("location"))
        throw invalidRequest("A reader needs a location.", "parameter_missing").withParam("location");
    account.need("terminal.location", call.text("location"));
    const std::string id = account.newId("tmr_");
    Json reader = {
        {"id", id},
        {"object", "terminal.reader"},
        {"action", nullptr},
        {"device_sw_version", "simulator"},
        {"device_type", code == "simulated-s700" ? "simulated_stripe_s700" : "simulated_wisepos_e"},
        {"ip_address", "127.0.0.1"},
        {"label", call.parameters.value("label", Json(id))},
        {"last_seen_at", account.now() * 1000},
        {"livemode", false},
        {"location", call.text("location")},
        {"serial_number", "simulator-" + id.substr(4, 8)},
        {"status", "online"},
        {"metadata", Json::object()}};
    mergeMetadata(reader, call.parameters);
    return account.add(std::move(reader));
}

Json updateReader(Account& account, const Call& call)
{
    Json& reader = account.need("terminal.reader", call.id);
    if (call.parameters.contains("label"))
        reader["label"] = call.parameters["label"];
    mergeMetadata(reader, call.parameters);
    return reader;
}

Json deleteReader(Account& account, const Call& call)
{
    account.need("terminal.reader", call.id);
    account.remove(call.id);
    return {{"id", call.id}, {"object", "terminal.reader"}, {"deleted", true}};
}

Json presentMethod(Account& account, const Call& call)
{
    Json& reader = account.need("terminal.reader", call.id);
    const Json card = call.parameters.value("card_present", Json::object());
    presentCard(account, reader, card.value("number", ""), call.parameters.value("amount_tip", 0));
    return reader;
}

void addReaderActs(Operations& operations)
{
    operations["POST /v1/terminal/readers/{reader}/process_payment_intent"] = [](Account& account,
                                                                                 const Call& call) {
        Json& reader = account.need("terminal.reader", call.id);
        processIntent(account, reader, call.parameters);
        return reader;
    };
    operations["POST /v1/terminal/readers/{reader}/cancel_action"] = [](Account& account, const Call& call) {
        Json& reader = account.need("terminal.reader", call.id);
        cancelAction(reader);
        return reader;
    };
    operations["POST /v1/terminal/readers/{reader}/set_reader_display"] = [](Account& account,
                                                                             const Call& call) {
        Json& reader = account.need("terminal.reader", call.id);
        showCart(account, reader, call.parameters);
        return reader;
    };
    operations["POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method"] = presentMethod;
}

} // namespace

void addTerminalOperations(Operations& operations)
{
    operations["POST /v1/terminal/locations"] = createLocation;
    operations["GET /v1/terminal/locations"] = [](Account& account, const Call& call) {
        return listObjects(account, "terminal.location", {call.parameters, call.path});
    };
    operations["GET /v1/terminal/locations/{location}"] = [](Account& account, const Call& call) {
        return account.need("terminal.location", call.id);
    };
    operations["POST /v1/terminal/readers"] = createReader;
    operations["GET /v1/terminal/readers"] = [](Account& account, const Call& call) {
        return listObjects(account, "terminal.reader", {call.parameters, call.path}, [&](const Json& reader) {
            return equalIn(reader, call.parameters, {"device_type", "location", "serial_number", "status"});
        });
    };
    operations["GET /v1/terminal/readers/{reader}"] = [](Account& account, const Call& call) {
        return account.need("terminal.reader", call.id);
    };
    operations["POST /v1/terminal/readers/{reader}"] = updateReader;
    operations["DELETE /v1/terminal/readers/{reader}"] = deleteReader;
    addReaderActs(operations);
}

} // namespace ace::stripesimulator
