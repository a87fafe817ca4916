// SPDX-License-Identifier: MIT
#include "SetupJson.h"

namespace ace::kit {

namespace {

template <class AnId> std::vector<AnId> idsIn(const Json& list)
{
    std::vector<AnId> ids;
    for (const Json& id : list)
        ids.push_back(idIn<AnId>(id));
    return ids;
}

Event eventIn(const Json& json)
{
    Event event;
    event.id = idIn<EventId>(json.at("id"));
    event.slug = json.at("slug").get<std::string>();
    event.name = json.at("name").get<std::string>();
    event.venue = json.at("venue").get<std::string>();
    event.timeZone = json.at("time_zone").get<std::string>();
    event.currency = currencyIn(json.at("currency"));
    event.startsAt = timeIn(json.at("starts_at"));
    event.endsAt = timeIn(json.at("ends_at"));
    event.sale = {timeIn(json.at("sale_from")), timeIn(json.at("sale_until"))};
    if (const auto until = json.find("cancel_until"); until != json.end() && !until->is_null())
        event.cancelUntil = timeIn(*until);
    return event;
}

TicketType typeIn(const Json& json, Currency currency)
{
    TicketType type;
    type.id = idIn<TicketTypeId>(json.at("id"));
    type.number = json.at("number").get<std::uint16_t>();
    type.name = json.at("name").get<std::string>();
    type.description = json.at("description").get<std::string>();
    type.price = {json.at("price").get<std::int64_t>(), currency};
    type.taxRatePpm = json.at("tax_ppm").get<std::int32_t>();
    type.minPerOrder = json.at("min_per_order").get<std::int32_t>();
    type.maxPerOrder = json.at("max_per_order").get<std::int32_t>();
    type.validity = {timeIn(json.at("valid_from")), timeIn(json.at("valid_until"))};
    const Json& entries = json.at("entries");
    type.entries = entries.is_null() ? kUnlimitedEntries : entries.get<std::int32_t>();
    type.zones = idsIn<ZoneId>(json.at("zones"));
    type.quotas = idsIn<QuotaId>(json.at("quotas"));
    type.hidden = json.at("hidden").get<bool>();
    type.onWeb = json.at("on_web").get<bool>();
    type.atCounter = json.at("at_counter").get<bool>();
    return type;
}

} // namespace

Offer offerIn(const Json& json)
{
    Offer offer;
    offer.setup.event = eventIn(json);
    offer.setup.revision = json.at("revision").get<std::int64_t>();
    for (const Json& quota : json.at("quotas")) {
        const auto id = idIn<QuotaId>(quota.at("id"));
        const auto size = quota.at("size").get<std::int64_t>();
        offer.setup.quotas.push_back({id, quota.at("name").get<std::string>(), size});
        offer.levels.push_back({id, size, quota.at("held").get<std::int64_t>(),
                                quota.at("leased").get<std::int64_t>(),
                                quota.at("sold").get<std::int64_t>()});
    }
    for (const Json& zone : json.at("zones"))
        offer.setup.zones.push_back({idIn<ZoneId>(zone.at("id")), zone.at("name").get<std::string>()});
    for (const Json& type : json.at("ticket_types"))
        offer.setup.types.push_back(typeIn(type, offer.setup.event.currency));
    for (const Json& gate : json.at("gates"))
        offer.setup.gates.push_back({idIn<GateId>(gate.at("id")), gate.at("name").get<std::string>(),
                                     idIn<ZoneId>(gate.at("zone")),
                                     idsIn<TicketTypeId>(gate.at("only_types"))});
    return offer;
}

} // namespace ace::kit
