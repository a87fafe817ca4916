// SPDX-License-Identifier: MIT
#include "ScanJson.h"

#include <ace/base/TimeText.h>

#include <nlohmann/json.hpp>

namespace ace::kit {

namespace {

using admission::ScanAnswer;
using admission::ScanOutcome;
using admission::ScanProblem;
using Json = nlohmann::json;

constexpr int kOk = 200, kUnauthorized = 401, kForbidden = 403, kConflict = 409, kTooMany = 429,
              kServerFailed = 500, kUnavailable = 503;

// The answer was sent, so the scan may stand; asking again with its nonce is the only safe thing to do.
Failure garbled(std::string_view what)
{
    return failure(ErrorCode::OutcomeUnknown,
                   "the server's answer cannot be understood: " + std::string(what));
}

std::optional<TicketState> parseTicketState(std::string_view text)
{
    for (const TicketState state : {TicketState::Valid, TicketState::Canceled, TicketState::Blocked})
        if (text == name(state))
            return state;
    return std::nullopt;
}

std::optional<ScanAnswer::TicketView> parseTicket(const Json& json)
{
    const auto id = TicketId::parse(json.at("id").get<std::string>());
    const auto type = TicketTypeId::parse(json.at("type").get<std::string>());
    const auto state = parseTicketState(json.at("state").get<std::string>());
    if (!id || !type || !state)
        return std::nullopt;
    return ScanAnswer::TicketView{*id, *type, json.at("type_name").get<std::string>(), *state};
}

// Throws nlohmann's exceptions where a member is missing or of another type.
Result<ScanOutcome> readAnswer(const Json& json)
{
    ScanAnswer answer;
    const auto result = json.at("result").get<std::string>();
    if (result == "refused") {
        answer.verdict.reason = parseReason(json.at("reason").get<std::string>());
        if (!answer.verdict.reason)
            return garbled("an unknown reason");
    } else if (result != "admitted") {
        return garbled("an unknown result");
    }
    if (const Json& ticket = json.at("ticket"); !ticket.is_null()) {
        answer.ticket = parseTicket(ticket);
        if (!answer.ticket)
            return garbled("its ticket");
    }
    if (const Json& first = json.at("first_scan"); !first.is_null()) {
        const auto scannedAt = parseRfc3339(first.at("scanned_at").get<std::string>());
        if (!scannedAt)
            return garbled("the time of the first scan");
        answer.firstScan = ScanAnswer::FirstScan{*scannedAt, first.at("gate").get<std::string>()};
    }
    return ScanOutcome(std::move(answer));
}

Result<ScanOutcome> readProblem(int status, const std::string& code, const std::string& detail)
{
    if (code == "unknown_gate")
        return ScanOutcome(ScanProblem::UnknownGate);
    if (code == "idempotency_key_reused")
        return ScanOutcome(ScanProblem::NonceReused);
    const std::string said = detail.empty() ? "HTTP " + std::to_string(status) : detail;
    if (status == kUnauthorized || status == kForbidden)
        return failure(ErrorCode::Invalid,
                       "the server does not accept this station's token (" + said + "); give it a new one");
    if (status == kConflict || status == kTooMany || status == kUnavailable)
        return failure(ErrorCode::Busy, "the server is busy (" + said + ")");
    if (status >= kServerFailed)
        return failure(ErrorCode::OutcomeUnknown, "the server failed (" + said + ")");
    return failure(ErrorCode::Invalid, "the server refuses the request (" + said + ")");
}

std::string textMember(const Json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::string toScanBody(const admission::ScanRequest& request)
{
    Json json{{"token", request.token},
              {"direction", name(request.direction)},
              {"gate", request.gate},
              {"nonce", request.nonce}};
    if (request.scannedAt)
        json["scanned_at"] = formatUtc(*request.scannedAt);
    // What a scanner read need not be UTF-8; the server then refuses what remains as invalid, and logs it.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ScanOutcome> parseScanAnswer(int status, std::string_view body)
{
    const Json json = Json::parse(body, nullptr, false);
    if (status != kOk)
        return readProblem(status, textMember(json, "code"), textMember(json, "detail"));
    if (!json.is_object())
        return garbled("it is not a JSON object");
    try {
        return readAnswer(json);
    } catch (const Json::exception& problem) {
        return garbled(problem.what());
    }
}

} // namespace ace::kit
