// SPDX-License-Identifier: MIT
// How the answers of a server are read. What is not as it should be leaves the outcome unknown: the server
// has done something, and asking again tells.
#pragma once

#include <ace/base/Money.h>
#include <ace/base/TimeText.h>
#include <ace/kit/RestClient.h>

#include <nlohmann/json.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace ace::kit {

using Json = nlohmann::json;

// A member that is there, but not what it should be.
class StrangeAnswer : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// read(json) of a good answer; it may throw nlohmann's exceptions and StrangeAnswer.
template <class Read>
auto readAnswer(const RestAnswer& answer, Read read) -> Result<std::invoke_result_t<Read, const Json&>>
{
    try {
        return read(Json::parse(answer.body));
    } catch (const std::exception& problem) { // theirs and ours; nothing else is thrown in there
        return failure(ErrorCode::OutcomeUnknown,
                       std::string("the server's answer cannot be understood: ") + problem.what());
    }
}

template <class AnId> AnId idIn(const Json& json)
{
    const auto id = AnId::parse(json.get<std::string>());
    if (!id)
        throw StrangeAnswer("\"" + json.get<std::string>() + "\" is no id");
    return *id;
}

template <class AnId> std::optional<AnId> findIdIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? std::nullopt : std::optional(idIn<AnId>(*found));
}

inline Instant timeIn(const Json& json)
{
    const auto time = parseRfc3339(json.get<std::string>());
    if (!time)
        throw StrangeAnswer("\"" + json.get<std::string>() + "\" is no time");
    return *time;
}

inline std::optional<Instant> findTimeIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? std::nullopt : std::optional(timeIn(*found));
}

inline Currency currencyIn(const Json& json)
{
    const auto currency = Currency::parse(json.get<std::string>());
    if (!currency)
        throw StrangeAnswer("\"" + json.get<std::string>() + "\" is no currency");
    return *currency;
}

inline Money moneyIn(const Json& json)
{
    return {json.at("amount").get<std::int64_t>(), currencyIn(json.at("currency"))};
}

inline Json jsonOf(const Money& money)
{
    return {{"amount", money.minor}, {"currency", money.currency.text()}};
}

inline std::string textIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace ace::kit
