// SPDX-License-Identifier: MIT
#include "JsonReader.h"

#include <ace/base/TimeText.h>
#include <ace/server/http/Problem.h>

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

namespace ace::server::api {

namespace {

using Json = nlohmann::json;

constexpr int kDepthMost = 16;

std::size_t characters(std::string_view utf8)
{
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

JsonObject::JsonObject(const Json& value, std::string path) : value_(value), path_(std::move(path))
{
    if (!value_.is_object())
        throw http::Problem("malformed",
                            (path_.empty() ? "The body" : "\"" + path_ + "\"") + " must be an object.");
}

void JsonObject::refuse(std::string_view name, const std::string& why) const
{
    throw http::Problem("malformed",
                        "\"" + (path_.empty() ? "" : path_ + ".") + std::string(name) + "\" " + why + ".");
}

const Json* JsonObject::find(std::string_view name) const
{
    const auto member = value_.find(name);
    return member == value_.end() || member->is_null() ? nullptr : &*member;
}

const Json& JsonObject::need(std::string_view name) const
{
    const Json* member = find(name);
    if (!member)
        refuse(name, "is missing");
    return *member;
}

std::optional<std::string> JsonObject::findText(std::string_view name, Length length) const
{
    const Json* member = find(name);
    if (!member)
        return std::nullopt;
    if (!member->is_string())
        refuse(name, "must be a string");
    const auto& text = member->get_ref<const std::string&>();
    const std::size_t count = characters(text);
    if (count < length.least || count > length.most)
        refuse(name, "must have " + std::to_string(length.least) + " to " + std::to_string(length.most) +
                         " characters");
    return text;
}

std::string JsonObject::text(std::string_view name, Length length) const
{
    (void)need(name);
    return *findText(name, length);
}

std::optional<std::int64_t> JsonObject::findInteger(std::string_view name, std::int64_t least) const
{
    const Json* member = find(name);
    if (!member)
        return std::nullopt;
    if (!member->is_number_integer())
        refuse(name, "must be an integer");
    std::int64_t value = std::numeric_limits<std::int64_t>::max();
    if (!member->is_number_unsigned() || member->get<std::uint64_t>() < static_cast<std::uint64_t>(value))
        value = member->get<std::int64_t>();
    if (value < least)
        refuse(name, "must be at least " + std::to_string(least));
    return value;
}

std::int64_t JsonObject::integer(std::string_view name, std::int64_t least) const
{
    (void)need(name);
    return *findInteger(name, least);
}

JsonObject JsonObject::object(std::string_view name) const
{
    return {need(name), (path_.empty() ? "" : path_ + ".") + std::string(name)};
}

std::optional<JsonObject> JsonObject::findObject(std::string_view name) const
{
    return find(name) ? std::optional(object(name)) : std::nullopt;
}

std::vector<JsonObject> JsonObject::objects(std::string_view name, std::size_t most) const
{
    const Json& list = need(name);
    if (!list.is_array())
        refuse(name, "must be an array");
    if (list.size() > most)
        refuse(name, "may have " + std::to_string(most) + " elements");
    std::vector<JsonObject> result;
    for (std::size_t i = 0; i < list.size(); ++i)
        result.emplace_back(list[i], std::string(name) + "[" + std::to_string(i) + "]");
    return result;
}

std::optional<bool> JsonObject::findBoolean(std::string_view name) const
{
    const Json* member = find(name);
    if (!member)
        return std::nullopt;
    if (!member->is_boolean())
        refuse(name, "must be true or false");
    return member->get<bool>();
}

std::optional<Instant> JsonObject::findTime(std::string_view name) const
{
    const auto written = findText(name, {.most = 100});
    if (!written)
        return std::nullopt;
    const auto instant = parseRfc3339(*written);
    if (!instant)
        refuse(name, "must be a time of RFC 3339, such as 2026-11-22T19:30:00Z");
    return *instant;
}

Instant JsonObject::time(std::string_view name) const
{
    (void)need(name);
    return *findTime(name);
}

std::optional<Money> JsonObject::findMoney(std::string_view name) const
{
    const auto member = findObject(name);
    if (!member)
        return std::nullopt;
    const auto currency = Currency::parse(member->text("currency", {.most = 3}));
    if (!currency)
        member->refuse("currency", "must be three capital letters (ISO 4217)");
    constexpr std::int64_t kMinorMost = 1'000'000'000'000; // far from where sums overflow
    const std::int64_t minor = member->integer("amount", -kMinorMost);
    if (minor > kMinorMost)
        member->refuse("amount", "must be at most " + std::to_string(kMinorMost));
    return Money{minor, *currency};
}

Money JsonObject::money(std::string_view name) const
{
    (void)need(name);
    return *findMoney(name);
}

std::optional<std::vector<std::string>> JsonObject::findTexts(std::string_view name, std::size_t most) const
{
    const Json* list = find(name);
    if (!list)
        return std::nullopt;
    if (!list->is_array() || list->size() > most)
        refuse(name, "must be an array of at most " + std::to_string(most) + " strings");
    std::vector<std::string> texts;
    for (const Json& element : *list) {
        if (!element.is_string() || characters(element.get_ref<const std::string&>()) > 1000)
            refuse(name, "must hold strings of at most 1000 characters");
        texts.push_back(element.get<std::string>());
    }
    return texts;
}

bool JsonObject::isNull(std::string_view name) const
{
    const auto member = value_.find(name);
    return member != value_.end() && member->is_null();
}

std::optional<Uuid> JsonObject::findUuid(std::string_view name) const
{
    const auto written = findText(name, {.most = 100});
    if (!written)
        return std::nullopt;
    const auto uuid = Uuid::parse(*written);
    if (!uuid)
        refuse(name, "must be an id, such as 019e0000-0000-7000-8000-000000000001");
    return *uuid;
}

std::optional<std::vector<Uuid>> JsonObject::findUuids(std::string_view name, std::size_t most) const
{
    const auto texts = findTexts(name, most);
    if (!texts)
        return std::nullopt;
    std::vector<Uuid> uuids;
    for (const std::string& written : *texts) {
        const auto uuid = Uuid::parse(written);
        if (!uuid)
            refuse(name, "must hold ids, such as 019e0000-0000-7000-8000-000000000001");
        if (std::ranges::find(uuids, *uuid) != uuids.end())
            refuse(name, "has an id twice");
        uuids.push_back(*uuid);
    }
    return uuids;
}

Json parseBody(std::string_view body)
{
    std::vector<std::set<std::string>> names; // of the objects that are open
    const auto check = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > kDepthMost)
            throw http::Problem("malformed", "The body is nested too deeply.");
        if (event == Json::parse_event_t::object_start)
            names.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            names.pop_back();
        else if (event == Json::parse_event_t::key && !names.back().insert(parsed.get<std::string>()).second)
            throw http::Problem("malformed", "The body has a member twice.");
        return true;
    };
    try {
        return Json::parse(body, check);
    } catch (const Json::parse_error& error) {
        throw http::Problem("malformed",
                            "The body is not JSON in UTF-8 (at byte " + std::to_string(error.byte) + ").");
    } catch (const Json::exception&) { // a number that no type holds
        throw http::Problem("malformed", "The body has a number that is too large.");
    }
}

Digest canonicalHash(const Json& value) { return sha256(value.dump()); }

} // namespace ace::server::api
