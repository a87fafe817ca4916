// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteSalesDesk.h>

#include <ace/kit/RestClient.h>

#include "SetupJson.h"
#include "rest/AnswerJson.h"
#include "rest/RestProblem.h"

namespace ace::kit {

namespace {

constexpr int kMissing = 404;
constexpr std::size_t kMostPdfBytes = 8u << 20;

CounterOrder orderIn(const Json& json)
{
    CounterOrder order;
    order.code = json.at("code").get<std::string>();
    order.total = moneyIn(json.at("total"));
    order.change = {json.at("change").get<std::int64_t>(), order.total.currency};
    order.receipt = textIn(json, "receipt");
    for (const Json& ticket : json.at("tickets"))
        if (!ticket.at("token").is_null()) // replaced since: a sale that is asked for again shows both
            order.tickets.push_back({idIn<TicketId>(ticket.at("id")), idIn<TicketTypeId>(ticket.at("type")),
                                     ticket.at("token").get<std::string>()});
    return order;
}

std::string bodyOf(const SaleRequest& request)
{
    Json items = Json::array();
    for (const SaleRequest::Item& item : request.items)
        items.push_back({{"ticket_type", item.type.toString()}, {"quantity", item.quantity}});
    return Json{{"event", request.event},
                {"items", items},
                {"payment", {{"method", "cash"}, {"tendered", request.tendered}}}}
        .dump();
}

} // namespace

Result<Offer> RemoteSalesDesk::loadOffer(const std::string& event)
{
    const auto answer = client_.send({.path = "/api/v1/events/" + event + "/setup", .answerMost = 4u << 20});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return failureOf(*answer, event);
    return readAnswer(*answer, offerIn);
}

Result<SaleOutcome> RemoteSalesDesk::sell(const SaleRequest& request)
{
    const auto answer = client_.send(
        {.method = "POST", .path = "/api/v1/orders", .body = bodyOf(request), .idempotencyKey = request.key});
    if (!answer)
        return Failure(answer.error());
    if (isRefusal(*answer))
        return SaleOutcome(DeskRefusal{problemCodeOf(*answer), describeProblem(*answer)});
    if (!answer->good())
        return failureOf(*answer, "the sale");
    return readAnswer(*answer, [](const Json& json) { return SaleOutcome(orderIn(json)); });
}

Result<std::optional<CounterOrder>> RemoteSalesDesk::findOrder(const std::string& code)
{
    const auto answer = client_.send({.path = "/api/v1/orders/" + code});
    if (!answer)
        return Failure(answer.error());
    if (answer->status == kMissing)
        return std::optional<CounterOrder>();
    if (!answer->good())
        return failureOf(*answer, "order " + code);
    return readAnswer(*answer, [](const Json& json) { return std::optional(orderIn(json)); });
}

Result<std::string> RemoteSalesDesk::ticketPdf(const std::string& code, TicketId ticket)
{
    const auto answer =
        client_.send({.path = "/api/v1/orders/" + code + "/tickets/" + ticket.toString() + ".pdf",
                      .answerMost = kMostPdfBytes});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return failureOf(*answer, "order " + code);
    if (!answer->body.starts_with("%PDF"))
        return failure(ErrorCode::Internal, "the server's answer is no PDF", "order " + code);
    return answer->body;
}

} // namespace ace::kit
