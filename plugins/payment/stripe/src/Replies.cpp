// SPDX-License-Identifier: MIT
#include "Replies.h"

#include <ace/base/Bytes.h>

#include <charconv>

namespace ace::stripe {

namespace {

using Json = nlohmann::json;

constexpr int kRetryAfterMost = 60;

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? cleanUtf8(found->get<std::string>()) : "";
}

ErrorClass classOf(int status, const std::string& type)
{
    if (type == "idempotency_error")
        return ErrorClass::Idempotency;
    switch (status) {
    case 401:
        return ErrorClass::Authentication;
    case 402:
        return ErrorClass::Card;
    case 403:
        return ErrorClass::Permission;
    case 404:
        return ErrorClass::NotFound;
    case 409:
        return ErrorClass::Conflict;
    case 429:
        return ErrorClass::RateLimit;
    default:
        return status >= 500 ? ErrorClass::Api : ErrorClass::InvalidRequest;
    }
}

Problem problemOf(const HttpAnswer& answer, const Json& error)
{
    Problem problem;
    problem.kind = classOf(answer.status, textOf(error, "type"));
    problem.code = textOf(error, "code");
    problem.declineCode = textOf(error, "decline_code");
    problem.param = textOf(error, "param");
    problem.message = masked(textOf(error, "message"));
    return problem;
}

// A proxy's page, half an object, a redirect: whoever said that, it is no answer of Stripe's.
Client::Answer understand(const HttpAnswer& answer)
{
    const Json json = Json::parse(answer.body, nullptr, false);
    const bool good = answer.status >= 200 && answer.status < 300;
    if (good && json.is_object())
        return json;
    Problem problem;
    if (answer.status >= 400 && json.is_object() && json.contains("error") && json["error"].is_object())
        problem = problemOf(answer, json["error"]);
    else
        problem.message = "its answer is not Stripe's; look at what is between this machine and Stripe";
    problem.status = answer.status;
    problem.requestId = cleanUtf8(answer.requestId);
    return tl::unexpected(std::move(problem));
}

bool isWorthAnotherTry(const HttpAnswer& answer, const Problem& problem)
{
    if (answer.shouldRetry == "true" || answer.shouldRetry == "false")
        return answer.shouldRetry == "true";
    switch (problem.kind) {
    case ErrorClass::Conflict:
    case ErrorClass::RateLimit:
    case ErrorClass::Api:
    case ErrorClass::Connection:
        return true;
    default:
        return false;
    }
}

std::chrono::seconds secondsOf(const std::string& text)
{
    int seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool good = problem == std::errc() && end == text.data() + text.size() && seconds > 0;
    return std::chrono::seconds(good ? std::min(seconds, kRetryAfterMost) : 0);
}

} // namespace

Reply replyOf(Exchange& exchange, const HttpRequest& request, Monotonic deadline)
{
    Reply reply;
    try {
        const HttpAnswer answer = exchange.perform(request, deadline);
        reply.answer = understand(answer);
        reply.status = answer.status;
        reply.requestId = cleanUtf8(answer.requestId);
        reply.worthAnotherTry = !reply.answer && isWorthAnotherTry(answer, reply.answer.error());
        reply.retryAfter = secondsOf(answer.retryAfter);
        reply.at = answer.date;
    } catch (const LostAnswer& lost) {
        Problem problem;
        problem.kind = exchange.interrupted() ? ErrorClass::Canceled : ErrorClass::Connection;
        problem.message = cleanUtf8(lost.what());
        reply.answer = tl::unexpected(std::move(problem));
        reply.worthAnotherTry = !exchange.interrupted();
    }
    return reply;
}

std::string Reply::describe() const
{
    if (!answer)
        return answer.error().describe();
    return std::to_string(status) + (requestId.empty() ? "" : ", request " + requestId);
}

} // namespace ace::stripe
