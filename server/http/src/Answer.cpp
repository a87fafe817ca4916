// SPDX-License-Identifier: MIT
#include <ace/server/http/Answer.h>

#include <ace/base/Bytes.h>

#include <Poco/URI.h>

#include <nlohmann/json.hpp>

#include <iterator>

namespace ace::server::http {

void send(Poco::Net::HTTPServerResponse& response, int status, std::string_view contentType,
          std::string_view body)
{
    response.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
    response.setContentType(std::string(contentType));
    response.set("X-Content-Type-Options", "nosniff");
    if (!response.has("Cache-Control"))
        response.set("Cache-Control", "no-store");
    response.sendBuffer(body.data(), body.size());
}

void sendJson(Poco::Net::HTTPServerResponse& response, int status, std::string_view json)
{
    send(response, status, "application/json", json);
}

void sendProblemJson(Poco::Net::HTTPServerResponse& response, const Problem& problem)
{
    const ProblemKind& kind = problem.kind();
    nlohmann::ordered_json body = {{"type", "/problems/" + std::string(kind.code)},
                                   {"title", kind.title},
                                   {"status", kind.status},
                                   {"code", kind.code},
                                   {"detail", cleanUtf8(problem.detail())}};
    if (response.has(kRequestId))
        body["request_id"] = response.get(kRequestId);
    for (const auto& [name, value] : problem.headers())
        response.set(name, value);
    send(response, kind.status, "application/problem+json", body.dump());
}

void seeOther(Poco::Net::HTTPServerResponse& response, const std::string& location)
{
    response.set("Cache-Control", "no-store");
    response.redirect(location, Poco::Net::HTTPResponse::HTTP_SEE_OTHER);
}

std::string requestIdOf(const Poco::Net::HTTPServerRequest& request) { return request.get(kRequestId, ""); }

std::string readBody(Poco::Net::HTTPServerRequest& request)
{
    return {std::istreambuf_iterator<char>(request.stream()), {}};
}

std::string_view pathOf(const Poco::Net::HTTPServerRequest& request)
{
    const std::string_view uri = request.getURI();
    return uri.substr(0, uri.find('?'));
}

std::vector<std::pair<std::string, std::string>> queryOf(const Poco::Net::HTTPServerRequest& request)
{
    try {
        return Poco::URI(request.getURI()).getQueryParameters();
    } catch (const Poco::SyntaxException&) {
        throw Problem("malformed", "The address has a % that is no escape.");
    }
}

Problem problemOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Invalid:
        return {"malformed", error.message};
    case ErrorCode::NotFound:
        return {"not_found", error.message};
    case ErrorCode::Conflict:
        return {"conflict", error.message};
    case ErrorCode::Busy:
        return {"busy", error.message, {{"Retry-After", "1"}}};
    case ErrorCode::Timeout:
        return {"timeout", error.message, {{"Retry-After", "1"}}};
    case ErrorCode::Offline:
        return {"offline", error.message, {{"Retry-After", "5"}}};
    case ErrorCode::OutcomeUnknown:
        return {"outcome_unknown", error.message, {{"Retry-After", "1"}}};
    case ErrorCode::Unavailable:
        return {"unavailable", error.message, {{"Retry-After", "60"}}};
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        break;
    }
    return Problem("internal", "The server's log has the details.").because(error.describe());
}

} // namespace ace::server::http
