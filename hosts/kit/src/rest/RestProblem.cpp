// SPDX-License-Identifier: MIT
#include "RestProblem.h"

#include <nlohmann/json.hpp>

namespace ace::kit {

namespace {

std::string textOf(const RestAnswer& answer, const char* key)
{
    if (answer.good())
        return "";
    const auto json = nlohmann::json::parse(answer.body, nullptr, false);
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

ErrorCode errorCodeOf(int status)
{
    switch (status) {
    case 404:
        return ErrorCode::NotFound;
    case 409:
    case 412:
    case 428:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::Invalid;
    }
}

} // namespace

std::string problemCodeOf(const RestAnswer& answer) { return textOf(answer, "code"); }

std::string describeProblem(const RestAnswer& answer)
{
    const std::string detail = textOf(answer, "detail");
    return detail.empty() ? "HTTP " + std::to_string(answer.status) : detail;
}

bool isRefusal(const RestAnswer& answer)
{
    const bool refusing =
        answer.status == 404 || answer.status == 409 || answer.status == 412 || answer.status == 422;
    return refusing && !problemCodeOf(answer).empty();
}

Failure failureOf(const RestAnswer& answer, const std::string& what)
{
    if (answer.status == 401)
        return failure(ErrorCode::Invalid, "the server does not accept this station (" +
                                               describeProblem(answer) + "); pair it anew or log in again");
    return failure(errorCodeOf(answer.status), describeProblem(answer), what);
}

} // namespace ace::kit
