// SPDX-License-Identifier: MIT
// Heavy to include: only where JSON is written.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Id.h>
#include <ace/base/Money.h>
#include <ace/base/TimeText.h>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ace::server::api {

// Members keep the order in which they are written.
using Json = nlohmann::ordered_json;

inline Json toJson(const Money& money)
{
    return {{"amount", money.minor}, {"currency", money.currency.text()}};
}
inline Json toJson(Instant instant) { return formatUtc(instant); }
template <class Tag> Json toJson(const Id<Tag>& id) { return id.toString(); }
template <class T> Json toJson(const std::optional<T>& value)
{
    return value ? toJson(*value) : Json(nullptr);
}
template <class Tag> Json toJson(const std::vector<Id<Tag>>& ids)
{
    Json list = Json::array();
    for (const Id<Tag>& id : ids)
        list.push_back(id.toString());
    return list;
}

// What people typed: valid UTF-8 on one line, whatever is on record.
inline Json textOf(const std::string& text) { return cleanUtf8(text); }

} // namespace ace::server::api
