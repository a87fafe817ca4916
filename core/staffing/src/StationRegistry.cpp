// SPDX-License-Identifier: MIT
#include <ace/staffing/StationRegistry.h>

#include "ClaimOnce.h"
#include "PairingText.h"

#include <ace/base/Bytes.h>
#include <ace/staffing/AuditLog.h>

#include <algorithm>
#include <array>

namespace ace::staffing {

namespace {

constexpr std::size_t kLongestStationName = 200;
constexpr std::size_t kStationsAtOnce = 500;
constexpr int kMostStationPages = 200;
constexpr std::chrono::seconds kStaleAfter{5};
constexpr std::chrono::minutes kCodeLife{15};
constexpr std::chrono::minutes kNoteEvery{1};

Failure unfitStation(std::string message) { return failure(ErrorCode::Invalid, std::move(message)); }
Failure unknownStation(StationId id)
{
    return failure(ErrorCode::NotFound, "no station has the id " + id.toString());
}

std::string stationSubject(StationId id) { return "station:" + id.toString(); }

template <class AnId> std::string idText(const std::optional<AnId>& id) { return id ? id->toString() : ""; }

std::string stationDetail(const Station& station)
{
    return auditDetail({{"name", station.name},
                        {"kind", domain::name(station.kind)},
                        {"event", station.event.toString()},
                        {"gate", idText(station.gate)},
                        {"till", idText(station.till)}});
}

Result<void> checkStation(const Station& station, const sdk::WriteAccess& access)
{
    if (station.name.empty() || station.name.size() > kLongestStationName ||
        cleanUtf8(station.name) != station.name)
        return unfitStation("a station's name is 1 to 200 bytes of text");
    const auto events = access.events.list();
    const auto event = std::ranges::find_if(
        events, [&](const EventSetup& setup) { return setup.event.id == station.event; });
    if (event == events.end())
        return unfitStation("no event has the id " + station.event.toString());
    if (station.kind == StationKind::Counter && station.gate)
        return unfitStation("a counter has no gate");
    if (station.kind == StationKind::Gate && station.till)
        return unfitStation("a gate station has no till");
    if (station.kind == StationKind::Gate &&
        std::ranges::none_of(event->gates, [&](const Gate& gate) { return gate.id == station.gate; }))
        return unfitStation("a gate station needs a gate of its event");
    if (station.till) {
        const auto till = access.tills.find(*station.till);
        if (!till || till->event != station.event)
            return unfitStation("no till of this event has the id " + station.till->toString());
    }
    return {};
}

} // namespace

Result<void> StationRegistry::change(const sdk::Storage::WriteWork& work)
{
    auto done = parts_.storage.transact(work);
    forget(); // also when it failed: an unknownStation outcome may have been done
    return done;
}

void StationRegistry::forget()
{
    const std::lock_guard lock(mutex_);
    stations_.reset();
}

Result<std::shared_ptr<const StationRegistry::Stations>> StationRegistry::snapshot()
{
    const std::lock_guard lock(mutex_);
    const Monotonic now = parts_.clock.monotonic();
    if (stations_ && now < readAt_ + kStaleAfter)
        return stations_;
    auto fresh = std::make_shared<Stations>();
    auto read = parts_.storage.read([&](const sdk::ReadAccess& access) -> Result<void> {
        fresh->clear();
        sdk::Page page{std::nullopt, kStationsAtOnce};
        for (int i = 0; i < kMostStationPages; ++i) {
            const auto stations = access.stations.list(std::nullopt, page);
            for (const Station& station : stations)
                fresh->insert_or_assign(station.id, station);
            if (stations.size() < kStationsAtOnce)
                return {};
            page.after = stations.back().id.value;
        }
        return failure(ErrorCode::Internal, "more stations are on record than this program can know");
    });
    if (!read)
        return failure(std::move(read));
    stations_ = std::move(fresh);
    readAt_ = now;
    return stations_;
}

Result<std::optional<Station>> StationRegistry::find(StationId id)
{
    auto now = snapshot();
    if (!now)
        return failure(std::move(now));
    const auto found = (*now)->find(id);
    return found == (*now)->end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Station>> StationRegistry::list(std::optional<EventId> event, const sdk::Page& page)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.stations.list(event, page); });
}

