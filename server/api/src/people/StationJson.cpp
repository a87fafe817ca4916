// SPDX-License-Identifier: MIT
#include "StationJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/barcode/QrSvg.h>
#include <ace/server/http/Answer.h>

#include "catalog/EventJson.h"
#include "sales/TillJson.h"

#include <algorithm>

namespace ace::server::api {

namespace {

constexpr JsonObject::Length kName{.least = 1, .most = 200};

Json jsonOf(const Station& station, const EventNames& events)
{
    return {{"id", station.id.toString()},
            {"name", textOf(station.name)},
            {"kind", name(station.kind)},
            {"event", events.slugOf(station.event)},
            {"gate", toJson(station.gate)},
            {"till", toJson(station.till)},
            {"created_at", formatUtc(station.createdAt)},
            {"paired_at", toJson(station.pairedAt)},
            {"revoked_at", toJson(station.revokedAt)},
            {"seen_at", toJson(station.seenAt)},
            {"revision", station.revision}};
}

} // namespace

Station parseNewStation(std::string_view body, const EventNames& events)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    Station station;
    station.name = cleanUtf8(object.text("name", kName));
    const auto kind = parseStationKind(object.text("kind", {.most = 100}));
    if (!kind)
        object.refuse("kind", "must be counter or gate");
    station.kind = *kind;
    station.event = events.idOf(object.text("event", {.least = 1, .most = 200}));
    station.gate = object.findId<GateId>("gate");
    station.till = object.findId<TillId>("till");
    return station;
}

void edit(Station& station, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    if (const auto name = object.findText("name", kName))
        station.name = cleanUtf8(*name);
    if (json.contains("gate"))
        station.gate = object.findId<GateId>("gate");
    if (json.contains("till"))
        station.till = object.findId<TillId>("till");
}

PairingBody parsePairing(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    PairingBody parsed{object.text("code", {.least = 1, .most = 100}),
                       object.text("public_key", {.least = 1, .most = 1000}), std::nullopt};
    if (const auto kind = object.findText("kind", {.most = 100})) {
        parsed.kind = parseStationKind(*kind);
        if (!parsed.kind)
            object.refuse("kind", "must be counter or gate");
    }
    return parsed;
}

std::string renderStation(const Station& station, const EventNames& events)
{
    return jsonOf(station, events).dump();
}

std::string renderPairingCode(const std::string& code, const std::string& url, Instant expiresAt)
{
    return Json{{"code", code},
                {"url", url},
                {"qr", barcode::toSvg(http::valueOrThrow(barcode::encodeQr(url)))},
                {"expires_at", formatUtc(expiresAt)}}
        .dump();
}

std::string renderSelf(const Station& station, const StationSurroundings& around, const EventNames& events)
{
    Json body = {{"station", jsonOf(station, events)},
                 {"installation", around.installation},
                 {"event", nullptr},
                 {"gate", nullptr},
                 {"till", around.till ? Json::parse(renderTill(*around.till)) : Json(nullptr)},
                 {"server_time", formatUtc(around.serverTime)}};
    if (const catalog::EventPtr event = events.find(station.event)) {
        body["event"] = Json::parse(renderEventSummary(event->event));
        const auto gate = std::ranges::find_if(
            event->gates, [&](const Gate& candidate) { return candidate.id == station.gate; });
        if (gate != event->gates.end())
            body["gate"] = textOf(gate->name);
    }
    return body.dump();
}

} // namespace ace::server::api
