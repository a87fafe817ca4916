// SPDX-License-Identifier: MIT
#include <ace/ticketing/CustomerLetters.h>

#include "Phrases.h"

namespace ace::ticketing {

sdk::Document refundLetter(const EventSetup& setup, const Order& order, const Refund& refund)
{
    const Phrases& say = phrasesOf(order.language);
    const Event& event = setup.event;
    return {event.name + " – " + order.code,
            order.language,
            {sdk::TextBlock{event.name, sdk::TextStyle::Title},
             sdk::TextBlock{whenText(event.startsAt, event.timeZone, order.language)}, sdk::RuleBlock{},
             sdk::ColumnsBlock{{say.amount, refund.amount.format()}},
             sdk::ColumnsBlock{{say.order, order.code}}}};
}

sdk::Document orderListLetter(std::span<const ListedOrder> orders, std::string_view language)
{
    const Phrases& say = phrasesOf(language);
    sdk::Document document{"", std::string(language), {}};
    for (const ListedOrder& order : orders) {
        if (!document.blocks.empty())
            document.blocks.push_back(sdk::PageBlock{});
        document.blocks.push_back(sdk::TextBlock{order.eventName, sdk::TextStyle::Heading});
        document.blocks.push_back(sdk::TextBlock{whenText(order.startsAt, order.timeZone, language)});
        if (!order.venue.empty())
            document.blocks.push_back(sdk::TextBlock{order.venue});
        document.blocks.push_back(sdk::ColumnsBlock{{say.order, order.code}});
        document.blocks.push_back(sdk::LinkBlock{order.url, say.openTickets});
    }
    return document;
}

} // namespace ace::ticketing