Result<Station> StationRegistry::add(Station station, const Actor& actor,
                                     const std::optional<sdk::IdempotencyKey>& idempotency)
{
    station.id = parts_.ids.next<StationId>();
    station.publicKey.clear();
    station.createdAt = parts_.clock.now();
    station.pairedAt = station.revokedAt = station.seenAt = std::nullopt;
    station.revision = 1;
    auto done = change([&](sdk::WriteAccess& access) -> Result<void> {
        auto known = claimOnce(access, idempotency, station.id.toString());
        if (!known)
            return failure(std::move(known));
        if (!known->empty()) {
            if (auto first = access.stations.find(StationId::parse(*known).value_or(station.id)))
                station = *first;
            return {};
        }
        if (auto checked = checkStation(station, access); !checked)
            return checked;
        access.stations.insert(station);
        access.audit.append(
            {station.createdAt, actor, "station.create", stationSubject(station.id), stationDetail(station)});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return station;
}

Result<Station> StationRegistry::edit(const Station& station, std::int64_t expectedRevision,
                                      const Actor& actor)
{
    Station edited;
    auto done = change([&](sdk::WriteAccess& access) -> Result<void> {
        const auto before = access.stations.find(station.id);
        if (!before)
            return unknownStation(station.id);
        if (before->revokedAt)
            return failure(ErrorCode::Conflict, "this station is revoked; it stays as it was");
        edited = *before;
        edited.name = station.name;
        edited.gate = station.gate;
        edited.till = station.till;
        if (auto checked = checkStation(edited, access); !checked)
            return checked;
        access.stations.update(edited, expectedRevision);
        edited.revision = expectedRevision + 1;
        access.audit.append(
            {parts_.clock.now(), actor, "station.edit", stationSubject(station.id), stationDetail(edited)});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return edited;
}

Result<IssuedPairingCode> StationRegistry::newPairingCode(StationId id, const Actor& actor)
{
    const std::string code = newPairingCodeText(parts_.ids);
    const Instant now = parts_.clock.now();
    const PairingCode kept{hashOfPairingCode(code), now + kCodeLife};
    auto done = change([&](sdk::WriteAccess& access) -> Result<void> {
        const auto station = access.stations.find(id);
        if (!station)
            return unknownStation(id);
        if (station->revokedAt)
            return failure(ErrorCode::Conflict, "this station is revoked; add another one");
        access.stations.setPairingCode(id, kept);
        access.audit.append({now, actor, "station.pairing-code", stationSubject(id), "{}"});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return IssuedPairingCode{code, kept.expiresAt};
}

Result<PairingOutcome> StationRegistry::pair(std::string_view code, std::string_view publicKeyPem,
                                             std::optional<StationKind> machine)
{
    const auto key = canonicalP256Pem(publicKeyPem);
    if (!key)
        return PairingRefusal::UnfitKey;
    const auto spelled = canonicalPairingCode(code);
    if (!spelled)
        return PairingRefusal::UnknownCode;
    const Digest hash = hashOfPairingCode(*spelled);
    const sdk::IdempotencyKey once{"pairing code", toHex(hash), sha256(*key)};
    const Instant now = parts_.clock.now();
    PairingOutcome outcome = PairingRefusal::UnknownCode;
    auto done = change([&](sdk::WriteAccess& access) -> Result<void> {
        const auto station = access.stations.findByPairingCode(hash, now);
        if (station && machine && station->kind != *machine) {
            outcome = PairingRefusal::OtherKind;
            return {};
        }
        auto known = claimOnce(access, once, station ? station->id.toString() : "");
        if (known && !known->empty()) {
            const auto before = access.stations.find(StationId::parse(*known).value_or(StationId{}));
            if (before && before->trusted() && before->publicKey == *key)
                outcome = *before;
            return {};
        }
        if (!known || !station || !access.stations.pair(hash, *key, now))
            return failure(ErrorCode::NotFound, "no such pairing code"); // and the claim is undone
        access.staff.endSessionsAt(station->id);
        access.audit.append({now,
                             {std::nullopt, station->id},
                             "station.pair",
                             stationSubject(station->id),
                             auditDetail({{"key_sha256", toHex(sha256(*key))},
                                          {"paired_before", station->pairedAt ? "yes" : "no"}})});
        outcome = access.stations.find(station->id).value();
        return {};
    });
    if (!done && done.error().code == ErrorCode::NotFound)
        return PairingRefusal::UnknownCode;
    if (!done)
        return failure(std::move(done));
    return outcome;
}

Result<void> StationRegistry::revoke(StationId id, const Actor& actor)
{
    const Instant now = parts_.clock.now();
    return change([&](sdk::WriteAccess& access) -> Result<void> {
        const auto station = access.stations.find(id);
        if (!station)
            return unknownStation(id);
        if (station->revokedAt)
            return {};
        access.stations.revoke(id, now);
        access.staff.endSessionsAt(id);
        access.audit.append({now, actor, "station.revoke", stationSubject(id), "{}"});
        return {};
    });
}

void StationRegistry::noteSeen(StationId id)
{
    {
        const std::lock_guard lock(mutex_);
        const Monotonic now = parts_.clock.monotonic();
        if (!stations_ || !stations_->contains(id)) // nothing is noted of what is not on record
            return;
        const auto noted = seen_.find(id);
        if (noted != seen_.end() && now < noted->second + kNoteEvery)
            return;
        seen_.insert_or_assign(id, now);
    }
    const Instant now = parts_.clock.now();
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.stations.touch(id, now);
        return {};
    });
    if (!done)
        parts_.log.warn("staffing", "cannot note when a station was last seen: " + done.error().describe());
}

} // namespace ace::staffing
