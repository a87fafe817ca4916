// SPDX-License-Identifier: MIT
#include "OrderPages.h"

#include "MailPages.h"

#include <ace/barcode/QrSvg.h>
#include <ace/base/TimeText.h>
#include <ace/server/http/Answer.h>
#include <ace/ticketing/Token.h>

#include <algorithm>

namespace ace::server::shop {

// Who comes from the payment may have paid for an order that has expired, and no message has said so yet.
// However many look at an order, its payment service is asked only so often.
OrderRecord OrderBase::settled() const
{
    OrderRecord record = load();
    if (record.order.state != OrderState::Pending && record.order.state != OrderState::Expired)
        return record;
    if (!services_.limiter.take(access::RateLimiter::By::Credential, record.order.code, kLook).allowed)
        return record;
    auto asked = services_.boxOffice.settle(record.order.id);
    return asked ? std::move(*asked) : std::move(record);
}

bool OrderBase::isGoodForCustomersCancel(const OrderRecord& record, const Event& event) const
{
    return record.order.state == OrderState::Paid && record.order.channel == Channel::Web &&
           record.refunds.empty() && event.cancelUntil && services_.clock.now() < *event.cancelUntil &&
           std::ranges::all_of(record.tickets, tickets::isGood);
}

void OrderPage::handleRequest(Request& request, Response& response)
{
    const OrderRecord record = settled();
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    const Event& event = setup->event;
    Data data;
    data["title"] = say("Order {1}", {record.order.code});
    data["here"] = "/orders/" + code_ + "/" + key_;
    data["orderUrl"] = pathTo(record.order);
    data["eventName"] = event.name;
    data["starts"] = say.when(event.startsAt, event.timeZone);
    setIf(data, "venue", event.venue);
    data["code"] = record.order.code;
    setLines(data, *setup, record.order.lines);
    setState(data, record, *setup);
    setMail(data, services_, request, record.order);
    Data list = emptyList();
    for (std::size_t i = 0; i < record.tickets.size(); ++i)
        list << ticketData(record, i, *setup);
    data["tickets"] = std::move(list);
    Cart cart = services_.cart.read(request);
    if (record.order.state == OrderState::Paid && cart.order == record.order.code + "/" + record.order.key) {
        services_.cart.write(response, {}); // it has become this order
        cart = {};
    }
    response.set("X-Robots-Tag", "noindex");
    show(response, 200, "order", std::move(data), cart);
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
    const std::string toEvent = pathTo("/events/" + setup.event.slug);
    switch (order.state) {
    case OrderState::Paid:
        tell(say.counted("Your ticket", "Your tickets", std::ssize(record.tickets)),
             order.total.minor == 0 ? say("Ordered. See you there!") : say("Paid. See you there!"), "good");
        return setPaid(data, record, setup);
    case OrderState::Pending:
        tell(say("Waiting for the payment"), "", "");
        return setPending(data, record, setup);
    case OrderState::Expired:
        if (!record.refunds.empty()) {
            tell(say("This order has expired"),
                 say("It was paid after its tickets were gone. Your money goes back the way it came."),
                 "bad");
            return setRefunds(data, record);
        }
        tell(say("This order has expired"), say("It was not paid in time, and nothing was charged."), "bad");
        return offerAgain(say("Order again"), toEvent);
    case OrderState::Canceled:
        if (!record.tickets.empty() || !record.refunds.empty()) {
            tell(say("This order was canceled"), say("Its tickets do not admit any more."), "bad");
            return setRefunds(data, record);
        }
        if (record.payment && record.payment->state == PaymentState::Canceled) {
            tell(say("This order was canceled"),
                 say("It was not paid, and nothing was charged. Its tickets are for sale again."), "");
            return offerAgain(say("Order again"), toEvent);
        }
        tell(say("The payment did not go through"), say("Nothing was charged. Your cart is as it was."),
             "bad");
        return offerAgain(say("Try again"), pathTo("/cart"));
    }
}

void OrderPage::setPaid(Data& data, const OrderRecord& record, const EventSetup& setup) const
{
    const std::string at = pathTo(record.order);
    data["paid"] = true;
    if (std::ranges::any_of(record.tickets, tickets::isGood)) {
        data["pdfUrl"] = at + "/tickets.pdf";
        data["calendarUrl"] = at + "/event.ics";
        data["manifestUrl"] = at + "/app.webmanifest";
    }
    if (isGoodForCustomersCancel(record, setup.event)) {
        data["giveBackUrl"] = at + "/cancel";
        data["giveBackUntil"] = say.when(*setup.event.cancelUntil, setup.event.timeZone);
        if (record.order.total.minor != 0)
            data["moneyBack"] = true;
    }
    setRefunds(data, record);
}

void OrderPage::setPending(Data& data, const OrderRecord& record, const EventSetup& setup) const
{
    const std::string at = pathTo(record.order);
    data["refreshSeconds"] = "10";
    data["stateUrl"] = at + "/state.json";
    data["cancelUrl"] = at + "/cancel";
    if (record.payment)
        data["payUrl"] = at + "/pay";
    Data pending;
    if (const auto until = payableUntil(record)) {
        pending["until"] = say.when(*until, setup.event.timeZone);
        pending["untilUtc"] = formatUtc(*until);
        const auto left = std::chrono::floor<std::chrono::seconds>(*until - services_.clock.now());
        pending["secondsLeft"] = std::to_string(std::max<std::int64_t>(0, left.count()));
    }
    data["pending"] = std::move(pending);
}

void OrderPage::setRefunds(Data& data, const OrderRecord& record) const
{
    Data list = emptyList();
    for (const Refund& refund : record.refunds) {
        if (refund.amount.minor == 0)
            continue;
        Data row;
        row["refundAmount"] = refund.amount.format();
        switch (refund.state) {
        case RefundState::Created:
        case RefundState::InTransit:
            row["refundState"] = say("on its way back to you; a bank may take some days");
            break;
        case RefundState::Done:
            row["refundState"] = say("given back the way it was paid; a bank may take some days to show it");
            break;
        case RefundState::Failed:
        case RefundState::Canceled:
            row["refundState"] = say("could not be given back. Please ask the organiser.");
            break;
        }
        list << row;
    }
    data["refunds"] = std::move(list);
}

Data OrderPage::ticketData(const OrderRecord& record, std::size_t index, const EventSetup& setup) const
{
    const Ticket& ticket = record.tickets[index];
    const TicketType* type = setup.findType(ticket.type);
    Data row;
    row["eventName"] = setup.event.name;
    row["starts"] = say.when(setup.event.startsAt, setup.event.timeZone);
    setIf(row, "venue", setup.event.venue);
    row["typeName"] = type ? type->name : "–";
    row["position"] = std::to_string(index + 1);
    row["count"] = std::to_string(record.tickets.size());
    setIf(row, "holder", ticket.holder.empty() ? record.order.customer.name : ticket.holder);
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
    if (const auto wait = waitOf(request, kLook))
        throw http::Problem(
            "too_many_requests",
            say("Many tickets are printed from your connection just now. Please try again in {1} s.",
                {std::to_string(wait->count())}),
            {{"Retry-After", std::to_string(wait->count())}});
    const OrderRecord record = load();
    const std::string pdf =
        ticket_.empty() ? services_.pdf.renderAll(record) : services_.pdf.renderOne(record, ticket_);
    response.set("Content-Disposition", "inline; filename=\"tickets-" + record.order.code + ".pdf\"");
    response.set("X-Robots-Tag", "noindex");
    http::send(response, 200, "application/pdf", pdf);
}

} // namespace ace::server::shop
