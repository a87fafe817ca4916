// SPDX-License-Identifier: MIT
#include <ace/catalog/EventRules.h>

#include <ace/base/Bytes.h>
#include <ace/base/TimeText.h>

#include <algorithm>
#include <set>

namespace ace::catalog {

namespace {

constexpr std::size_t kMostSlugBytes = 60;
constexpr std::size_t kMostCodeBytes = 40;
constexpr std::int32_t kWholePpm = 1'000'000;

bool isSlug(const std::string& text)
{
    return !text.empty() && text.size() <= kMostSlugBytes && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(
               text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool isCode(const std::string& text)
{
    return !text.empty() && text.size() <= kMostCodeBytes && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool isWholeSecond(Instant instant)
{
    return instant.time_since_epoch() % std::chrono::seconds(1) == Microseconds(0);
}

// Reads a setup from top to bottom and gathers what is wrong.
class Inspection
{
public:
    explicit Inspection(const EventSetup& setup) : setup_(setup) {}

    std::vector<Complaint> run()
    {
        inspectEvent();
        for (std::size_t i = 0; i < setup_.quotas.size(); ++i)
            inspectQuota(setup_.quotas[i], "quota[" + std::to_string(i + 1) + "].");
        for (std::size_t i = 0; i < setup_.zones.size(); ++i)
            named(setup_.zones[i].name, "zone[" + std::to_string(i + 1) + "].", zones_);
        for (std::size_t i = 0; i < setup_.types.size(); ++i)
            inspectType(setup_.types[i], "ticket_type[" + std::to_string(i + 1) + "].");
        for (std::size_t i = 0; i < setup_.gates.size(); ++i)
            inspectGate(setup_.gates[i], "gate[" + std::to_string(i + 1) + "].");
        if (setup_.types.empty())
            complain("ticket_type", "there must be at least one");
        limit("ticket_type", setup_.types.size());
        limit("quota", setup_.quotas.size());
        limit("zone", setup_.zones.size());
        limit("gate", setup_.gates.size());
        return std::move(complaints_);
    }

private:
    void inspectEvent()
    {
        const Event& event = setup_.event;
        if (!isSlug(event.slug))
            complain("event.slug", "may hold a-z, 0-9 and hyphens, up to 60");
        text("event.name", event.name, 1, kMostTextBytes);
        text("event.venue", event.venue, 0, kMostTextBytes);
        if (!isKnownZone(event.timeZone))
            complain("event.time_zone", "no such time zone; use a name such as America/New_York");
        if (!Currency::parse(event.currency.text()))
            complain("event.currency", "must be three capital letters (ISO 4217)");
        if (event.endsAt <= event.startsAt)
            complain("event.ends", "must be after starts");
        if (event.sale.until <= event.sale.from)
            complain("event.sale_until", "must be after sale_from");
        if (event.cancelUntil && *event.cancelUntil > event.startsAt)
            complain("event.cancel_until", "must not be after starts");
    }

    void inspectQuota(const Quota& quota, const std::string& at)
    {
        named(quota.name, at, quotas_);
        range(at + "size", quota.size, 0, kMostCapacity);
    }

    void inspectType(const TicketType& type, const std::string& at)
    {
        named(type.name, at, types_);
        if (type.number == 0 || !numbers_.insert(type.number).second)
            complain(at + "number", "is 0 or another type's");
        text(at + "description", type.description, 0, kMostDescriptionBytes, true);
        range(at + "price", type.price.minor, 0, kMostPrice);
        if (type.price.currency != setup_.event.currency)
            complain(at + "price", "is not in the event's currency");
        range(at + "tax_ppm", type.taxRatePpm, 0, kWholePpm);
        range(at + "min_per_order", type.minPerOrder, 1, kMostPerOrder);
        range(at + "max_per_order", type.maxPerOrder, 1, kMostPerOrder);
        if (type.maxPerOrder < type.minPerOrder)
            complain(at + "max_per_order", "is less than min_per_order");
        if (type.validity.until <= type.validity.from)
            complain(at + "valid_until", "must be after valid_from");
        if (!isWholeSecond(type.validity.from) || !isWholeSecond(type.validity.until))
            complain(at + "valid_from", "is in whole seconds");
        if (type.entries != kUnlimitedEntries)
            range(at + "entries", type.entries, 1, kMostEntries);
        if (type.quotas.empty())
            complain(at + "quotas", "a ticket type must draw from at least one quota");
        references(at + "quotas", type.quotas, [&](QuotaId id) { return setup_.findQuota(id) != nullptr; });
        references(at + "zones", type.zones, [&](ZoneId id) { return setup_.findZone(id) != nullptr; });
    }

    void inspectGate(const Gate& gate, const std::string& at)
    {
        named(gate.name, at, gates_);
        if (gate.name.find('/') != std::string::npos)
            complain(at + "name", "a gate's name has no slash");
        if (!setup_.findZone(gate.zone))
            complain(at + "zone", "there is no such zone");
        references(at + "types", gate.onlyTypes,
                   [&](TicketTypeId id) { return setup_.findType(id) != nullptr; });
    }

    void named(const std::string& name, const std::string& at, std::set<std::string>& known)
    {
        text(at + "name", name, 1, kMostTextBytes);
        if (!known.insert(name).second)
            complain(at + "name", "there are two of this name");
    }

    void text(const std::string& key, const std::string& value, std::size_t least, std::size_t most,
              bool lines = false)
    {
        if (value.size() < least || value.size() > most)
            complain(key, "must have " + std::to_string(least) + " to " + std::to_string(most) + " bytes");
        else if (lines ? !isValidUtf8(value) : cleanUtf8(value) != value)
            complain(key, lines ? "must be UTF-8" : "must be UTF-8 on one line");
    }

    void range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most)
    {
        if (value < least || value > most)
            complain(key,
                     "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }

    template <class List, class Known> void references(const std::string& key, const List& ids, Known known)
    {
        std::set<typename List::value_type> seen;
        for (const auto& id : ids)
            if (!known(id))
                complain(key, "names one that this event does not have");
            else if (!seen.insert(id).second)
                complain(key, "names one of them twice");
    }

    void limit(const std::string& key, std::size_t count)
    {
        if (count > kMostParts)
            complain(key, "an event has at most " + std::to_string(kMostParts) + " of them");
    }

    void complain(const std::string& key, const std::string& message)
    {
        complaints_.push_back({key, message});
    }

    const EventSetup& setup_;
    std::vector<Complaint> complaints_;
    std::set<std::string> quotas_;
    std::set<std::string> zones_;
    std::set<std::string> types_;
    std::set<std::string> gates_;
    std::set<std::uint16_t> numbers_;
};

} // namespace

std::vector<Complaint> complaintsOf(const EventSetup& setup) { return Inspection(setup).run(); }

std::vector<Complaint> complaintsOf(const Voucher& voucher, const EventSetup& setup)
{
    std::vector<Complaint> complaints;
    if (!isCode(voucher.code))
        complaints.push_back({"code", "may hold A-Z, 0-9 and hyphens, up to 40"});
    const std::int64_t most = voucher.effect == VoucherEffect::PercentOff ? kWholePpm : kMostPrice;
    if (voucher.effect != VoucherEffect::None && (voucher.value < 0 || voucher.value > most))
        complaints.push_back({"value", "must be a whole number from 0 to " + std::to_string(most)});
    if (voucher.effect == VoucherEffect::None && voucher.value != 0)
        complaints.push_back({"value", "goes with an effect"});
    if (voucher.effect == VoucherEffect::None && !voucher.opensHidden)
        complaints.push_back({"effect", "it changes no price and opens nothing"});
    if (voucher.usesMost < 1 || voucher.usesMost > kMostUses)
        complaints.push_back({"uses_most", "must be a whole number from 1 to " + std::to_string(kMostUses)});
    if (voucher.validity.until <= voucher.validity.from)
        complaints.push_back({"valid_until", "must be after valid_from"});
    std::set<TicketTypeId> seen;
    for (const TicketTypeId type : voucher.types)
        if (!setup.findType(type) || !seen.insert(type).second)
            complaints.push_back(
                {"types", "names a ticket type twice, or one that this event does not have"});
    return complaints;
}

} // namespace ace::catalog
