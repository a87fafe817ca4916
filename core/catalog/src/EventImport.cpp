// SPDX-License-Identifier: MIT
#include <ace/catalog/EventImport.h>

#include <ace/base/Config.h>
#include <ace/base/TimeText.h>
#include <ace/catalog/EventRules.h>

#include <algorithm>
#include <map>
#include <set>

namespace ace::catalog {

namespace {

// Reads one event; each part finds the parts before it by name.
class Reader
{
public:
    Reader(Config& config, IdSource& ids) : config_(config), ids_(ids) {}

    // What the words of the file mean; whether it makes sense is for EventRules.h.
    EventFile read(bool withVouchers)
    {
        if (auto event = config_.table("event"))
            readEvent(*event);
        else
            config_.complain("event", "is missing");
        for (Config& table : config_.tables("quota"))
            setup_.quotas.push_back({named<QuotaId>(table, quotas_), table.text("name"),
                                     table.integer("size", {0, kMostCapacity})});
        for (Config& table : config_.tables("zone"))
            setup_.zones.push_back({named<ZoneId>(table, zones_), table.text("name")});
        for (Config& table : config_.tables("ticket_type"))
            readType(table);
        for (Config& table : config_.tables("gate"))
            readGate(table);
        if (withVouchers)
            for (Config& table : config_.tables("voucher"))
                readVoucher(table);
        return {std::move(setup_), std::move(vouchers_)};
    }

private:
    void readEvent(Config& table)
    {
        Event& event = setup_.event;
        event.id = ids_.next<EventId>();
        event.slug = table.text("slug");
        event.name = table.text("name");
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
        event.sale = window(table, "sale_from", "sale_until", {Instant{}, event.endsAt});
        if (table.has("cancel_until"))
            event.cancelUntil = time(table, "cancel_until");
    }

    void readType(Config& table)
    {
        TicketType type;
        type.id = named<TicketTypeId>(table, types_);
        type.number = static_cast<std::uint16_t>(setup_.types.size() + 1);
        type.name = table.text("name");
        type.description = table.text("description", "");
        type.price = {table.integer("price", {0, kMostPrice}), setup_.event.currency};
        type.taxRatePpm = static_cast<std::int32_t>(table.integer("tax_ppm", 0, {0, 1'000'000}));
        type.minPerOrder = static_cast<std::int32_t>(table.integer("min_per_order", 1, {1, kMostPerOrder}));
        type.maxPerOrder = static_cast<std::int32_t>(table.integer("max_per_order", 10, {1, kMostPerOrder}));
        type.validity = window(table, "valid_from", "valid_until",
                               {setup_.event.startsAt - std::chrono::hours(12), setup_.event.endsAt});
        type.entries = entries(table);
        type.zones = references(table, "zones", zones_, "zone");
        type.quotas = references(table, "quotas", quotas_, "quota");
        type.hidden = table.boolean("hidden", false);
        if (table.has("channels"))
            readChannels(table, type);
        setup_.types.push_back(std::move(type));
    }

    void readChannels(Config& table, TicketType& type)
    {
        type.onWeb = type.atCounter = false;
        for (const std::string& channel : table.texts("channels"))
            if (channel == "web")
                type.onWeb = true;
            else if (channel == "counter")
                type.atCounter = true;
            else
                table.complain("channels", "there is no channel \"" + channel + "\"; use web and counter");
    }

    void readVoucher(Config& table)
    {
        Voucher voucher;
        voucher.id = ids_.next<VoucherId>();
        voucher.event = setup_.event.id;
        voucher.code = normalVoucherCode(table.text("code"));
        const std::string effect = table.text("effect", "none");
        if (const auto parsed = parseVoucherEffect(effect))
            voucher.effect = *parsed;
        else
            table.complain("effect", "must be none, percent_off, amount_off or fixed_price");
        voucher.value = table.integer("value", 0, {0, kMostPrice});
        voucher.types = references(table, "types", types_, "ticket_type");
        voucher.opensHidden = table.boolean("opens_hidden", false);
        voucher.usesMost = table.integer("uses", 1, {1, kMostUses});
        voucher.validity = window(table, "valid_from", "valid_until", {Instant{}, setup_.event.endsAt});
        if (!codes_.insert(voucher.code).second)
            table.complain("code", "there are two of this code");
        vouchers_.push_back(std::move(voucher));
    }

    void readGate(Config& table)
    {
        Gate gate{named<GateId>(table, gates_),
                  table.text("name"),
                  {},
                  references(table, "types", types_, "ticket_type")};
        const std::string zone = table.text("zone");
        if (const auto found = zones_.find(zone); found != zones_.end())
            gate.zone = found->second;
        else
            table.complain("zone", "there is no zone \"" + zone + "\"");
        setup_.gates.push_back(std::move(gate));
    }

    // A new id, known by the table's name from now on.
    template <class AnId> AnId named(Config& table, std::map<std::string, AnId>& known)
    {
        const AnId id = ids_.next<AnId>();
        if (!known.emplace(table.text("name"), id).second)
            table.complain("name", "there are two of this name"); // what refers to it would mean either
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
        return absent;
    }

    std::int32_t entries(Config& table)
    {
        if (table.isText("entries")) {
            if (table.text("entries") == "unlimited")
                return kUnlimitedEntries;
            table.complain("entries", "must be a whole number or \"unlimited\"");
        }
        return static_cast<std::int32_t>(table.integer("entries", 1, {1, kMostEntries}));
    }

    Config& config_;
    IdSource& ids_;
    EventSetup setup_;
    std::vector<Voucher> vouchers_;
    std::set<std::string> codes_;
    std::map<std::string, QuotaId> quotas_;
    std::map<std::string, ZoneId> zones_;
    std::map<std::string, TicketTypeId> types_;
    std::map<std::string, GateId> gates_;
};

// The first rule that is broken, as one line with file and key.
Result<void> inspect(const EventFile& file, const std::string& fileName)
{
    const auto said = [&](const Complaint& complaint, const std::string& table) -> Result<void> {
        return failure(ErrorCode::Invalid, table + complaint.key + ": " + complaint.message, fileName);
    };
    if (const auto complaints = complaintsOf(file.setup); !complaints.empty())
        return said(complaints.front(), "");
    for (std::size_t i = 0; i < file.vouchers.size(); ++i)
        if (const auto complaints = complaintsOf(file.vouchers[i], file.setup); !complaints.empty())
            return said(complaints.front(), "voucher[" + std::to_string(i + 1) + "].");
    return {};
}

Result<EventFile> parse(std::string_view toml, const std::string& fileName, IdSource& ids, bool withVouchers)
{
    auto config = Config::parse(toml, fileName);
    if (!config)
        return failure(std::move(config));
    EventFile file = Reader(*config, ids).read(withVouchers);
    if (auto ok = config->finish(); !ok)
        return failure(std::move(ok));
    if (auto ok = inspect(file, fileName); !ok)
        return failure(std::move(ok));
    return file;
}

} // namespace

Result<EventFile> parseEventFile(std::string_view toml, const std::string& fileName, IdSource& ids)
{
    return parse(toml, fileName, ids, true);
}

Result<EventSetup> parseEvent(std::string_view toml, const std::string& fileName, IdSource& ids)
{
    auto file = parse(toml, fileName, ids, false);
    if (!file)
        return failure(std::move(file));
    return std::move(file->setup);
}

} // namespace ace::catalog
