// SPDX-License-Identifier: MIT
// Heavy to include: only where JSON is read.
#pragma once

#include <ace/base/Bytes.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::server::api {

// A JSON object, read strictly: what is missing or of another type is a Problem `malformed` that names the
// member. A view; `value` must outlive it. Members that nobody asks for are left alone.
class JsonObject
{
public:
    JsonObject(const nlohmann::json& value, std::string path);

    struct Length
    { // in characters (code points)
        std::size_t least = 0;
        std::size_t most;
    };

    std::string text(std::string_view name, Length length) const;
    std::optional<std::string> findText(std::string_view name, Length length) const; // none: missing or null
    std::int64_t integer(std::string_view name,
                         std::int64_t least) const; // what is too big for 64 bits is the biggest
    std::optional<std::int64_t> findInteger(std::string_view name, std::int64_t least) const;
    JsonObject object(std::string_view name) const;
    std::optional<JsonObject> findObject(std::string_view name) const;
    std::vector<JsonObject> objects(std::string_view name, std::size_t most) const;

    [[noreturn]] void refuse(std::string_view name, const std::string& why) const;

private:
    const nlohmann::json* find(std::string_view name) const; // null: missing or null
    const nlohmann::json& need(std::string_view name) const;

    const nlohmann::json& value_;
    std::string path_;
};

// Throws Problem `malformed`: no JSON, not an object, a member twice, nested deeper than any of our requests.
nlohmann::json parseBody(std::string_view body);

// The same for every spelling of the same JSON: blanks, the order of members and escapes do not count.
Digest canonicalHash(const nlohmann::json& value);

} // namespace ace::server::api
