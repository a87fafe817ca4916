// SPDX-License-Identifier: MIT
// Heavy to include: only where JSON is read.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Money.h>

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

    std::optional<bool> findBoolean(std::string_view name) const;
    Instant time(std::string_view name) const; // RFC 3339
    std::optional<Instant> findTime(std::string_view name) const;
    Money money(std::string_view name) const; // {amount, currency}
    std::optional<Money> findMoney(std::string_view name) const;
    std::optional<std::vector<std::string>> findTexts(std::string_view name, std::size_t most) const;
    bool isNull(std::string_view name) const; // there, and null: an edit that takes something away

    template <class AnId> std::optional<AnId> findId(std::string_view name) const
    {
        const auto uuid = findUuid(name);
        return uuid ? std::optional<AnId>(AnId{*uuid}) : std::nullopt;
    }
    template <class AnId> AnId id(std::string_view name) const
    {
        (void)need(name);
        return *findId<AnId>(name);
    }
    // None: missing. Each once.
    template <class AnId>
    std::optional<std::vector<AnId>> findIds(std::string_view name, std::size_t most) const
    {
        const auto uuids = findUuids(name, most);
        if (!uuids)
            return std::nullopt;
        std::vector<AnId> ids;
        for (const Uuid& uuid : *uuids)
            ids.push_back(AnId{uuid});
        return ids;
    }

    [[noreturn]] void refuse(std::string_view name, const std::string& why) const;

private:
    std::optional<Uuid> findUuid(std::string_view name) const;
    std::optional<std::vector<Uuid>> findUuids(std::string_view name, std::size_t most) const;
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
