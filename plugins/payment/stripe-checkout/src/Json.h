// SPDX-License-Identifier: MIT
// Reads what others sent: what is missing or of another kind is empty, new fields and values do no harm.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace ace::stripecheckout {

using Json = nlohmann::json;

inline std::string textIn(const Json& object, const char* key)
{
    if (!object.is_object())
        return "";
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

inline std::int64_t numberIn(const Json& object, const char* key) // -1: none
{
    if (!object.is_object())
        return -1;
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
}

inline Json objectIn(const Json& object, const char* key)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : Json();
}

inline bool isLive(const Json& object)
{
    const auto found = object.find("livemode");
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

} // namespace ace::stripecheckout
