// SPDX-License-Identifier: MIT
#include "OrderPages.h"

#include <ace/barcode/QrSvg.h>
#include <ace/server/http/Answer.h>
#include <ace/ticketing/Token.h>

namespace ace::server::shop {

OrderRecord OrderPage::loadOrder() const
{
    auto record = http::valueOrThrow(services_.boxOffice.findOrder(code_));
    if (!record || !equalInConstantTime(record->order.key, key_))
        throw http::Problem(
            "unknown_order",
            web::word("There is no order at this address. Look at the link again: it must be whole."));
    return std::move(*record);
}

// While the payment is open its method is asked; when it cannot be, the record is shown as it stands. Who
// comes from the payment may have paid for an order that has expired, and no message has said so yet.
OrderRecord OrderPage::settled(OrderRecord record) const
{
    if (record.order.state != OrderState::Pending && record.order.state != OrderState::Expired)
        return record;
    auto asked = services_.boxOffice.settle(record.order.id);
    return asked ? std::move(*asked) : std::move(record);
}

void OrderPage::handleRequest(Request& request, Response& response)
{
    const OrderRecord record = settled(loadOrder());
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    const Event& event = setup->event;
    Data data;
    data["title"] = say("Order {1}", {record.order.code});
    data["here"] = "/orders/" + code_ + "/" + key_;
    data["eventName"] = event.name;
    data["starts"] = say.when(event.startsAt, event.timeZone);
    setIf(data, "venue", event.venue);
    data["code"] = record.order.code;
    setLines(data, *setup, record.order.lines);
    setState(data, record, *setup);
    Data list = emptyList();
    for (std::size_t i = 0; i < record.tickets.size(); ++i)
        list << ticketData(record, i, *setup);
    data["tickets"] = std::move(list);
    response.set("X-Robots-Tag", "noindex");
    show(response, 200, "order", std::move(data), services_.cart.read(request));
}

void OrderPage::setState(Data& data, const OrderRecord& record, const EventSetup& setup) const
{
    const Order& order = record.order;
    const auto tell = [&](const std::string& heading, const std::string& notice, const std::string& kind) {
        data["heading"] = heading;
        setIf(data, "notice", notice);
        data["noticeKind"] = kind;
    };
    const auto offerAgain = [&](const std::string& text, const std::string& url) {
        data["again"] = true;
        data["againText"] = text;
        data["againUrl"] = url;
    };
    switch (order.state) {
    case OrderState::Paid: {
        tell(say.counted("Your ticket", "Your tickets", std::ssize(record.tickets)),
             say("Paid. See you there!"), "good");
        data["paid"] = true;
        for (const Ticket& ticket : record.tickets)
            if (tickets::isGood(ticket))
                data["pdfUrl"] = pathTo(order) + "/tickets.pdf";
        return;
    }
    case OrderState::Pending:
        tell(say("Waiting for the payment"),
             order.holdUntil ? say("The tickets are kept for you until {1}.",
                                   {say.when(*order.holdUntil, setup.event.timeZone)})
                             : say("The tickets are kept for you."),
             "");
        data["refreshSeconds"] = "10";
        if (services_.demo && record.payment)
            data["payUrl"] = pathTo("/pay/test/") + record.payment->id.toString() + "?code=" + order.code +
                             "&key=" + order.key;
        return;
    case OrderState::Expired:
        if (!record.refunds.empty())
            return tell(say("This order has expired"),
                        say("It was paid after its tickets were gone. Your money goes back the way it came."),
                        "bad");
        tell(say("This order has expired"), say("It was not paid in time, and nothing was charged."), "bad");
        return offerAgain(say("Order again"), pathTo("/events/" + setup.event.slug));
    case OrderState::Canceled:
        if (record.tickets.empty() && record.refunds.empty()) {
            tell(say("The payment did not go through"), say("Nothing was charged. Your cart is as it was."),
                 "bad");
            return offerAgain(say("Try again"), pathTo("/cart"));
        }
        return tell(say("This order was canceled"), say("Its tickets do not admit any more."), "bad");
    }
}

Data OrderPage::ticketData(const OrderRecord& record, std::size_t index, const EventSetup& setup) const
{
    const Ticket& ticket = record.tickets[index];
    const TicketType* type = setup.findType(ticket.type);
    Data row;
    row["typeName"] = type ? type->name : "–";
    row["position"] = std::to_string(index + 1);
    row["count"] = std::to_string(record.tickets.size());
    setIf(row, "holder", record.order.customer.name);
    if (!tickets::isGood(ticket)) {
        row["dead"] = ticket.state == TicketState::Blocked
                          ? say("This ticket is blocked. Please ask the organiser.")
                          : say("This ticket is not valid any more.");
        return row;
    }
    row["qr"] = barcode::toSvg(http::valueOrThrow(barcode::encodeQr(ticketing::encode(ticket.token))));
    row["ticketPdfUrl"] = pathTo(record.order) + "/tickets/" + ticket.id.toString() + ".pdf";
    return row;
}

void OrderPdfPage::handleRequest(Request& request, Response& response)
{
    if (const auto wait = waitOf(request, access::RateClass::Read))
        throw http::Problem(
            "too_many_requests",
            say("Many tickets are printed from your connection just now. Please try again in {1} s.",
                {std::to_string(wait->count())}),
            {{"Retry-After", std::to_string(wait->count())}});
    const OrderRecord record = loadOrder();
    const std::string pdf =
        ticket_.empty() ? services_.pdf.renderAll(record) : services_.pdf.renderOne(record, ticket_);
    response.set("Content-Disposition", "inline; filename=\"tickets-" + record.order.code + ".pdf\"");
    response.set("X-Robots-Tag", "noindex");
    http::send(response, 200, "application/pdf", pdf);
}

} // namespace ace::server::shop
