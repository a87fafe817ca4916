// SPDX-License-Identifier: MIT
#include "ReportJson.h"

#include "json/Render.h"

namespace ace::server::api {

std::string renderReport(const reporting::SalesReport& report, const AskedWindow& asked)
{
    Json rows = Json::array();
    for (const auto& line : report.lines)
        rows.push_back(Json{{"ticket_type", line.type.toString()},
                            {"name", textOf(line.typeName)},
                            {"channel", line.channel == Channel::Web ? "web" : "counter"},
                            {"tickets", line.tickets},
                            {"canceled", line.canceled},
                            {"gross", toJson(line.gross)},
                            {"tax", toJson(line.tax)},
                            {"net", toJson(line.net)}});
    return Json{{"event", report.event},         {"from", toJson(asked.from)},
                {"until", toJson(asked.until)},  {"rows", std::move(rows)},
                {"tickets", report.tickets},     {"canceled", report.canceled},
                {"gross", toJson(report.gross)}, {"tax", toJson(report.tax)},
                {"net", toJson(report.net)},     {"refunded", toJson(report.refunded)},
                {"kept", toJson(report.kept)}}
        .dump();
}

std::string renderReport(const reporting::EntryReport& report, const AskedWindow& asked)
{
    Json rows = Json::array();
    for (const auto& line : report.lines)
        rows.push_back(Json{{"gate", line.gate.toString()},
                            {"name", textOf(line.gateName)},
                            {"direction", name(line.direction)},
                            {"reason", line.reason ? Json(name(*line.reason)) : Json(nullptr)},
                            {"scans", line.scans}});
    return Json{{"event", report.event},   {"from", toJson(asked.from)}, {"until", toJson(asked.until)},
                {"rows", std::move(rows)}, {"scans", report.scans},      {"admitted", report.admitted}}
        .dump();
}

} // namespace ace::server::api
