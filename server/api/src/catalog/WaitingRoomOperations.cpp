// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/server/waiting-room/Rooms.h>

#include <cmath>

namespace ace::server::api {

namespace {

void sendRoom(const Call& call, const Event& event)
{
    const auto figures = call.services.rooms.at(event).figures();
    const WaitingCounts& counts = figures.room.counts;
    call.send(200, Json{{"mode", name(figures.room.mode)},
                        {"active", figures.active},
                        {"lobby", counts.lobby},
                        {"arrivals", counts.arrivals},
                        {"admitted", counts.admitted},
                        {"waiting", figures.waiting},
                        {"inside", figures.inside},
                        {"per_minute", std::llround(60 * figures.perSecond)}}
                       .dump());
}

void showWaitingRoom(Call& call) { sendRoom(call, call.event()->event); }

void switchWaitingRoom(Call& call)
{
    const catalog::EventPtr event = call.event();
    const nlohmann::json json = parseBody(call.body());
    const JsonObject object(json, "");
    const auto mode = parseWaitingMode(object.text("mode", {.most = 100}));
    if (!mode)
        object.refuse("mode", "must be automatic, on or off");
    http::valueOrThrow(call.services.rooms.switchTo(event->event, *mode, call.act().by));
    sendRoom(call, event->event);
}

constexpr OperationFunction kWaitingRoomFunctions[] = {
    {"showWaitingRoom", showWaitingRoom},
    {"switchWaitingRoom", switchWaitingRoom},
};

} // namespace

std::span<const OperationFunction> waitingRoomOperations() { return kWaitingRoomFunctions; }

} // namespace ace::server::api
