// SPDX-License-Identifier: MIT
#include "OrderJson.h"

#include "JsonReader.h"

#include <ace/server/http/Problem.h>
#include <ace/ticketing/Token.h>

namespace ace::server::api {

namespace {

constexpr std::size_t kItemsMost = 100;
constexpr std::int64_t kQuantityMost = 1'000'000; // beyond any limit that an event may set

boxoffice::WantedItem parseItem(const JsonObject& item)
{
    const std::string id = item.text("ticket_type", {.most = 100});
    const std::int64_t quantity = item.integer("quantity", 1);
    const auto type = TicketTypeId::parse(id);
    if (!type)
        throw http::Problem("unknown_ticket_type", "There is no ticket type with the id \"" + id + "\".");
    if (quantity > kQuantityMost)
        throw http::Problem("over_limit", "No order may have so many tickets.");
    return {*type, static_cast<std::int32_t>(quantity)};
}

Customer parseCustomer(const JsonObject& customer)
{
    Customer parsed;
    parsed.name = cleanUtf8(customer.findText("name", {.most = 300}).value_or(""));
    parsed.email = cleanUtf8(customer.findText("email", {.most = 254}).value_or(""));
    return parsed;
}

} // namespace

OrderBody parseOrder(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject order(json, "");
    OrderBody parsed;
    parsed.hash = canonicalHash(json);
    parsed.request.eventSlug = order.text("event", {.least = 1, .most = 200});
    for (const JsonObject& item : order.objects("items", kItemsMost))
        parsed.request.items.push_back(parseItem(item));
    if (parsed.request.items.empty())
        order.refuse("items", "must not be empty");
    if (const auto customer = order.findObject("customer"))
        parsed.request.customer = parseCustomer(*customer);
    const JsonObject payment = order.object("payment");
    parsed.request.paymentMethod = payment.text("method", {.least = 1, .most = 100});
    parsed.request.tendered = payment.findInteger("tendered", 0);
    return parsed;
}

std::string renderOrder(const OrderRecord& record)
{
    const Order& order = record.order;
    nlohmann::ordered_json tickets = nlohmann::ordered_json::array();
    for (const Ticket& ticket : record.tickets)
        tickets.push_back(
            {{"id", ticket.id.toString()},
             {"type", ticket.type.toString()},
             {"token", ticketing::encode(ticket.token)},
             {"pdf", "/api/v1/orders/" + order.code + "/tickets/" + ticket.id.toString() + ".pdf"}});
    const nlohmann::ordered_json body = {
        {"code", order.code},
        {"total", {{"amount", order.total.minor}, {"currency", order.total.currency.text()}}},
        {"change", record.payment ? record.payment->change.minor : 0},
        {"tickets", tickets}};
    return body.dump();
}

} // namespace ace::server::api
