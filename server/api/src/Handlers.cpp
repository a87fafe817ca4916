// SPDX-License-Identifier: MIT
#include "Handlers.h"

#include "Authorization.h"
#include "EventJson.h"
#include "OrderJson.h"
#include "ScanJson.h"

#include <ace/base/Trace.h>
#include <ace/server/http/Answer.h>

#include <algorithm>

namespace ace::server::api {

namespace {

using runtime::Role;

std::string idempotencyKeyOf(const Request& request)
{
    const std::string key = request.get("Idempotency-Key", "");
    if (key.empty())
        throw http::Problem("idempotency_key_required", "A sale needs the header Idempotency-Key.");
    const bool visible = std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; });
    if (key.size() > 255 || !visible)
        throw http::Problem("malformed", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
    return key;
}

} // namespace

void ListEventsHandler::handleRequest(Request&, Response& response)
{
    http::sendJson(response, 200, renderEventList(http::valueOrThrow(services_.catalog.listEvents())));
}

void ShowEventHandler::handleRequest(Request&, Response& response)
{
    const catalog::EventPtr event = http::valueOrThrow(services_.catalog.findEvent(slug_));
    if (!event)
        throw http::Problem("unknown_event", "There is no event \"" + slug_ + "\".");
    const auto levels = http::valueOrThrow(services_.catalog.quotaLevels(event->event.id));
    http::sendJson(response, 200, renderEvent(*event, levels));
}

void SellHandler::handleRequest(Request& request, Response& response)
{
    trace("sale", "POST /api/v1/orders");
    requireRole(request, services_.bearers, services_.clock, Role::Counter);
    const std::string key = idempotencyKeyOf(request);
    OrderBody body = parseOrder(http::readBody(request));
    body.request.channel = Channel::Counter;
    body.request.idempotency = sdk::IdempotencyKey{scopeOf(Role::Counter, "orders"), key, body.hash};
    const auto outcome = http::valueOrThrow(services_.boxOffice.sell(body.request));
    if (const auto* refused = std::get_if<boxoffice::Refused>(&outcome))
        throw http::Problem(boxoffice::name(refused->refusal), refused->detail);
    const OrderRecord& record = std::get<boxoffice::Sold>(outcome).record;
    response.set("Location", "/api/v1/orders/" + record.order.code);
    http::sendJson(response, 201, renderOrder(record));
}

OrderRecord ShowOrderHandler::loadOrder(const Request& request) const
{
    requireRole(request, services_.bearers, services_.clock, Role::Counter);
    auto record = http::valueOrThrow(services_.boxOffice.findOrder(code_));
    if (!record)
        throw http::Problem("unknown_order", "There is no order \"" + code_ + "\".");
    return std::move(*record);
}

void ShowOrderHandler::handleRequest(Request& request, Response& response)
{
    http::sendJson(response, 200, renderOrder(loadOrder(request)));
}

void TicketPdfHandler::handleRequest(Request& request, Response& response)
{
    http::send(response, 200, "application/pdf", services_.pdf.renderOne(loadOrder(request), ticket_));
}

void ScanHandler::handleRequest(Request& request, Response& response)
{
    trace("scan", "POST /api/v1/scans");
    requireRole(request, services_.bearers, services_.clock, Role::Gate);
    admission::ScanRequest scan = parseScan(http::readBody(request));
    scan.scope = scopeOf(Role::Gate, "scans");
    const auto outcome = http::valueOrThrow(services_.admission.admit(scan));
    if (const auto* problem = std::get_if<admission::ScanProblem>(&outcome)) {
        if (*problem == admission::ScanProblem::UnknownGate)
            throw http::Problem("unknown_gate", "No gate, or more than one, is named \"" + scan.gate + "\".");
        throw http::Problem("idempotency_key_reused", "This nonce came before with another scan.");
    }
    http::sendJson(response, 200, renderScan(std::get<admission::ScanAnswer>(outcome)));
}

void HealthHandler::handleRequest(Request&, Response& response)
{
    http::sendJson(response, 200, R"({"status":"ok"})");
}

} // namespace ace::server::api
