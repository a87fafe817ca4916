// SPDX-License-Identifier: MIT
#include "OrderJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/server/http/Problem.h>
#include <ace/ticketing/Token.h>

#include <algorithm>

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

const char* nameOf(OrderState state)
{
    switch (state) {
    case OrderState::Pending:
        return "pending";
    case OrderState::Paid:
        return "paid";
    case OrderState::Expired:
        return "expired";
    case OrderState::Canceled:
        break;
    }
    return "canceled";
}

// Whether it admits, or would once it is unblocked: not given back, and not replaced by another.
bool stands(const Ticket& ticket) { return ticket.state != TicketState::Canceled && !ticket.revoked; }

Json headOf(const Order& order, const std::string& event)
{
    return {{"code", order.code},
            {"event", event},
            {"state", nameOf(order.state)},
            {"channel", order.channel == Channel::Web ? "web" : "counter"},
            {"customer", {{"name", textOf(order.customer.name)}, {"email", textOf(order.customer.email)}}},
            {"undeliverable_at", toJson(order.undeliverableAt)},
            {"created_at", formatUtc(order.createdAt)}};
}

Json disputeOf(const std::optional<Payment>& payment)
{
    if (!payment || payment->dispute == DisputeState::None)
        return nullptr;
    return name(payment->dispute);
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
    parsed.request.voucherCode = order.findText("voucher", {.most = 64}).value_or("");
    parsed.request.till = order.findId<TillSessionId>("till_session");
    return parsed;
}

std::string renderOrder(const OrderRecord& record, const std::string& event)
{
    const Order& order = record.order;
    Json body = headOf(order, event);
    body["lines"] = Json::array();
    for (const OrderLine& line : order.lines)
        body["lines"].push_back(Json{{"ticket_type", line.type.toString()},
                                     {"quantity", line.quantity},
                                     {"unit_price", line.unitPrice.minor},
                                     {"tax_ppm", line.taxRatePpm},
                                     {"tax", line.tax.minor},
                                     {"total", line.total.minor}});
    body["total"] = toJson(order.total);
    body["change"] = record.payment ? record.payment->change.minor : 0;
    body["dispute"] = disputeOf(record.payment);
    body["receipt"] = record.receipt ? Json(record.receipt->label()) : Json(nullptr);
    body["tickets"] = Json::array();
    for (const Ticket& ticket : record.tickets)
        body["tickets"].push_back(
            Json{{"id", ticket.id.toString()},
                 {"type", ticket.type.toString()},
                 {"state", name(ticket.state)},
                 {"revoked", ticket.revoked},
                 {"holder", textOf(ticket.holder)},
                 {"reissue_of", toJson(ticket.reissueOf)},
                 {"token", ticket.revoked ? Json(nullptr) : Json(ticketing::encode(ticket.token))},
                 {"pdf", "/api/v1/orders/" + order.code + "/tickets/" + ticket.id.toString() + ".pdf"}});
    return body.dump();
}

std::string renderOrderSummary(const OrderRecord& record, const std::string& event)
{
    Json body = headOf(record.order, event);
    body["total"] = toJson(record.order.total);
    body["dispute"] = disputeOf(record.payment);
    body["tickets"] = std::ranges::count_if(record.tickets, stands);
    return body.dump();
}

std::string renderPayment(const Payment& payment)
{
    return Json{{"id", payment.id.toString()},          {"method", payment.method},
                {"state", name(payment.state)},         {"amount", toJson(payment.amount)},
                {"tendered", toJson(payment.tendered)}, {"change", toJson(payment.change)},
                {"dispute", disputeOf(payment)}}
        .dump();
}

std::optional<OrderState> parseOrderState(std::string_view text)
{
    for (const OrderState state :
         {OrderState::Pending, OrderState::Paid, OrderState::Expired, OrderState::Canceled})
        if (text == nameOf(state))
            return state;
    return std::nullopt;
}

} // namespace ace::server::api
