// SPDX-License-Identifier: MIT
#include "ScanJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

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

Json jsonOf(const admission::ScanAnswer::TicketView& ticket)
{
    return {{"id", ticket.id.toString()},
            {"type", ticket.type.toString()},
            {"type_name", textOf(ticket.typeName)},
            {"state", name(ticket.state)}};
}

admission::ScanRequest requestOf(const nlohmann::json& json, const std::string& path)
{
    const JsonObject scan(json, path);
    admission::ScanRequest request;
    request.token = scan.text("token", {.most = 4096});
    request.direction = parseDirection(scan);
    request.gate = scan.text("gate", {.least = 1, .most = 300});
    request.nonce = scan.text("nonce", {.least = 1, .most = 100});
    // A scan whose answer was lost comes again in a batch, with these two beside what was sent alone.
    nlohmann::json alone = json;
    alone.erase("scanned_at");
    alone.erase("staff");
    request.bodyHash = canonicalHash(alone);
    return request;
}

admission::ScanRequest batchedOf(const nlohmann::json& json, const std::string& path)
{
    admission::ScanRequest request = requestOf(json, path);
    const JsonObject scan(json, path);
    request.scannedAt = scan.findTime("scanned_at");
    request.by.staff = scan.findId<StaffId>("staff");
    return request;
}

Json jsonOf(const admission::ScanAnswer& answer)
{
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
                                  {"gate", textOf(answer.firstScan->gate)}};
    return body;
}

Json jsonOf(const http::Problem& problem)
{
    const http::ProblemKind& kind = problem.kind();
    return {{"type", "/problems/" + std::string(kind.code)},
            {"title", kind.title},
            {"status", kind.status},
            {"code", kind.code},
            {"detail", textOf(problem.detail())}};
}

} // namespace

admission::ScanRequest parseScan(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    admission::ScanRequest request = requestOf(json, "");
    if (json.contains("scanned_at"))
        JsonObject(json, "").refuse("scanned_at", "is for batches: what is scanned here is scanned now");
    return request;
}

std::string renderScan(const admission::ScanAnswer& answer) { return jsonOf(answer).dump(); }

std::vector<BatchedScan> parseScanBatch(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    const auto list = json.find("scans");
    if (list == json.end() || !list->is_array() || list->empty() || list->size() > kBatchMost)
        object.refuse("scans", "must be an array of 1 to " + std::to_string(kBatchMost) + " scans");
    std::vector<BatchedScan> batch;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const nlohmann::json& scan = (*list)[i];
        try {
            batch.emplace_back(batchedOf(scan, "scans[" + std::to_string(i) + "]"));
        } catch (const http::Problem& problem) {
            UnreadScan unread{std::nullopt, problem};
            if (scan.is_object() && scan.contains("nonce") && scan["nonce"].is_string())
                unread.nonce = cleanUtf8(scan["nonce"].get_ref<const std::string&>().substr(0, 400));
            batch.emplace_back(std::move(unread));
        }
    }
    return batch;
}

struct BatchAnswer::Rows
{
    Json list = Json::array();
};

BatchAnswer::BatchAnswer() : rows_(std::make_unique<Rows>()) {}
BatchAnswer::~BatchAnswer() = default;

void BatchAnswer::add(const std::string& nonce, const admission::ScanAnswer& answer)
{
    rows_->list.push_back(Json{{"nonce", textOf(nonce)}, {"status", 200}, {"scan", jsonOf(answer)}});
}

void BatchAnswer::add(const std::optional<std::string>& nonce, const http::Problem& problem)
{
    rows_->list.push_back(Json{{"nonce", nonce ? textOf(*nonce) : Json(nullptr)},
                               {"status", problem.kind().status},
                               {"problem", jsonOf(problem)}});
}

std::string BatchAnswer::render() const { return Json{{"results", rows_->list}}.dump(); }

} // namespace ace::server::api
