// SPDX-License-Identifier: MIT
#include "SetupJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/server/http/Problem.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace ace::server::api {

namespace {

constexpr std::size_t kPartsMost = 200;
constexpr JsonObject::Length kName{.least = 1, .most = 200};

std::int32_t toInt32(const JsonObject& object, std::string_view name, std::int64_t value)
{
    if (value > std::numeric_limits<std::int32_t>::max())
        object.refuse(name, "is too large");
    return static_cast<std::int32_t>(value);
}

void setText(const JsonObject& object, std::string_view name, JsonObject::Length length, std::string& text)
{
    if (const auto given = object.findText(name, length))
        text = cleanUtf8(*given);
}

void setInt32(const JsonObject& object, std::string_view name, std::int64_t least, std::int32_t& value)
{
    if (const auto given = object.findInteger(name, least))
        value = toInt32(object, name, *given);
}

template <class T> void set(const std::optional<T>& given, T& value)
{
    if (given)
        value = *given;
}

void apply(const JsonObject& object, Event& event)
{
    setText(object, "name", {.least = 1, .most = 300}, event.name);
    setText(object, "venue", {.most = 300}, event.venue);
    setText(object, "time_zone", {.least = 1, .most = 64}, event.timeZone);
    set(object.findTime("starts_at"), event.startsAt);
    set(object.findTime("ends_at"), event.endsAt);
    set(object.findTime("sale_from"), event.sale.from);
    set(object.findTime("sale_until"), event.sale.until);
    if (object.isNull("cancel_until"))
        event.cancelUntil.reset();
    else if (const auto until = object.findTime("cancel_until"))
        event.cancelUntil = until;
}

void apply(const JsonObject& object, Quota& quota)
{
    setText(object, "name", kName, quota.name);
    set(object.findInteger("size", 0), quota.size);
}

void apply(const JsonObject& object, Gate& gate)
{
    setText(object, "name", kName, gate.name);
    set(object.findId<ZoneId>("zone"), gate.zone);
    set(object.findIds<TicketTypeId>("only_types", kPartsMost), gate.onlyTypes);
}

// All but what it opens and draws from.
void applyOwn(const JsonObject& object, TicketType& type)
{
    setText(object, "name", kName, type.name);
    setText(object, "description", {.most = 4000}, type.description);
    set(object.findInteger("price", 0), type.price.minor);
    setInt32(object, "tax_ppm", 0, type.taxRatePpm);
    setInt32(object, "min_per_order", 1, type.minPerOrder);
    setInt32(object, "max_per_order", 1, type.maxPerOrder);
    set(object.findTime("valid_from"), type.validity.from);
    set(object.findTime("valid_until"), type.validity.until);
    if (object.isNull("entries"))
        type.entries = kUnlimitedEntries;
    else
        setInt32(object, "entries", 1, type.entries);
    set(object.findBoolean("hidden"), type.hidden);
    set(object.findBoolean("on_web"), type.onWeb);
    set(object.findBoolean("at_counter"), type.atCounter);
}

void apply(const JsonObject& object, TicketType& type)
{
    applyOwn(object, type);
    set(object.findIds<ZoneId>("zones", kPartsMost), type.zones);
    set(object.findIds<QuotaId>("quotas", kPartsMost), type.quotas);
}

TicketType blankType(const Event& event, IdSource& ids)
{
    TicketType type;
    type.id = ids.next<TicketTypeId>();
    type.price.currency = event.currency;
    type.validity = {std::chrono::floor<std::chrono::seconds>(event.startsAt),
                     std::chrono::floor<std::chrono::seconds>(event.endsAt)};
    return type;
}

void needNameAndPrice(const JsonObject& object)
{
    (void)object.text("name", kName);
    (void)object.integer("price", 0);
}

// The ids of the parts that `member` names.
template <class Part>
auto idsOfNames(const JsonObject& object, std::string_view member, const std::vector<Part>& parts)
{
    std::vector<decltype(parts.front().id)> found;
    for (const std::string& name :
         object.findTexts(member, kPartsMost).value_or(std::vector<std::string>())) {
        const auto part = std::ranges::find(parts, cleanUtf8(name), &Part::name);
        if (part == parts.end())
            object.refuse(member, "names \"" + name + "\", which this event does not have");
        found.push_back(part->id);
    }
    return found;
}

Gate parseNamedGate(const JsonObject& object, const EventSetup& setup, IdSource& ids)
{
    Gate gate;
    gate.id = ids.next<GateId>();
    gate.name = cleanUtf8(object.text("name", kName));
    const std::string zone = cleanUtf8(object.text("zone", kName));
    const auto found = std::ranges::find(setup.zones, zone, &Zone::name);
    if (found == setup.zones.end())
        object.refuse("zone", "names \"" + zone + "\", which this event does not have");
    gate.zone = found->id;
    gate.onlyTypes = idsOfNames(object, "only_types", setup.types);
    return gate;
}

Event parseOwnFields(const JsonObject& object, IdSource& ids)
{
    Event event;
    event.id = ids.next<EventId>();
    event.slug = object.text("slug", {.least = 1, .most = 100});
    const auto currency = Currency::parse(object.text("currency", {.most = 3}));
    if (!currency)
        object.refuse("currency", "must be three capital letters (ISO 4217)");
    event.currency = *currency;
    for (const char* needed : {"name", "venue", "time_zone"})
        (void)object.text(needed, {.most = 300});
    for (const char* needed : {"starts_at", "ends_at", "sale_from", "sale_until"})
        (void)object.time(needed);
    apply(object, event);
    return event;
}

Json jsonOf(const Quota& quota, const std::vector<QuotaLevel>& levels)
{
    const auto found = std::ranges::find(levels, quota.id, &QuotaLevel::id);
    const QuotaLevel level = found == levels.end() ? QuotaLevel{} : *found;
    return {{"id", quota.id.toString()}, {"name", textOf(quota.name)}, {"size", quota.size},
            {"sold", level.sold},        {"held", level.held},         {"leased", level.leased}};
}

Json jsonOf(const TicketType& type)
{
    return {{"id", type.id.toString()},
            {"number", type.number},
            {"name", textOf(type.name)},
            {"description", textOf(type.description)},
            {"price", type.price.minor},
            {"tax_ppm", type.taxRatePpm},
            {"min_per_order", type.minPerOrder},
            {"max_per_order", type.maxPerOrder},
            {"valid_from", formatUtc(type.validity.from)},
            {"valid_until", formatUtc(type.validity.until)},
            {"entries", type.entries == kUnlimitedEntries ? Json(nullptr) : Json(type.entries)},
            {"zones", toJson(type.zones)},
            {"quotas", toJson(type.quotas)},
            {"hidden", type.hidden},
            {"on_web", type.onWeb},
            {"at_counter", type.atCounter}};
}

} // namespace

