// SPDX-License-Identifier: MIT
#include "TimeJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

namespace ace::server::api {

ClockBody parseClock(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    const auto action = parseClockAction(object.text("action", {.most = 100}));
    if (!action)
        object.refuse("action", "must be in, pause, resume or out");
    return {*action};
}

std::string edit(TimeEntry& entry, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    if (const auto in = object.findTime("in"))
        entry.in = *in;
    if (object.isNull("out"))
        entry.out.reset();
    else if (const auto out = object.findTime("out"))
        entry.out = *out;
    if (json.contains("breaks")) {
        entry.breaks.clear();
        for (const JsonObject& row : object.objects("breaks", 50))
            entry.breaks.push_back({row.time("from"), row.findTime("until")});
    }
    return cleanUtf8(object.text("reason", {.least = 1, .most = 500}));
}

std::string renderTimeEntry(const TimeEntry& entry, const EventNames& events, Instant now)
{
    Json breaks = Json::array();
    for (const Break& row : entry.breaks)
        breaks.push_back(Json{{"from", formatUtc(row.from)}, {"until", toJson(row.until)}});
    const auto worked = std::chrono::floor<std::chrono::seconds>(entry.worked(now));
    return Json{{"id", entry.id.toString()},
                {"staff", entry.staff.toString()},
                {"event", events.slugOf(entry.event)},
                {"station", toJson(entry.station)},
                {"in", formatUtc(entry.in)},
                {"breaks", std::move(breaks)},
                {"out", toJson(entry.out)},
                {"worked_seconds", worked.count()},
                {"corrected_by", toJson(entry.correctedBy)},
                {"correction_reason", textOf(entry.correctionReason)},
                {"revision", entry.revision}}
        .dump();
}

std::string renderCurrentTimeEntry(const std::optional<std::string>& entry)
{
    return "{\"entry\":" + entry.value_or("null") + "}";
}

} // namespace ace::server::api
