// SPDX-License-Identifier: MIT
#include <ace/server/tickets/TicketPdf.h>

#include <ace/server/http/Answer.h>
#include <ace/ticketing/TicketDocument.h>

#include <algorithm>

namespace ace::server::tickets {

bool isGood(const Ticket& ticket) { return ticket.state == TicketState::Valid && !ticket.revoked; }

catalog::EventPtr eventOf(const OrderRecord& record, catalog::Catalog& catalog)
{
    for (const catalog::EventPtr& event : http::valueOrThrow(catalog.listEvents()))
        if (event->event.id == record.order.event)
            return event;
    throw http::Problem("internal", "The server's log has the details.")
        .because("the event of order " + record.order.code + " is not in the catalog");
}

std::string TicketPdf::renderOne(const OrderRecord& record, std::string_view ticketId) const
{
    const auto id = TicketId::parse(ticketId);
    const auto found =
        std::ranges::find_if(record.tickets, [&](const Ticket& ticket) { return ticket.id == id; });
    if (!id || found == record.tickets.end())
        throw http::Problem("unknown_order", "The order has no ticket with this id.");
    if (!isGood(*found))
        throw http::Problem("ticket_not_valid", "This ticket was canceled, blocked or withdrawn.");
    return render(record, {*found});
}

std::string TicketPdf::renderAll(const OrderRecord& record) const
{
    std::vector<Ticket> good;
    std::ranges::copy_if(record.tickets, std::back_inserter(good), isGood);
    if (good.empty())
        throw http::Problem("ticket_not_valid", "The order has no valid tickets.");
    return render(record, std::move(good));
}

std::string TicketPdf::render(const OrderRecord& record, std::vector<Ticket> tickets) const
{
    if (!output_)
        throw http::Problem("unavailable",
                            "This server has no PDF output. The QR code on the order's page admits as well.",
                            {{"Retry-After", "60"}});
    const catalog::EventPtr event = eventOf(record, catalog_);
    return http::valueOrThrow(output_->render(ticketing::ticketDocument(*event, record.order, tickets)))
        .bytes;
}

} // namespace ace::server::tickets