EventSetup parseNewEvent(std::string_view body, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    EventSetup setup;
    setup.event = parseOwnFields(object, ids);
    for (const JsonObject& part : object.objects("quotas", kPartsMost)) {
        Quota quota{ids.next<QuotaId>(), part.text("name", kName), part.integer("size", 0)};
        quota.name = cleanUtf8(quota.name);
        setup.quotas.push_back(std::move(quota));
    }
    for (const JsonObject& part : object.objects("zones", kPartsMost))
        setup.zones.push_back({ids.next<ZoneId>(), cleanUtf8(part.text("name", kName))});
    for (const JsonObject& part : object.objects("ticket_types", kPartsMost)) {
        needNameAndPrice(part);
        TicketType type = blankType(setup.event, ids);
        type.number = static_cast<std::uint16_t>(setup.types.size() + 1);
        applyOwn(part, type);
        type.zones = idsOfNames(part, "zones", setup.zones);
        type.quotas = idsOfNames(part, "quotas", setup.quotas);
        setup.types.push_back(std::move(type));
    }
    for (const JsonObject& part : object.objects("gates", kPartsMost))
        setup.gates.push_back(parseNamedGate(part, setup, ids));
    return setup;
}

Quota parseNewQuota(std::string_view body, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    return {ids.next<QuotaId>(), cleanUtf8(object.text("name", kName)), object.integer("size", 0)};
}

Zone parseNewZone(std::string_view body, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    return {ids.next<ZoneId>(), cleanUtf8(JsonObject(json, "").text("name", kName))};
}

TicketType parseNewTicketType(std::string_view body, const Event& event, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    needNameAndPrice(object);
    for (const char* needed : {"zones", "quotas"})
        if (!object.findTexts(needed, kPartsMost))
            object.refuse(needed, "is missing");
    TicketType type = blankType(event, ids);
    apply(object, type);
    return type;
}

Gate parseNewGate(std::string_view body, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    (void)object.text("name", kName);
    (void)object.id<ZoneId>("zone");
    Gate gate;
    gate.id = ids.next<GateId>();
    apply(object, gate);
    return gate;
}

void edit(Event& event, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), event);
}

void edit(Quota& quota, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), quota);
}

void edit(Zone& zone, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    setText(JsonObject(json, ""), "name", kName, zone.name);
}

void edit(TicketType& type, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), type);
}

void edit(Gate& gate, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), gate);
}

std::string renderSetup(const EventSetup& setup, const std::vector<QuotaLevel>& levels)
{
    const Event& event = setup.event;
    Json body = {{"id", event.id.toString()},
                 {"slug", event.slug},
                 {"name", textOf(event.name)},
                 {"venue", textOf(event.venue)},
                 {"time_zone", event.timeZone},
                 {"currency", event.currency.text()},
                 {"starts_at", formatUtc(event.startsAt)},
                 {"ends_at", formatUtc(event.endsAt)},
                 {"sale_from", formatUtc(event.sale.from)},
                 {"sale_until", formatUtc(event.sale.until)},
                 {"cancel_until", event.cancelUntil ? Json(formatUtc(*event.cancelUntil)) : Json(nullptr)},
                 {"revision", setup.revision},
                 {"quotas", Json::array()},
                 {"zones", Json::array()},
                 {"ticket_types", Json::array()},
                 {"gates", Json::array()}};
    for (const Quota& quota : setup.quotas)
        body["quotas"].push_back(jsonOf(quota, levels));
    for (const Zone& zone : setup.zones)
        body["zones"].push_back(Json{{"id", zone.id.toString()}, {"name", textOf(zone.name)}});
    for (const TicketType& type : setup.types)
        body["ticket_types"].push_back(jsonOf(type));
    for (const Gate& gate : setup.gates)
        body["gates"].push_back(Json{{"id", gate.id.toString()},
                                     {"name", textOf(gate.name)},
                                     {"zone", gate.zone.toString()},
                                     {"only_types", toJson(gate.onlyTypes)}});
    return body.dump();
}

std::string renderKey(const SigningKey& key)
{
    return Json{
        {"id", key.id}, {"state", name(key.state)}, {"public_key", toBase64Url(asText(key.publicKey))}}
        .dump();
}

std::optional<KeyId> parseKeyId(std::string_view text)
{
    KeyId number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = !text.empty() && error == std::errc() && end == text.data() + text.size();
    return whole && number != 0 ? std::optional(number) : std::nullopt;
}

const char* name(KeyState state)
{
    switch (state) {
    case KeyState::Active:
        return "active";
    case KeyState::Rotated:
        return "rotated";
    case KeyState::Retired:
        break;
    }
    return "retired";
}

} // namespace ace::server::api
