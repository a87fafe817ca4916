// SPDX-License-Identifier: MIT
#include "AfterSaleJson.h"
#include "Operations.h"
#include "OrderAccess.h"
#include "OrderJson.h"
#include "Refusals.h"

#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

void voidOrder(Call& call)
{
    const OrderRecord record = loadOrder(call);
    const std::string reason = parseReason(call.body());
    call.send(
        201,
        renderRefund(
            doneOrThrow(call.services.boxOffice.voidOrder(record.order.code, reason, call.act())).refund));
}

void listRefunds(Call& call)
{
    std::vector<std::string> items;
    for (const Refund& refund : loadOrder(call).refunds)
        items.push_back(renderRefund(refund));
    call.sendItems(items, std::nullopt);
}

void refundOrder(Call& call)
{
    const OrderRecord record = loadOrder(call);
    RefundBody body = parseRefund(call.body());
    if (body.amount && body.amount->currency != record.order.total.currency)
        throw http::Problem("invalid_amount", "The order was paid in another currency.");
    boxoffice::RefundRequest request;
    request.code = record.order.code;
    if (body.amount)
        request.amount = body.amount->minor;
    request.tickets = std::move(body.tickets);
    request.reason = std::move(body.reason);
    request.till = drawerOf(call, record.order.event, body.till);
    request.needsTill = call.who.station && call.who.station->till;
    request.act = call.act();
    call.send(201, renderRefund(doneOrThrow(call.services.boxOffice.refund(request)).refund));
}

void resendOrder(Call& call)
{
    OrderRecord record = loadOrder(call);
    const std::string email = parseEmail(call.body());
    record.order =
        doneOrThrow(call.services.boxOffice.resendOrder({record.order.code, email, call.act()})).order;
    call.send(200, renderOrder(record, call.findEvent(record.order.event)->event.slug));
}

// The ticket of the address, where the caller may see it.
boxoffice::TicketRecord loadTicket(const Call& call)
{
    auto record = http::valueOrThrow(call.services.boxOffice.findTicket(call.pathId<TicketId>(0)));
    if (!record)
        throw call.missing();
    access::requireEvent(call.who, call.operation, record->event);
    return std::move(*record);
}

TicketContext contextOf(const Call& call, const boxoffice::TicketRecord& record)
{
    const catalog::EventPtr event = call.findEvent(record.event);
    const TicketType* type = event->findType(record.ticket.type);
    return {record.orderCode, event->event.slug, type ? type->name : ""};
}

void showTicket(Call& call)
{
    const auto record = loadTicket(call);
    call.send(200, renderTicket(record.ticket, contextOf(call, record)));
}

void setBlocked(Call& call, bool blocked)
{
    const auto record = loadTicket(call);
    const auto changed =
        doneOrThrow(call.services.boxOffice.setTicketBlocked(record.ticket.id, blocked, call.act()));
    call.send(200, renderTicket(changed.ticket, contextOf(call, record)));
}

void blockTicket(Call& call) { setBlocked(call, true); }
void unblockTicket(Call& call) { setBlocked(call, false); }

void renameTicket(Call& call)
{
    const auto record = loadTicket(call);
    const std::string holder = parseHolder(call.body());
    const auto changed =
        doneOrThrow(call.services.boxOffice.renameTicket(record.ticket.id, holder, call.act()));
    call.send(200, renderTicket(changed.ticket, contextOf(call, record)));
}

void reissueTicket(Call& call)
{
    const auto record = loadTicket(call);
    const auto changed = doneOrThrow(call.services.boxOffice.reissueTicket(record.ticket.id, call.act()));
    call.send(201, renderReissued(changed.ticket, contextOf(call, record)));
}

constexpr OperationFunction kFunctions[] = {
    {"voidOrder", voidOrder},       {"listRefunds", listRefunds},     {"refundOrder", refundOrder},
    {"showTicket", showTicket},     {"blockTicket", blockTicket},     {"unblockTicket", unblockTicket},
    {"renameTicket", renameTicket}, {"reissueTicket", reissueTicket}, {"resendOrder", resendOrder},
};

} // namespace

std::span<const OperationFunction> afterSaleOperations() { return kFunctions; }

} // namespace ace::server::api
