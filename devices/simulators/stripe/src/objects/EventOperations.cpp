// SPDX-License-Identifier: MIT
#include "PaymentIntents.h"

#include "api/Operations.h"
#include "state/Listing.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr std::size_t kEndpointsMost = 16;

// "charge.*" is no filter; "*" alone is.
bool isEventName(const std::string& text)
{
    const bool letters = std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    return text == "*" || (letters && text.find('.') != std::string::npos && text.back() != '.');
}

Json listEvents(Account& account, const Call& call)
{
    return listObjects(account, "event", {call.parameters, call.path}, [&](const Json& event) {
        const Json& types = call.parameters.value("types", Json());
        const bool ofTypes = types.is_null() || std::ranges::find(types, event["type"]) != types.end();
        const bool delivered = event["pending_webhooks"] == 0;
        return ofTypes && equalIn(event, call.parameters, {"type"}) &&
               (!call.parameters.contains("delivery_success") ||
                call.parameters["delivery_success"] == delivered);
    });
}

Json createEndpoint(Account& account, const Call& call)
{
    const std::string url = call.parameters.at("url");
    if (!url.starts_with("http://"))
        throw invalidRequest("The simulator delivers to http:// only.", "url_invalid").withParam("url");
    for (const Json& name : call.parameters.at("enabled_events"))
        if (!isEventName(name))
            throw invalidRequest(name.dump() + " is no event; give names such as charge.refunded, or *.")
                .withParam("enabled_events");
    if (account.idsOf("webhook_endpoint").size() >= kEndpointsMost)
        throw invalidRequest("There are already 16 webhook endpoints; delete one.");
    Json endpoint = {{"id", account.newId("we_")},
                     {"object", "webhook_endpoint"},
                     {"url", url},
                     {"enabled_events", call.parameters.at("enabled_events")},
                     {"api_version", call.parameters.value("api_version", Json())},
                     {"application", nullptr},
                     {"created", account.now()},
                     {"description", call.parameters.value("description", Json())},
                     {"livemode", false},
                     {"metadata", Json::object()},
                     {"status", "enabled"},
                     {"_secret", account.newId("whsec_", 32)}};
    mergeMetadata(endpoint, call.parameters);
    Json answer = account.add(std::move(endpoint));
    answer["secret"] = answer["_secret"]; // told once
    return answer;
}

Json deleteEndpoint(Account& account, const Call& call)
{
    account.need("webhook_endpoint", call.id);
    account.remove(call.id);
    return {{"id", call.id}, {"object", "webhook_endpoint"}, {"deleted", true}};
}

Json createCustomer(Account& account, const Call& call)
{
    Json customer = {{"id", account.newId("cus_")}, {"object", "customer"}, {"created", account.now()},
                     {"livemode", false},           {"balance", 0},         {"currency", nullptr},
                     {"default_source", nullptr},   {"delinquent", false},  {"metadata", Json::object()}};
    for (const char* name : {"address", "description", "email", "name", "phone"})
        customer[name] = call.parameters.value(name, Json());
    customer["preferred_locales"] = call.parameters.value("preferred_locales", Json::array());
    mergeMetadata(customer, call.parameters);
    Json& kept = account.add(std::move(customer));
    account.emit("customer.created", kept);
    return kept;
}

} // namespace

void addEventOperations(Operations& operations)
{
    operations["GET /v1/events"] = listEvents;
    operations["GET /v1/events/{id}"] = [](Account& account, const Call& call) {
        return account.need("event", call.id);
    };
    operations["POST /v1/webhook_endpoints"] = createEndpoint;
    operations["GET /v1/webhook_endpoints"] = [](Account& account, const Call& call) {
        return listObjects(account, "webhook_endpoint", {call.parameters, call.path});
    };
    operations["DELETE /v1/webhook_endpoints/{webhook_endpoint}"] = deleteEndpoint;
    operations["POST /v1/customers"] = createCustomer;
    operations["GET /v1/customers/{customer}"] = [](Account& account, const Call& call) {
        return account.need("customer", call.id);
    };
}

} // namespace ace::stripesimulator
