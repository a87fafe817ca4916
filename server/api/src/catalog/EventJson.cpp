// SPDX-License-Identifier: MIT
#include "EventJson.h"

#include "json/Render.h"

#include <algorithm>

namespace ace::server::api {

namespace {

Json summaryOf(const Event& event)
{
    return {{"slug", event.slug},
            {"name", textOf(event.name)},
            {"venue", textOf(event.venue)},
            {"time_zone", event.timeZone},
            {"currency", event.currency.text()},
            {"starts_at", formatUtc(event.startsAt)},
            {"ends_at", formatUtc(event.endsAt)},
            {"sale_from", formatUtc(event.sale.from)},
            {"sale_until", formatUtc(event.sale.until)}};
}

Json jsonOf(const TicketType& type, const std::vector<QuotaLevel>& levels)
{
    return {{"id", type.id.toString()},
            {"name", textOf(type.name)},
            {"description", textOf(type.description)},
            {"price", type.price.minor},
            {"tax_ppm", type.taxRatePpm},
            {"all_in_price", type.allInPrice().minor},
            {"available", std::max<std::int64_t>(0, catalog::availableOf(type, levels))},
            {"min_per_order", type.minPerOrder},
            {"max_per_order", type.maxPerOrder},
            {"valid_from", formatUtc(type.validity.from)},
            {"valid_until", formatUtc(type.validity.until)}};
}

} // namespace

std::string renderEventList(const std::vector<catalog::EventPtr>& events)
{
    Json list = Json::array();
    for (const catalog::EventPtr& event : events)
        list.push_back(summaryOf(event->event));
    return Json{{"events", list}}.dump();
}

std::string renderEventSummary(const Event& event) { return summaryOf(event).dump(); }

std::string renderEvent(const EventSetup& setup, const std::vector<QuotaLevel>& levels)
{
    Json body = summaryOf(setup.event);
    body["ticket_types"] = Json::array();
    for (const TicketType& type : setup.types)
        if (!type.hidden)
            body["ticket_types"].push_back(jsonOf(type, levels));
    body["gates"] = Json::array();
    for (const Gate& gate : setup.gates)
        body["gates"].push_back(textOf(gate.name));
    return body.dump();
}

} // namespace ace::server::api
