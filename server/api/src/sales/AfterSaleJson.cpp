// SPDX-License-Identifier: MIT
#include "AfterSaleJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/ticketing/Token.h>

namespace ace::server::api {

namespace {

constexpr JsonObject::Length kReason{.least = 1, .most = 500};

Json jsonOf(const Ticket& ticket, const TicketContext& context)
{
    return {{"id", ticket.id.toString()},
            {"order", context.orderCode},
            {"event", context.event},
            {"type", ticket.type.toString()},
            {"type_name", textOf(context.typeName)},
            {"state", name(ticket.state)},
            {"revoked", ticket.revoked},
            {"holder", textOf(ticket.holder)},
            {"reissue_of", toJson(ticket.reissueOf)}};
}

} // namespace

RefundBody parseRefund(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    RefundBody refund;
    refund.amount = object.findMoney("amount");
    refund.tickets = object.findIds<TicketId>("tickets", 500).value_or(std::vector<TicketId>());
    refund.reason = cleanUtf8(object.text("reason", kReason));
    refund.till = object.findId<TillSessionId>("till_session");
    return refund;
}

std::string parseReason(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    return cleanUtf8(JsonObject(json, "").text("reason", kReason));
}

std::string parseEmail(std::string_view body)
{
    if (body.empty())
        return {};
    const nlohmann::json json = parseBody(body);
    return cleanUtf8(JsonObject(json, "").findText("email", {.least = 1, .most = 254}).value_or(""));
}

std::string parseHolder(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    return cleanUtf8(JsonObject(json, "").text("holder", {.most = 300}));
}

std::string renderRefund(const Refund& refund)
{
    return Json{{"id", refund.id.toString()},
                {"kind", name(refund.kind)},
                {"state", name(refund.state)},
                {"amount", toJson(refund.amount)},
                {"reason", textOf(refund.reason)},
                {"tickets", toJson(refund.tickets)},
                {"till_session", toJson(refund.till)},
                {"created_at", formatUtc(refund.createdAt)},
                {"foreign", refund.foreign.empty() ? Json(nullptr) : Json(textOf(refund.foreign))}}
        .dump();
}

std::string renderTicket(const Ticket& ticket, const TicketContext& context)
{
    return jsonOf(ticket, context).dump();
}

std::string renderReissued(const Ticket& ticket, const TicketContext& context)
{
    Json body = jsonOf(ticket, context);
    body["token"] = ticketing::encode(ticket.token);
    body["pdf"] = "/api/v1/orders/" + context.orderCode + "/tickets/" + ticket.id.toString() + ".pdf";
    return body.dump();
}

} // namespace ace::server::api
