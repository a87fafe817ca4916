// SPDX-License-Identifier: MIT
#include "EventReader.h"

#include "Words.h"

namespace ace::sql {

namespace {

template <class List, class AnId> auto& partOf(List& list, const AnId& id)
{
    for (auto& each : list)
        if (each.id == id)
            return each;
    throw SqlError(Fault::Corrupt, "a part of an event on record belongs to none");
}

} // namespace

#define ACE_SELECT_EVENT                                                                                     \
    "SELECT id, slug, name, venue, time_zone, currency, starts_at, ends_at, sale_from, sale_until, "         \
    "revision, cancel_until FROM"                                                                            \
    " event"

std::vector<EventSetup> EventReader::readAll()
{
    return read(Query(session_, ACE_SELECT_EVENT " ORDER BY starts_at, name, id"), false);
}

std::optional<EventSetup> EventReader::readOne(std::string_view slug)
{
    auto found = read(Query(session_, ACE_SELECT_EVENT " WHERE slug = ?", slug), true);
    return found.empty() ? std::nullopt : std::optional<EventSetup>(std::move(found.front()));
}

std::optional<EventSetup> EventReader::readOne(EventId id)
{
    auto found = read(Query(session_, ACE_SELECT_EVENT " WHERE id = ?", id), true);
    return found.empty() ? std::nullopt : std::optional<EventSetup>(std::move(found.front()));
}

std::vector<EventSetup> EventReader::read(Query&& row, bool one)
{
    std::vector<EventSetup> setups;
    while (row.next()) {
        EventSetup& setup = setups.emplace_back();
        setup.event = {row.id<EventId>(0), row.text(1),    row.text(2),
                       row.text(3),        row.text(4),    row.currency(5),
                       row.instant(6),     row.instant(7), {row.instant(8), row.instant(9)}};
        setup.revision = row.integer(10);
        if (!row.isNull(11))
            setup.event.cancelUntil = row.instant(11);
    }
    events_.clear();
    for (auto& setup : setups)
        events_[setup.event.id] = &setup;
    only_ = one && !setups.empty() ? std::optional<EventId>(setups.front().event.id) : std::nullopt;
    if (setups.empty())
        return setups;
    readQuotas();
    readZones();
    readTypes();
    readTypeLists();
    readGates();
    readKeys();
    return setups;
}

// `select` gives the event's id in its first column; "p" is the table that has it.
template <class Take> void EventReader::eachPart(std::string_view select, std::string_view order, Take take)
{
    const std::string sql = std::string(select) + (only_ ? " WHERE p.event_id = ?" : "") +
                            " ORDER BY p.event_id, p.position" + std::string(order);
    for (auto row = only_ ? Query(session_, sql, *only_) : Query(session_, sql); row.next();) {
        const auto event = events_.find(row.id<EventId>(0));
        if (event == events_.end())
            throw SqlError(Fault::Corrupt, "a part of an event on record belongs to none");
        take(row, *event->second);
    }
}

void EventReader::readQuotas()
{
    eachPart("SELECT p.event_id, p.id, p.name, p.size FROM quota p", "",
             [](const Query& row, EventSetup& setup) {
                 setup.quotas.push_back({row.id<QuotaId>(1), row.text(2), row.integer(3)});
             });
}

void EventReader::readZones()
{
    eachPart("SELECT p.event_id, p.id, p.name FROM zone p", "", [](const Query& row, EventSetup& setup) {
        setup.zones.push_back({row.id<ZoneId>(1), row.text(2)});
    });
}

void EventReader::readTypes()
{
    eachPart(
        "SELECT p.event_id, p.id, p.number, p.name, p.description, p.price, p.tax_rate_ppm, p.min_per_order,"
        " p.max_per_order, p.valid_from, p.valid_until, p.entries, p.hidden, p.on_web, p.at_counter"
        " FROM ticket_type p",
        "", [](const Query& row, EventSetup& setup) {
            TicketType type;
            type.id = row.id<TicketTypeId>(1);
            type.number = row.integer<std::uint16_t>(2);
            type.name = row.text(3);
            type.description = row.text(4);
            type.price = {row.integer(5), setup.event.currency};
            type.taxRatePpm = row.integer<std::int32_t>(6);
            type.minPerOrder = row.integer<std::int32_t>(7);
            type.maxPerOrder = row.integer<std::int32_t>(8);
            type.validity = {row.instant(9), row.instant(10)};
            type.entries = row.integer<std::int32_t>(11);
            type.hidden = row.flag(12);
            type.onWeb = row.flag(13);
            type.atCounter = row.flag(14);
            setup.types.push_back(std::move(type));
        });
}

void EventReader::readTypeLists()
{
    eachPart(
        "SELECT p.event_id, p.id, z.zone_id FROM ticket_type p JOIN ticket_type_zone z ON z.type_id = p.id",
        ", z.position", [](const Query& row, EventSetup& setup) {
            partOf(setup.types, row.id<TicketTypeId>(1)).zones.push_back(row.id<ZoneId>(2));
        });
    eachPart(
        "SELECT p.event_id, p.id, q.quota_id FROM ticket_type p JOIN ticket_type_quota q ON q.type_id = p.id",
        ", q.position", [](const Query& row, EventSetup& setup) {
            partOf(setup.types, row.id<TicketTypeId>(1)).quotas.push_back(row.id<QuotaId>(2));
        });
}

void EventReader::readGates()
{
    eachPart("SELECT p.event_id, p.id, p.name, p.zone_id FROM gate p", "",
             [](const Query& row, EventSetup& setup) {
                 setup.gates.push_back({row.id<GateId>(1), row.text(2), row.id<ZoneId>(3), {}});
             });
    eachPart("SELECT p.event_id, p.id, t.type_id FROM gate p JOIN gate_type t ON t.gate_id = p.id",
             ", t.position", [](const Query& row, EventSetup& setup) {
                 partOf(setup.gates, row.id<GateId>(1)).onlyTypes.push_back(row.id<TicketTypeId>(2));
             });
}

void EventReader::readKeys()
{
    eachPart("SELECT p.event_id, p.id, p.state, p.public_key FROM signing_key p", "",
             [](const Query& row, EventSetup& setup) {
                 setup.keys.push_back({row.integer<KeyId>(1), setup.event.id, fromWord<KeyState>(row.view(2)),
                                       row.array<32>(3)});
             });
}

} // namespace ace::sql
