// SPDX-License-Identifier: MIT
#include "ScanJson.h"

#include "JsonReader.h"

#include <ace/base/TimeText.h>

namespace ace::server::api {

namespace {

Direction parseDirection(const JsonObject& scan)
{
    const std::string word = scan.text("direction", {.most = 100});
    for (const Direction direction : {Direction::Entry, Direction::Exit})
        if (word == name(direction))
            return direction;
    scan.refuse("direction", "must be \"entry\" or \"exit\"");
}

nlohmann::ordered_json jsonOf(const admission::ScanAnswer::TicketView& ticket)
{
    return {{"id", ticket.id.toString()},
            {"type", ticket.type.toString()},
            {"type_name", cleanUtf8(ticket.typeName)},
            {"state", name(ticket.state)}};
}

} // namespace

admission::ScanRequest parseScan(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject scan(json, "");
    admission::ScanRequest request;
    request.token = scan.text("token", {.most = 4096});
    request.direction = parseDirection(scan);
    request.gate = scan.text("gate", {.least = 1, .most = 300});
    request.nonce = scan.text("nonce", {.least = 1, .most = 100});
    if (const auto text = scan.findText("scanned_at", {.most = 100})) {
        const auto scannedAt = parseRfc3339(*text);
        if (!scannedAt)
            scan.refuse("scanned_at", "must be a time of RFC 3339, such as 2026-11-22T19:30:00Z");
        request.scannedAt = *scannedAt;
    }
    request.bodyHash = canonicalHash(json);
    return request;
}

std::string renderScan(const admission::ScanAnswer& answer)
{
    using Json = nlohmann::ordered_json;
    Json body = {{"result", answer.verdict.admitted() ? "admitted" : "refused"},
                 {"reason", nullptr},
                 {"ticket", nullptr},
                 {"first_scan", nullptr}};
    if (answer.verdict.reason)
        body["reason"] = name(*answer.verdict.reason);
    if (answer.ticket)
        body["ticket"] = jsonOf(*answer.ticket);
    if (answer.firstScan)
        body["first_scan"] = Json{{"scanned_at", formatUtc(answer.firstScan->scannedAt)},
                                  {"gate", cleanUtf8(answer.firstScan->gate)}};
    return body.dump();
}

} // namespace ace::server::api
