// SPDX-License-Identifier: MIT
#include "SqlEvents.h"

#include "EventReader.h"
#include "Words.h"

namespace ace::sql {

std::vector<EventSetup> SqlEvents::list() const { return EventReader(session_).readAll(); }

std::optional<EventSetup> SqlEvents::findBySlug(std::string_view slug) const
{
    return EventReader(session_).readOne(slug);
}

std::vector<QuotaLevel> SqlEvents::levels(EventId event) const
{
    std::vector<QuotaLevel> levels;
    for (Query row(session_,
                   "SELECT id, size, held, leased, sold FROM quota WHERE event_id = ? ORDER BY position",
                   event);
         row.next();)
        levels.push_back(
            {row.id<QuotaId>(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)});
    return levels;
}

std::optional<SigningSeed> SqlEvents::findSeed(KeyId key) const
{
    Query row(session_, "SELECT seed FROM signing_seed WHERE key_id = ?", key);
    return row.next() ? std::optional<SigningSeed>({key, row.array<32>(0)}) : std::nullopt;
}

bool SqlEvents::keyIdTaken(KeyId key) const
{
    return Query(session_, "SELECT 1 FROM signing_key WHERE id = ?", key).next();
}

void SqlEvents::insert(const EventSetup& setup)
{
    const Event& event = setup.event;
    if (Query(session_, "SELECT 1 FROM event WHERE slug = ?", event.slug).next())
        throw sdk::StorageError(
            {ErrorCode::Conflict, "an event \"" + event.slug + "\" is on record already", ""});
    run(session_,
        "INSERT INTO event (id, slug, name, venue, time_zone, currency, starts_at, ends_at, sale_from, "
        "sale_until)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.id, event.slug, event.name, event.venue, event.timeZone, event.currency.text(), event.startsAt,
        event.endsAt, event.sale.from, event.sale.until);
    for (std::size_t i = 0; i < setup.quotas.size(); ++i)
        run(session_,
            "INSERT INTO quota (id, event_id, position, name, size, held, leased, sold) VALUES (?, ?, ?, ?, "
            "?, 0, 0, 0)",
            setup.quotas[i].id, event.id, i, setup.quotas[i].name, setup.quotas[i].size);
    for (std::size_t i = 0; i < setup.zones.size(); ++i)
        run(session_, "INSERT INTO zone (id, event_id, position, name) VALUES (?, ?, ?, ?)",
            setup.zones[i].id, event.id, i, setup.zones[i].name);
    for (std::size_t i = 0; i < setup.types.size(); ++i)
        insertType(setup, i);
    for (std::size_t i = 0; i < setup.gates.size(); ++i)
        insertGate(setup, i);
}

void SqlEvents::insertType(const EventSetup& setup, std::size_t index)
{
    const TicketType& type = setup.types[index];
    if (type.price.currency != setup.event.currency)
        throw sdk::StorageError({ErrorCode::Invalid,
                                 "ticket type \"" + type.name + "\" has another currency than its event",
                                 ""});
    run(session_,
        "INSERT INTO ticket_type (id, event_id, position, number, name, description, price, tax_rate_ppm, "
        "min_per_order,"
        " max_per_order, valid_from, valid_until, entries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        type.id, setup.event.id, index, type.number, type.name, type.description, type.price.minor,
        type.taxRatePpm, type.minPerOrder, type.maxPerOrder, type.validity.from, type.validity.until,
        type.entries);
    for (std::size_t i = 0; i < type.zones.size(); ++i)
        run(session_, "INSERT INTO ticket_type_zone (type_id, position, zone_id) VALUES (?, ?, ?)", type.id,
            i, type.zones[i]);
    for (std::size_t i = 0; i < type.quotas.size(); ++i)
        run(session_, "INSERT INTO ticket_type_quota (type_id, position, quota_id) VALUES (?, ?, ?)", type.id,
            i, type.quotas[i]);
}

void SqlEvents::insertGate(const EventSetup& setup, std::size_t index)
{
    const Gate& gate = setup.gates[index];
    run(session_, "INSERT INTO gate (id, event_id, position, name, zone_id) VALUES (?, ?, ?, ?, ?)", gate.id,
        setup.event.id, index, gate.name, gate.zone);
    for (std::size_t i = 0; i < gate.onlyTypes.size(); ++i)
        run(session_, "INSERT INTO gate_type (gate_id, position, type_id) VALUES (?, ?, ?)", gate.id, i,
            gate.onlyTypes[i]);
}

void SqlEvents::insertKey(const SigningKey& key, const SigningSeed& seed)
{
    if (seed.id != key.id || key.id == 0)
        throw sdk::StorageError(
            {ErrorCode::Invalid, "a signing key and its seed must share an id that is not 0", ""});
    std::int64_t position = 0;
    {
        Query row(session_, "SELECT COUNT(*) FROM signing_key WHERE event_id = ?", key.event);
        row.next();
        position = row.integer(0);
    }
    run(session_,
        "INSERT INTO signing_key (id, event_id, position, state, public_key) VALUES (?, ?, ?, ?, ?)", key.id,
        key.event, position, word(key.state), key.publicKey);
    run(session_, "INSERT INTO signing_seed (key_id, seed) VALUES (?, ?)", seed.id, seed.seed);
}

void SqlEvents::setKeyState(KeyId key, KeyState state)
{
    if (run(session_, "UPDATE signing_key SET state = ? WHERE id = ?", word(state), key) == 0)
        throw sdk::StorageError({ErrorCode::NotFound, "there is no signing key " + std::to_string(key), ""});
}

} // namespace ace::sql
