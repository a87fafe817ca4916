// SPDX-License-Identifier: MIT
#include <ace/kit/RestClient.h>

#include "Connections.h"
#include "RestProblem.h"

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NumberParser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>

namespace ace::kit {

namespace {

constexpr int kUnauthorizedStatus = 401, kForbiddenStatus = 403, kConflictStatus = 409, kTooManyStatus = 429,
              kFailedStatus = 500, kBusyStatus = 503;

// More than the limit: none.
std::optional<std::string> readBounded(std::istream& in, std::size_t most)
{
    std::string text;
    std::array<char, 4096> piece;
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
        if (text.size() > most)
            return std::nullopt;
    }
    return text;
}

std::optional<Instant> dateOf(const Poco::Net::HTTPResponse& response)
{
    Poco::DateTime date;
    int zone = 0;
    if (!Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::HTTP_FORMAT, response.get("Date", ""), date,
                                        zone))
        return std::nullopt;
    return Instant(Microseconds(date.timestamp().epochMicroseconds()));
}

std::optional<std::chrono::seconds> retryAfterOf(const Poco::Net::HTTPResponse& response)
{
    unsigned seconds = 0;
    if (!Poco::NumberParser::tryParseUnsigned(response.get("Retry-After", ""), seconds))
        return std::nullopt;
    return std::chrono::seconds(std::min(seconds, 3600u));
}

bool isCutShort(const Poco::Net::HTTPResponse& response, const std::string& body)
{
    return response.hasContentLength() &&
           body.size() < static_cast<std::size_t>(response.getContentLength64());
}

Poco::Net::HTTPRequest headOf(const RestRequest& request, const ServerAccess& access, Credential& credential)
{
    Poco::Net::HTTPRequest head(request.method, access.basePath + request.path,
                                Poco::Net::HTTPMessage::HTTP_1_1);
    head.setHost(access.host, access.port);
    head.setKeepAlive(true);
    head.set("Accept", "application/json, application/problem+json, */*");
    if (!request.body.empty())
        head.setContentType("application/json");
    if (request.method != "GET")
        head.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
    if (!request.idempotencyKey.empty())
        head.set("Idempotency-Key", request.idempotencyKey);
    for (const auto& [name, value] : credential.fields())
        head.set(name, value);
    for (const auto& [name, value] : request.fields)
        head.set(name, value);
    return head;
}

bool isBusy(const RestAnswer& answer)
{
    return answer.status == kTooManyStatus || answer.status == kBusyStatus;
}

// The server still works on what was asked before with this key.
bool isUnderWay(const RestAnswer& answer)
{
    return answer.status == kConflictStatus && problemCodeOf(answer) == "request_under_way";
}

// Said before anybody looks at the key, so it tells nothing of an attempt before.
bool isTurnedAway(const RestAnswer& answer)
{
    return answer.status == kUnauthorizedStatus || answer.status == kForbiddenStatus;
}

} // namespace

RestClient::RestClient(ServerAccess access, const Parts& parts)
    : RestClient(std::move(access), parts, Options())
{
}

RestClient::RestClient(ServerAccess access, const Parts& parts, const Options& options)
    : access_(std::move(access)), parts_(parts), options_(options),
      connections_(std::make_unique<Connections>(access_, parts_.clock, options_))
{
}

RestClient::~RestClient() = default;

void RestClient::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
}

