// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "Refusals.h"
#include "StationJson.h"

#include <ace/server/access/Rules.h>
#include <ace/server/access/StationJwt.h>

namespace ace::server::api {

namespace {

Station loadStation(const Call& call)
{
    auto station = http::valueOrThrow(call.services.people.stations.find(call.pathId<StationId>(0)));
    if (!station)
        throw call.missing();
    access::requireEvent(call.who, call.operation, station->event);
    return std::move(*station);
}

void sendStation(const Call& call, int status, const Station& station)
{
    call.sendRevised(status, renderStation(station, call.events()), station.revision);
}

void sendSelf(const Call& call, int status, const Station& station)
{
    std::optional<Till> till;
    if (station.till)
        till = http::valueOrThrow(call.services.tills.find(*station.till));
    call.send(status, renderSelf(station, {call.services.installation, till, call.services.clock.now()},
                                 call.events()));
}

void listStations(Call& call)
{
    const auto event = access::listedEvent(call.who, call.operation, call.queryEvent());
    const auto stations = http::valueOrThrow(call.services.people.stations.list(event, call.page()));
    const EventNames events = call.events();
    call.sendPage(stations, [&](const Station& station) { return renderStation(station, events); });
}

void createStation(Call& call)
{
    const Station wanted = parseNewStation(call.body(), call.events());
    access::requireEvent(call.who, call.operation, wanted.event);
    const sdk::Act act = call.act();
    const Station station = keyedOrThrow(call.services.people.stations.add(wanted, act.by, act.idempotency));
    call.setLocation("/api/v1/stations/" + station.id.toString());
    sendStation(call, 201, station);
}

void showStation(Call& call) { sendStation(call, 200, loadStation(call)); }

void editStation(Call& call)
{
    Station station = loadStation(call);
    const std::int64_t revision = call.expectedRevision();
    if (station.revision != revision)
        throw http::Problem("revision_changed", "Somebody else has changed this station: read it again.");
    edit(station, call.body());
    sendStation(call, 200,
                http::valueOrThrow(call.services.people.stations.edit(station, revision, call.who.actor())));
}

// Where the station finds this server: as it is configured, else as the organiser does.
std::string serverUrl(const Call& call)
{
    if (!call.services.publicUrl.empty())
        return call.services.publicUrl;
    return (call.request().secure() ? "https://" : "http://") + call.request().get("Host", "localhost");
}

void makePairingCode(Call& call)
{
    const Station station = loadStation(call);
    const auto issued =
        http::valueOrThrow(call.services.people.stations.newPairingCode(station.id, call.who.actor()));
    const std::string url = serverUrl(call) + "/pair?code=" + issued.code;
    call.send(201, renderPairingCode(issued.code, url, issued.expiresAt));
}

// Doing it twice is doing it once, so the key may be noted before.
void revokeStation(Call& call)
{
    const Station station = loadStation(call);
    call.claimKey(station.id.toString());
    http::valueOrThrow(call.services.people.stations.revoke(station.id, call.who.actor()));
    sendStation(call, 200, loadStation(call));
}

void pairStation(Call& call)
{
    const PairingBody body = parsePairing(call.body());
    const http::Problem unfit("unfit_key", "\"public_key\" must be a P-256 public key as PEM.");
    if (!access::isP256PublicKey(body.publicKey)) // before the code is used up by it
        throw unfit;
    const auto outcome =
        http::valueOrThrow(call.services.people.stations.pair(body.code, body.publicKey, body.kind));
    if (const auto* refusal = std::get_if<staffing::PairingRefusal>(&outcome))
        switch (*refusal) {
        case staffing::PairingRefusal::UnfitKey:
            throw unfit;
        case staffing::PairingRefusal::OtherKind:
            throw http::Problem("conflict", "This code is for another kind of station than a " +
                                                std::string(name(*body.kind)) + ".");
        case staffing::PairingRefusal::UnknownCode:
            throw http::Problem("unknown_pairing_code",
                                "This code was never given, is used up, or is too old.");
        }
    call.services.access.giveBack(call.who, call.operation);
    sendSelf(call, 201, std::get<Station>(outcome));
}

void showSelf(Call& call) { sendSelf(call, 200, *call.who.station); }

constexpr OperationFunction kFunctions[] = {
    {"listStations", listStations},       {"createStation", createStation},
    {"showStation", showStation},         {"editStation", editStation},
    {"makePairingCode", makePairingCode}, {"revokeStation", revokeStation},
    {"pairStation", pairStation},         {"showSelf", showSelf},
};

} // namespace

std::span<const OperationFunction> stationOperations() { return kFunctions; }

} // namespace ace::server::api
