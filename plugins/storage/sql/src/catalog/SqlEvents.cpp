// SPDX-License-Identifier: MIT
#include "SqlEvents.h"

#include "EventEditor.h"
#include "EventReader.h"
#include "Refusals.h"
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

void SqlEvents::slugMustBeFree(const Event& event) const
{
    if (Query(session_, "SELECT 1 FROM event WHERE slug = ? AND id <> ?", event.slug, event.id).next())
        refuse(ErrorCode::Conflict, "an event \"" + event.slug + "\" is on record already");
}

void SqlEvents::insert(const EventSetup& setup)
{
    const Event& event = setup.event;
    slugMustBeFree(event);
    run(session_,
        "INSERT INTO event (id, slug, name, venue, time_zone, currency, starts_at, ends_at, sale_from, "
        "sale_until,"
        " revision, cancel_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.id, event.slug, event.name, event.venue, event.timeZone, event.currency.text(), event.startsAt,
        event.endsAt, event.sale.from, event.sale.until, setup.revision, event.cancelUntil);
    EventEditor(session_, setup).insert();
}

void SqlEvents::update(const EventSetup& setup, std::int64_t expectedRevision)
{
    const Event& event = setup.event;
    slugMustBeFree(event);
    const auto before = EventReader(session_).readOne(event.id);
    mustExist(before.has_value(), "event", event.id.value);
    if (before->event.currency != event.currency &&
        Query(session_, "SELECT 1 FROM orders WHERE event_id = ? LIMIT 1", event.id).next())
        refuse(ErrorCode::Conflict, "the event has orders, so its currency stays as it is");
    mustBeCurrent(
        session_,
        run(session_,
            "UPDATE event SET slug = ?, name = ?, venue = ?, time_zone = ?, currency = ?, starts_at = ?,"
            " ends_at = ?, sale_from = ?, sale_until = ?, cancel_until = ?, revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            event.slug, event.name, event.venue, event.timeZone, event.currency.text(), event.startsAt,
            event.endsAt, event.sale.from, event.sale.until, event.cancelUntil, event.id, expectedRevision),
        "event", event.id.value);
    EventEditor(session_, setup).update(*before);
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
