// SPDX-License-Identifier: MIT
#include <ace/ticketing/TicketDocument.h>

#include <ace/base/TimeText.h>
#include <ace/ticketing/Token.h>

namespace ace::ticketing {

namespace {

using namespace sdk;

const OrderLine* lineOf(const Order& order, TicketTypeId type)
{
    for (const OrderLine& line : order.lines)
        if (line.type == type)
            return &line;
    return nullptr;
}

std::string priceText(const OrderLine& line)
{
    const Money each = line.unitPrice + taxOn(line.unitPrice, line.taxRatePpm);
    return line.taxRatePpm == 0 ? each.format() : each.format() + " (tax included)";
}

void appendTicket(std::vector<Block>& blocks, const EventSetup& setup, const Order& order,
                  const Ticket& ticket)
{
    const Event& event = setup.event;
    const TicketType* type = setup.findType(ticket.type);
    blocks.push_back(TextBlock{event.name, TextStyle::Title, TextAlign::Start, 2});
    blocks.push_back(TextBlock{event.venue, TextStyle::Body, TextAlign::Start, 2});
    blocks.push_back(
        TextBlock{formatLocal(event.startsAt, event.timeZone), TextStyle::Body, TextAlign::Start, 1});
    blocks.push_back(RuleBlock{});
    blocks.push_back(TextBlock{type ? type->name : "Ticket", TextStyle::Heading, TextAlign::Start, 2});
    blocks.push_back(ColumnsBlock{{"Name", order.customer.name}});
    if (type)
        blocks.push_back(ColumnsBlock{{"Admits", formatLocal(type->validity.from, event.timeZone) + " – " +
                                                     formatLocal(type->validity.until, event.timeZone)}});
    if (const OrderLine* line = lineOf(order, ticket.type))
        blocks.push_back(ColumnsBlock{{"Price", priceText(*line)}});
    blocks.push_back(ColumnsBlock{{"Order", order.code}});
    blocks.push_back(QrBlock{encode(ticket.token), "Show this code at the gate"});
}

} // namespace

Document ticketDocument(const EventSetup& setup, const Order& order, std::span<const Ticket> tickets)
{
    Document document{setup.event.name + " – " + order.code, "en", {}};
    for (const Ticket& ticket : tickets) {
        if (!document.blocks.empty())
            document.blocks.push_back(PageBlock{});
        appendTicket(document.blocks, setup, order, ticket);
    }
    return document;
}

} // namespace ace::ticketing
