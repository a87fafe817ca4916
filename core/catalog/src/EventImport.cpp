// SPDX-License-Identifier: MIT
#include <ace/catalog/EventImport.h>

#include <ace/base/Config.h>
#include <ace/base/TimeText.h>

#include <algorithm>
#include <map>
#include <set>

namespace ace::catalog {

namespace {

constexpr std::int64_t kMostCapacity = 100'000'000;
constexpr std::int64_t kMostPrice = 100'000'000; // minor units

bool isSlug(const std::string& text)
{
    return !text.empty() && text.size() <= 60 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(
               text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// Reads one event; each part finds the parts before it by name.
class Reader
{
public:
    Reader(Config& config, IdSource& ids) : config_(config), ids_(ids) {}

    EventSetup read()
    {
        if (auto event = config_.table("event"))
            readEvent(*event);
        else
            config_.complain("event", "is missing");
        for (Config& table : config_.tables("quota"))
            setup_.quotas.push_back({named<QuotaId>(table, quotas_), text(table, "name"),
                                     table.integer("size", {0, kMostCapacity})});
        for (Config& table : config_.tables("zone"))
            setup_.zones.push_back({named<ZoneId>(table, zones_), text(table, "name")});
        for (Config& table : config_.tables("ticket_type"))
            readType(table);
        for (Config& table : config_.tables("gate"))
            readGate(table);
        if (setup_.types.empty())
            config_.complain("ticket_type", "there must be at least one");
        if (setup_.types.size() > 1000 || setup_.gates.size() > 1000)
            config_.complain("ticket_type", "an event has at most 1000 ticket types and 1000 gates");
        return std::move(setup_);
    }

private:
    void readEvent(Config& table)
    {
        Event& event = setup_.event;
        event.id = ids_.next<EventId>();
        event.slug = table.text("slug");
        if (!isSlug(event.slug))
            table.complain("slug", "may hold a-z, 0-9 and hyphens, up to 60");
        event.name = text(table, "name");
        event.venue = table.text("venue", "");
        event.timeZone = table.text("time_zone");
        if (!isKnownZone(event.timeZone)) {
            table.complain("time_zone", "no such time zone; use a name such as America/New_York");
            return;
        }
        const std::string currency = table.text("currency", "USD");
        if (const auto parsed = Currency::parse(currency))
            event.currency = *parsed;
        else
            table.complain("currency", "must be three capital letters (ISO 4217)");
        event.startsAt = time(table, "starts");
        event.endsAt = time(table, "ends");
        if (event.endsAt <= event.startsAt)
            table.complain("ends", "must be after starts");
        event.sale = window(table, "sale_from", "sale_until", {Instant{}, event.endsAt});
    }

    void readType(Config& table)
    {
        TicketType type;
        type.id = named<TicketTypeId>(table, types_);
        type.number = static_cast<std::uint16_t>(setup_.types.size() + 1);
        type.name = text(table, "name");
        type.description = table.text("description", "");
        type.price = {table.integer("price", {0, kMostPrice}), setup_.event.currency};
        type.taxRatePpm = static_cast<std::int32_t>(table.integer("tax_ppm", 0, {0, 1'000'000}));
        type.minPerOrder = static_cast<std::int32_t>(table.integer("min_per_order", 1, {1, 1000}));
        type.maxPerOrder = static_cast<std::int32_t>(table.integer("max_per_order", 10, {1, 1000}));
        if (type.maxPerOrder < type.minPerOrder)
            table.complain("max_per_order", "is less than min_per_order");
        type.validity = window(table, "valid_from", "valid_until",
                               {setup_.event.startsAt - std::chrono::hours(12), setup_.event.endsAt});
        type.entries = entries(table);
        type.zones = references(table, "zones", zones_, "zone");
        type.quotas = references(table, "quotas", quotas_, "quota");
        if (type.quotas.empty())
            table.complain("quotas", "a ticket type must draw from at least one quota");
        setup_.types.push_back(std::move(type));
    }

    void readGate(Config& table)
    {
        Gate gate{named<GateId>(table, gates_),
                  text(table, "name"),
                  {},
                  references(table, "types", types_, "ticket_type")};
        if (gate.name.find('/') != std::string::npos)
            table.complain("name", "a gate's name has no slash");
        const std::string zone = table.text("zone");
        if (const auto found = zones_.find(zone); found != zones_.end())
            gate.zone = found->second;
        else
            table.complain("zone", "there is no zone \"" + zone + "\"");
        setup_.gates.push_back(std::move(gate));
    }

    std::string text(Config& table, std::string_view key)
    {
        std::string value = table.text(key);
        if (value.empty() || value.size() > 200)
            table.complain(key, "must have 1 to 200 bytes");
        return value;
    }

    // A new id, known by the table's name from now on.
    template <class AnId> AnId named(Config& table, std::map<std::string, AnId>& known)
    {
        const AnId id = ids_.next<AnId>();
        if (!known.emplace(table.text("name"), id).second)
            table.complain("name", "there are two of this name");
        return id;
    }

    template <class AnId>
    std::vector<AnId> references(Config& table, std::string_view key,
                                 const std::map<std::string, AnId>& known, const std::string& kind)
    {
        std::vector<AnId> result;
        std::set<std::string> seen;
        for (const std::string& name : table.texts(key)) {
            const auto found = known.find(name);
            if (found == known.end())
                table.complain(key, "there is no " + kind + " \"" + name + "\"");
            else if (seen.insert(name).second)
                result.push_back(found->second);
        }
        return result;
    }

    Instant time(Config& table, std::string_view key)
    {
        const auto parsed = parseLocal(table.text(key), setup_.event.timeZone);
        if (!parsed)
            table.complain(key, parsed.error().message);
        return parsed ? *parsed : Instant{};
    }

    TimeWindow window(Config& table, std::string_view from, std::string_view until, TimeWindow absent)
    {
        if (table.has(from))
            absent.from = time(table, from);
        if (table.has(until))
            absent.until = time(table, until);
        if (absent.until <= absent.from)
            table.complain(until, "must be after " + std::string(from));
        return absent;
    }

    std::int32_t entries(Config& table)
    {
        if (table.isText("entries")) {
            if (table.text("entries") == "unlimited")
                return kUnlimitedEntries;
            table.complain("entries", "must be a whole number or \"unlimited\"");
        }
        return static_cast<std::int32_t>(table.integer("entries", 1, {1, 1'000'000}));
    }

    Config& config_;
    IdSource& ids_;
    EventSetup setup_;
    std::map<std::string, QuotaId> quotas_;
    std::map<std::string, ZoneId> zones_;
    std::map<std::string, TicketTypeId> types_;
    std::map<std::string, GateId> gates_;
};

} // namespace

Result<EventSetup> parseEvent(std::string_view toml, const std::string& fileName, IdSource& ids)
{
    auto config = Config::parse(toml, fileName);
    if (!config)
        return failure(std::move(config));
    EventSetup setup = Reader(*config, ids).read();
    if (auto ok = config->finish(); !ok)
        return failure(std::move(ok));
    return setup;
}

} // namespace ace::catalog
