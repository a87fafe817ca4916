// SPDX-License-Identifier: MIT
#include "BrowsePages.h"

#include <ace/server/http/Answer.h>
#include <ace/server/waiting-room/Rooms.h>

#include <nlohmann/json.hpp>

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

bool isOpen(const TicketType& type, std::int64_t available, const std::string& closed)
{
    return closed.empty() && available >= type.minPerOrder;
}

std::int64_t mostOf(const TicketType& type, std::int64_t available)
{
    return std::min<std::int64_t>(type.maxPerOrder, available);
}

// The voucher that the address names.
std::string voucherIn(const Request& request)
{
    for (const auto& [name, value] : http::queryOf(request))
        if (name == "voucher")
            return cleanUtf8(value.substr(0, kVoucherBytesMost));
    return {};
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
    Shown shown;
    shown.kept = services_.cart.read(request);
    if (shown.kept.eventSlug == slug_)
        shown.chosen = shown.kept;
    const std::string asked = voucherIn(request);
    shown.voucher =
        asked.empty() ? lookAt(setup->event, shown.chosen.voucher) : tryVoucher(request, setup->event, asked);
    if (shown.voucher.wait) { // nor is it an answer for others
        shown.status = 429;
        response.set("Retry-After", std::to_string(shown.voucher.wait->count()));
    }
    showEvent(response, *setup, shown);
}

void EventPage::showEvent(Response& response, const EventSetup& setup, const Shown& shown) const
{
    const Event& event = setup.event;
    const std::string closed = closedText(event, services_.clock.now(), say);
    const auto levels = http::valueOrThrow(services_.catalog.quotaLevels(event.id));
    const Offer offer(setup, shown.voucher.voucher ? &*shown.voucher.voucher : nullptr);
    Data data;
    data["title"] = event.name;
    data["name"] = event.name;
    data["slug"] = event.slug;
    data["here"] = "/events/" + event.slug;
    data["starts"] = say.when(event.startsAt, event.timeZone);
    data["ends"] = say.when(event.endsAt, event.timeZone);
    setIf(data, "venue", event.venue);
    setIf(data, "closed", closed);
    if (services_.clock.now() < event.sale.from && services_.rooms.at(event).asksForPass())
        data["lobby"] = true;
    if (closed.empty())
        data["saleEnds"] = say.when(event.sale.until, event.timeZone);
    setIf(data, "notice", shown.notice);
    if (shown.otherCart)
        data["otherCart"] = true;

    bool anything = false;
    Data types = emptyList();
    for (const TicketType& type : setup.types) {
        if (!offer.sells(type))
            continue;
        const std::int64_t available = catalog::availableOf(type, levels);
        const bool open = isOpen(type, available, closed);
        anything = anything || open;
        types << typeData(type, offer, {available, shown.chosen.quantityOf(type.id), open});
    }
    data["types"] = std::move(types);
    setVoucher(data, shown.voucher, say("Your voucher is in the prices above."));
    if (services_.findVoucher && closed.empty())
        data["takesVouchers"] = true;
    if (anything) {
        data["open"] = true;
        const bool inCart = !shown.kept.empty() && shown.kept.eventSlug == event.slug;
        data["button"] = shown.otherCart ? say("Replace the cart with these")
                         : inCart        ? say("Update the cart")
                                         : say("Add to the cart");
    }
    show(response, shown.status, "event", std::move(data), shown.kept);
}

Data EventPage::typeData(const TicketType& type, const Offer& offer, const TypeState& state) const
{
    Data row;
    row["type"] = type.id.toString();
    row["typeName"] = type.name;
    setIf(row, "description", type.description);
    const Money price = offer.allInPrice(type);
    row["price"] = price.minor == 0 ? say("Free") : price.format();
    if (offer.unitPrice(type) != type.price)
        row["oldPrice"] = type.allInPrice().format();
    if (const Money tax = taxOn(offer.unitPrice(type), type.taxRatePpm); tax.minor != 0)
        row["taxNote"] = say("with {1} tax", {tax.format()});
    row["state"] = availabilityText(state.available, say);
    if (state.available <= 0)
        row["soldOut"] = true;
    if (!state.open)
        return row;
    const std::string field = "q-" + type.id.toString();
    const std::int64_t most = mostOf(type, state.available);
    row["limits"] = type.minPerOrder > 1 ? say("{1} to {2} in one order", {std::to_string(type.minPerOrder),
                                                                           std::to_string(type.maxPerOrder)})
                                         : say("up to {1} in one order", {std::to_string(type.maxPerOrder)});
    Data choice;
    choice["field"] = field;
    if (most <= kChoicesMost) {
        choice["options"] = choicesOf(type, most, state.chosen);
        row["choices"] = std::move(choice);
    } else {
        choice["most"] = std::to_string(most);
        choice["chosenCount"] = std::to_string(state.chosen);
        row["number"] = std::move(choice);
    }
    return row;
}

void AvailabilityPage::handleRequest(Request&, Response& response)
{
    const catalog::EventPtr setup = loadEvent(slug_);
    const std::string closed = closedText(setup->event, services_.clock.now(), say);
    const auto levels = http::valueOrThrow(services_.catalog.quotaLevels(setup->event.id));
    const Offer offer(*setup, nullptr);
    nlohmann::ordered_json types = nlohmann::ordered_json::object();
    for (const TicketType& type : setup->types) {
        if (!offer.sells(type))
            continue;
        const std::int64_t available = catalog::availableOf(type, levels);
        types[type.id.toString()] = {{"state", availabilityText(available, say)},
                                     {"open", isOpen(type, available, closed)},
                                     {"most", std::max<std::int64_t>(0, mostOf(type, available))}};
    }
    http::sendJson(response, 200, nlohmann::ordered_json{{"closed", closed}, {"types", types}}.dump());
}

} // namespace ace::server::shop
