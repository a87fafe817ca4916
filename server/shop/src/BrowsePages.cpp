// SPDX-License-Identifier: MIT
#include "BrowsePages.h"

#include <ace/server/http/Answer.h>

#include <algorithm>

namespace ace::server::shop {

namespace {

constexpr std::int64_t kFewLeft = 20;
constexpr std::int64_t kChoicesMost = 30; // a longer list is a field to type in

std::string availabilityText(std::int64_t available, const web::Words& say)
{
    if (available <= 0)
        return say("Sold out");
    return available <= kFewLeft ? say.counted("Only {1} left", "Only {1} left", available)
                                 : say("Available");
}

Data choicesOf(const TicketType& type, std::int64_t most, std::int32_t chosen)
{
    Data options = emptyList();
    for (std::int64_t count = 0; count <= most; ++count) {
        if (count > 0 && count < type.minPerOrder)
            continue;
        Data option;
        option["count"] = std::to_string(count);
        if (count == chosen)
            option["chosen"] = true;
        options << option;
    }
    return options;
}

} // namespace

void EventListPage::handleRequest(Request& request, Response& response)
{
    const Instant now = services_.clock.now();
    Data data;
    data["title"] = say("Events");
    Data list = emptyList();
    for (const catalog::EventPtr& setup : http::valueOrThrow(services_.catalog.listEvents())) {
        const Event& event = setup->event;
        if (event.endsAt <= now)
            continue;
        Data row;
        row["slug"] = event.slug;
        row["name"] = event.name;
        row["starts"] = say.when(event.startsAt, event.timeZone);
        setIf(row, "venue", event.venue);
        const std::string closed = closedText(event, now, say);
        row["state"] = closed.empty() ? say("On sale") : closed;
        list << row;
    }
    data["events"] = std::move(list);
    show(response, 200, "events", std::move(data), services_.cart.read(request));
}

void EventPage::handleRequest(Request& request, Response& response)
{
    const catalog::EventPtr setup = loadEvent(slug_);
    const Cart cart = services_.cart.read(request);
    showEvent(response, *setup, cart.eventSlug == slug_ ? cart : Cart{}, cart, {});
}

void EventPage::showEvent(Response& response, const EventSetup& setup, const Cart& chosen, const Cart& kept,
                          const Remark& remark) const
{
    const Event& event = setup.event;
    const std::string closed = closedText(event, services_.clock.now(), say);
    const auto levels = http::valueOrThrow(services_.catalog.quotaLevels(event.id));
    Data data;
    data["title"] = event.name;
    data["name"] = event.name;
    data["slug"] = event.slug;
    data["here"] = "/events/" + event.slug;
    data["starts"] = say.when(event.startsAt, event.timeZone);
    data["ends"] = say.when(event.endsAt, event.timeZone);
    setIf(data, "venue", event.venue);
    setIf(data, "closed", closed);
    setIf(data, "notice", remark.notice);
    if (remark.otherCart)
        data["otherCart"] = true;

    bool anything = false;
    Data types = emptyList();
    for (const TicketType& type : setup.types) {
        const std::int64_t available = catalog::availableOf(type, levels);
        const bool open = closed.empty() && available >= type.minPerOrder;
        anything = anything || open;
        types << typeData(type, available, chosen, open);
    }
    data["types"] = std::move(types);
    if (anything) {
        data["open"] = true;
        const bool inCart = !kept.empty() && kept.eventSlug == event.slug;
        data["button"] = remark.otherCart ? say("Replace the cart with these")
                         : inCart         ? say("Update the cart")
                                          : say("Add to the cart");
    }
    show(response, remark.status, "event", std::move(data), kept);
}

Data EventPage::typeData(const TicketType& type, std::int64_t available, const Cart& chosen, bool open) const
{
    Data row;
    row["typeName"] = type.name;
    setIf(row, "description", type.description);
    row["price"] = type.allInPrice().format();
    if (type.taxRatePpm != 0)
        row["taxNote"] = say("with {1} tax", {taxOn(type.price, type.taxRatePpm).format()});
    row["state"] = availabilityText(available, say);
    if (!open)
        return row;
    const std::string field = "q-" + type.id.toString();
    const std::int64_t most = std::min<std::int64_t>(type.maxPerOrder, available);
    const std::int32_t count = chosen.quantityOf(type.id);
    Data choice;
    choice["field"] = field;
    if (most <= kChoicesMost) {
        choice["options"] = choicesOf(type, most, count);
        row["choices"] = std::move(choice);
    } else {
        choice["most"] = std::to_string(most);
        choice["chosenCount"] = std::to_string(count);
        row["number"] = std::move(choice);
    }
    return row;
}

} // namespace ace::server::shop
