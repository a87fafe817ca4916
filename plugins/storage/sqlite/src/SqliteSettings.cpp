// SPDX-License-Identifier: MIT
#include "SqliteSettings.h"

#include <nlohmann/json.hpp>

namespace ace::sqlite {

namespace {

Failure invalid(const std::string& key, const std::string& why)
{
    return failure(ErrorCode::Invalid, why, key);
}

bool isPlainName(const std::string& file)
{
    return !file.empty() && file.front() != '.' && file.find('/') == std::string::npos &&
           file.find('\0') == std::string::npos;
}

} // namespace

Result<SqliteSettings> SqliteSettings::parse(const std::string& json)
{
    const auto root = nlohmann::json::parse(json.empty() ? "{}" : json, nullptr, false);
    if (!root.is_object())
        return invalid("settings", "must be a JSON object");
    SqliteSettings settings;
    bool unsafe = false;
    for (const auto& [key, value] : root.items()) {
        if (key == "file") {
            if (!value.is_string() || !isPlainName(value.get<std::string>()))
                return invalid(key, "must be the name of a file in the data folder, without a path");
            settings.file = value.get<std::string>();
        } else if (key == "synchronous") {
            if (value != "full" && value != "off")
                return invalid(key, "must be \"full\" or \"off\"");
            settings.synchronous = value == "full" ? Synchronous::Full : Synchronous::Off;
        } else if (key == "unsafe") {
            if (!value.is_boolean())
                return invalid(key, "must be true or false");
            unsafe = value.get<bool>();
        } else {
            return invalid(key, "is not a setting of storage-sqlite");
        }
    }
    if (settings.synchronous == Synchronous::Off && !unsafe)
        return invalid("synchronous",
                       "\"off\" loses sales in a power cut; say \"unsafe\": true beside it if you mean it");
    return settings;
}

} // namespace ace::sqlite