Result<RestAnswer> RestClient::send(const RestRequest& request)
{
    const int attempts = request.repeatable ? std::min(options_.attempts, request.attemptsMost) : 1;
    std::optional<Error> unknown; // from the first attempt of unknown outcome on, until an answer comes
    bool corrected = false;
    Result<RestAnswer> answer = failure(ErrorCode::Offline, "nothing was sent", access_.name());
    for (int count = 1;; ++count) {
        answer = attempt(request);
        std::optional<std::chrono::seconds> retryAfter;
        if (answer && answer->status == kUnauthorizedStatus && !corrected && answer->date &&
            parts_.credential.correctClock(*answer->date)) {
            corrected = true; // this request was refused before anything was done
            --count;
            continue;
        }
        if (answer && isBusy(*answer) && !request.busyIsAnAnswer) {
            retryAfter = answer->retryAfter;
            answer = failure(ErrorCode::Busy, "the server is busy (" + describeProblem(*answer) + ")",
                             access_.name());
        } else if (answer && answer->status >= kFailedStatus && !isBusy(*answer)) {
            answer = failure(ErrorCode::OutcomeUnknown,
                             "the server failed (" + describeProblem(*answer) + ")", access_.name());
        } else if (answer && isUnderWay(*answer)) {
            retryAfter = answer->retryAfter;
            answer = failure(ErrorCode::OutcomeUnknown, describeProblem(*answer), access_.name());
        } else if (answer) {
            noteAnswer(*answer);
            if (unknown && isTurnedAway(*answer))
                return Failure(*unknown);
            return answer;
        }
        if (answer.error().code == ErrorCode::OutcomeUnknown)
            unknown = answer.error();
        if (count >= attempts || !waitFor(pauseBefore(count, retryAfter)))
            break;
    }
    parts_.link.note(answer.error().code == ErrorCode::Busy ? LinkState::Online : LinkState::Offline);
    if (unknown)
        return Failure(*unknown);
    return answer;
}

// One exchange. What reads only may also be said to be offline when its answer is lost, but who asks does not
// care which.
Result<RestAnswer> RestClient::attempt(const RestRequest& request)
{
    Connections::Session session;
    try {
        // What must not be sent twice does not begin on a connection that the server may be closing.
        if (request.repeatable)
            session = connections_->takeIdle();
        if (!session)
            session = connections_->open();
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::Offline, "the server cannot be reached (" + problem.displayText() + ")",
                       access_.name());
    }
    try {
        Poco::Net::HTTPRequest head = headOf(request, access_, parts_.credential);
        session->sendRequest(head) << request.body << std::flush;
        Poco::Net::HTTPResponse response;
        const auto body = readBounded(session->receiveResponse(response), request.answerMost);
        if (!body)
            return failure(ErrorCode::OutcomeUnknown, "the server's answer is too long", access_.name());
        if (isCutShort(response, *body))
            return failure(ErrorCode::OutcomeUnknown, "the server's answer was cut short", access_.name());
        RestAnswer answer{response.getStatus(), response.getContentType(), *body, dateOf(response),
                          retryAfterOf(response)};
        if (response.getKeepAlive() && session->connected())
            connections_->giveBack(std::move(session));
        return answer;
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::OutcomeUnknown,
                       "no answer came from the server (" + problem.displayText() + ")", access_.name());
    }
}

void RestClient::noteAnswer(const RestAnswer& answer)
{
    const std::string code = answer.status == kUnauthorizedStatus ? problemCodeOf(answer) : "";
    if (code == "station_revoked")
        parts_.credential.revoked();
    if (code == "staff_session_required")
        parts_.credential.staffEnded();
    parts_.link.note(code == "station_revoked" ? LinkState::Revoked
                     : code == "unauthorized"  ? LinkState::Refused
                                               : LinkState::Online);
}

std::chrono::milliseconds RestClient::pauseBefore(int attempt, std::optional<std::chrono::seconds> asked)
{
    if (asked)
        return *asked;
    const auto whole =
        std::min(options_.firstPause * (1 << std::min(attempt - 1, 10)), options_.longestPause);
    std::array<std::uint8_t, 1> chance{};
    parts_.ids.fill(chance);
    return whole / 2 + whole * chance[0] / 512;
}

// False: the caller should not wait so long, or the program ends.
bool RestClient::waitFor(std::chrono::milliseconds pause)
{
    if (pause > options_.longestPause)
        return false;
    std::unique_lock lock(mutex_);
    return !stopped_.wait_for(lock, pause, [this] { return stopping_.load(); });
}

} // namespace ace::kit
