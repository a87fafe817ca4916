// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "OrderAccess.h"
#include "OrderJson.h"
#include "Refusals.h"

#include <ace/base/Trace.h>
#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

void sell(Call& call)
{
    trace("sale", "POST /api/v1/orders");
    OrderBody body = parseOrder(call.body());
    const auto event = http::valueOrThrow(call.services.catalog.findEvent(body.request.eventSlug));
    if (!event)
        throw http::Problem("unknown_event", "There is no event \"" + body.request.eventSlug + "\".");
    access::requireEvent(call.who, call.operation, event->event.id);
    const sdk::Act act = call.act();
    body.request.channel = Channel::Counter;
    body.request.idempotency = act.idempotency;
    body.request.by = act.by;
    body.request.till = drawerOf(call, event->event.id, body.request.till);
    body.request.needsTill = call.who.station && call.who.station->till;
    const auto sold = doneOrThrow(call.services.boxOffice.sell(body.request));
    call.setLocation("/api/v1/orders/" + sold.record.order.code);
    call.send(201, renderOrder(sold.record, event->event.slug));
}

void listOrders(Call& call)
{
    sdk::OrderFilter filter;
    filter.event = access::listedEvent(call.who, call.operation, call.queryEvent());
    filter.customerEmail = call.query("email").value_or("");
    if (const auto word = call.query("state")) {
        filter.state = parseOrderState(*word);
        if (!filter.state)
            throw http::Problem("malformed", "\"state\" must be pending, paid, expired or canceled.");
    }
    const sdk::Page page = call.page();
    const auto records =
        http::valueOrThrow(call.services.storage.readValue([&](const sdk::ReadAccess& access) {
            std::vector<OrderRecord> found;
            for (const OrderId id : access.reports.orders(filter, page))
                if (auto record = access.orders.find(id))
                    found.push_back(std::move(*record));
            return found;
        }));
    const EventNames events = call.events();
    call.sendPage(
        records,
        [&](const OrderRecord& record) {
            return renderOrderSummary(record, events.slugOf(record.order.event));
        },
        [](const OrderRecord& record) { return record.order.id.toString(); });
}

void showOrder(Call& call)
{
    const OrderRecord record = loadOrder(call);
    call.send(200, renderOrder(record, call.events().slugOf(record.order.event)));
}

void listPayments(Call& call)
{
    const OrderRecord record = loadOrder(call);
    std::vector<std::string> items;
    if (record.payment)
        items.push_back(renderPayment(*record.payment));
    call.sendItems(items, std::nullopt);
}

void showTicketPdf(Call& call)
{
    const OrderRecord record = loadOrder(call);
    http::send(call.response(), 200, "application/pdf", call.services.pdf.renderOne(record, call.path(1)));
}

constexpr OperationFunction kFunctions[] = {
    {"sell", sell},
    {"listOrders", listOrders},
    {"showOrder", showOrder},
    {"listPayments", listPayments},
    {"showTicketPdf", showTicketPdf},
};

} // namespace

OrderRecord loadOrder(const Call& call)
{
    auto record = http::valueOrThrow(call.services.boxOffice.findOrder(call.path(0)));
    if (!record)
        throw http::Problem("unknown_order", "There is no order \"" + call.path(0) + "\".");
    access::requireEvent(call.who, call.operation, record->order.event);
    return std::move(*record);
}

// Each sale asks for it: of the session only what is in its row, not what adds up all its receipts.
std::optional<TillSessionId> drawerOf(const Call& call, EventId event, std::optional<TillSessionId> named)
{
    if (named) {
        const auto till = http::valueOrThrow(
            call.services.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<Till> {
                const auto session = access.tills.findSession(*named);
                return session ? access.tills.find(session->till) : std::nullopt;
            }));
        if (!till || till->event != event) // one till adds up the money of one event
            throw http::Problem("till_closed", "There is no such till session at this event.");
        access::requireTill(call.who, call.operation, *till);
        return named;
    }
    if (!call.who.station || !call.who.station->till)
        return std::nullopt;
    const auto open = http::valueOrThrow(call.services.storage.readValue([&](const sdk::ReadAccess& access) {
        return access.tills.findOpenSession(*call.who.station->till);
    }));
    return open ? std::optional(open->id) : std::nullopt;
}

std::span<const OperationFunction> orderOperations() { return kFunctions; }

} // namespace ace::server::api
