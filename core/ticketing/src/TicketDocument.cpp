// SPDX-License-Identifier: MIT
#include <ace/ticketing/TicketDocument.h>

#include "Phrases.h"

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

std::string priceText(const OrderLine& line, const Phrases& say)
{
    const Money each = line.unitPrice + taxOn(line.unitPrice, line.taxRatePpm);
    return line.taxRatePpm == 0 ? each.format() : each.format() + " (" + say.taxIncluded + ")";
}

void appendTicket(std::vector<Block>& blocks, const EventSetup& setup, const Order& order,
                  const Ticket& ticket)
{
    const Event& event = setup.event;
    const Phrases& say = phrasesOf(order.language);
    const auto when = [&](Instant instant) { return whenText(instant, event.timeZone, order.language); };
    const TicketType* type = setup.findType(ticket.type);
    blocks.push_back(TextBlock{event.name, TextStyle::Title, TextAlign::Start, 2});
    blocks.push_back(TextBlock{event.venue, TextStyle::Body, TextAlign::Start, 2});
    blocks.push_back(TextBlock{when(event.startsAt), TextStyle::Body, TextAlign::Start, 1});
    blocks.push_back(RuleBlock{});
    blocks.push_back(TextBlock{type ? type->name : say.ticket, TextStyle::Heading, TextAlign::Start, 2});
    blocks.push_back(ColumnsBlock{{say.name, order.customer.name}});
    if (type)
        blocks.push_back(
            ColumnsBlock{{say.admits, when(type->validity.from) + " – " + when(type->validity.until)}});
    if (const OrderLine* line = lineOf(order, ticket.type))
        blocks.push_back(ColumnsBlock{{say.price, priceText(*line, say)}});
    blocks.push_back(ColumnsBlock{{say.order, order.code}});
    blocks.push_back(QrBlock{encode(ticket.token), say.showCode});
}

} // namespace

Document ticketDocument(const EventSetup& setup, const Order& order, std::span<const Ticket> tickets)
{
    Document document{
        setup.event.name + " – " + order.code, order.language.empty() ? "en" : order.language, {}};
    for (const Ticket& ticket : tickets) {
        if (!document.blocks.empty())
            document.blocks.push_back(PageBlock{});
        appendTicket(document.blocks, setup, order, ticket);
    }
    return document;
}

} // namespace ace::ticketing
