// SPDX-License-Identifier: MIT
#include "SqlStations.h"

#include "Refusals.h"
#include "Words.h"

namespace ace::sql {

namespace {

#define ACE_STATION_COLUMNS                                                                                  \
    "id, event_id, name, kind, gate_id, till_id, public_key, created_at, paired_at, revoked_at, seen_at, "   \
    "revision"

Station stationOf(const Query& row)
{
    Station station;
    station.id = row.id<StationId>(0);
    station.event = row.id<EventId>(1);
    station.name = row.text(2);
    station.kind = fromWord<StationKind>(row.view(3));
    station.gate = row.optionalId<GateId>(4);
    station.till = row.optionalId<TillId>(5);
    station.publicKey = row.text(6);
    station.createdAt = row.instant(7);
    station.pairedAt = optionalInstant(row, 8);
    station.revokedAt = optionalInstant(row, 9);
    station.seenAt = optionalInstant(row, 10);
    station.revision = row.integer(11);
    return station;
}

} // namespace

std::vector<Station> SqlStations::list(std::optional<EventId> event, const sdk::Page& page) const
{
    std::vector<Station> stations;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT " ACE_STATION_COLUMNS " FROM station WHERE id > ? AND (? = 0 OR event_id = ?)"
                   " ORDER BY id LIMIT ?",
                   start, event.has_value(), event, page.most);
         row.next();)
        stations.push_back(stationOf(row));
    return stations;
}

std::optional<Station> SqlStations::find(StationId id) const
{
    Query row(session_, "SELECT " ACE_STATION_COLUMNS " FROM station WHERE id = ?", id);
    return row.next() ? std::optional<Station>(stationOf(row)) : std::nullopt;
}

std::optional<Station> SqlStations::findByPairingCode(const Digest& hash, Instant now) const
{
    Query row(session_,
              "SELECT " ACE_STATION_COLUMNS " FROM station WHERE pairing_hash = ? AND pairing_expires_at > ?",
              hash, now);
    return row.next() ? std::optional<Station>(stationOf(row)) : std::nullopt;
}

void SqlStations::nameMustBeFree(const Station& station) const
{
    if (Query(session_, "SELECT 1 FROM station WHERE event_id = ? AND name = ? AND id <> ?", station.event,
              station.name, station.id)
            .next())
        refuse(ErrorCode::Conflict, "the event has a station \"" + station.name + "\" already");
}

void SqlStations::insert(const Station& station)
{
    nameMustBeFree(station);
    run(session_, "INSERT INTO station (" ACE_STATION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        station.id, station.event, station.name, word(station.kind), station.gate, station.till,
        station.publicKey, station.createdAt, station.pairedAt, station.revokedAt, station.seenAt,
        station.revision);
}

void SqlStations::update(const Station& station, std::int64_t expectedRevision)
{
    nameMustBeFree(station);
    mustBeCurrent(session_,
                  run(session_,
                      "UPDATE station SET name = ?, gate_id = ?, till_id = ?, revision = revision + 1"
                      " WHERE id = ? AND revision = ?",
                      station.name, station.gate, station.till, station.id, expectedRevision),
                  "station", station.id.value);
}

void SqlStations::setPairingCode(StationId id, const PairingCode& code)
{
    const auto changed = run(session_,
                             "UPDATE station SET pairing_hash = ?, pairing_expires_at = ?"
                             " WHERE id = ? AND revoked_at IS NULL",
                             code.hash, code.expiresAt, id);
    if (changed == 0 && find(id))
        refuse(ErrorCode::Conflict, "station " + id.toString() + " is revoked for good; make another one");
    mustExist(changed, "station", id.value);
}

// The code goes with the row that it is used up by: of two callers one finds it.
bool SqlStations::pair(const Digest& codeHash, const std::string& publicKey, Instant now)
{
    return run(session_,
               "UPDATE station SET public_key = ?, paired_at = ?, pairing_hash = NULL, pairing_expires_at = "
               "NULL"
               " WHERE pairing_hash = ? AND pairing_expires_at > ? AND revoked_at IS NULL",
               publicKey, now, codeHash, now) == 1;
}

void SqlStations::revoke(StationId id, Instant now)
{
    const auto changed =
        run(session_,
            "UPDATE station SET revoked_at = ?, pairing_hash = NULL, pairing_expires_at = NULL"
            " WHERE id = ? AND revoked_at IS NULL",
            now, id);
    mustExist(changed != 0 || find(id), "station", id.value);
}

void SqlStations::touch(StationId id, Instant seenAt)
{
    run(session_, "UPDATE station SET seen_at = ? WHERE id = ? AND (seen_at IS NULL OR seen_at < ?)", seenAt,
        id, seenAt);
}

#undef ACE_STATION_COLUMNS

} // namespace ace::sql
