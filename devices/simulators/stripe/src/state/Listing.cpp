// SPDX-License-Identifier: MIT
#include "Listing.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kLimitMost = 100;
constexpr std::int64_t kLimitUsual = 10;
constexpr std::size_t kExpandDepthMost = 4;

bool isWithin(std::int64_t value, const Json& range)
{
    if (range.is_number())
        return value == range.get<std::int64_t>();
    const auto bound = [&](const char* name, std::int64_t absent) { return range.value(name, absent); };
    return value > bound("gt", INT64_MIN) && value >= bound("gte", INT64_MIN) &&
           value < bound("lt", INT64_MAX) && value <= bound("lte", INT64_MAX);
}

std::size_t positionOf(const std::vector<const Json*>& objects, const Json& parameters, const char* name)
{
    const std::string id = parameters.at(name);
    const auto found =
        std::ranges::find_if(objects, [&](const Json* object) { return object->at("id") == id; });
    if (found == objects.end())
        throw noSuch("object in this list", id).withParam(name);
    return static_cast<std::size_t>(found - objects.begin());
}

struct Expansion
{
    const Account& account;
    const std::string& whole;

    [[noreturn]] void refuse() const
    {
        throw invalidRequest("\"" + whole + "\" cannot be expanded here.").withParam("expand");
    }

    void apply(Json& node, const std::vector<std::string>& parts, std::size_t at) const;
    Json included(const Json& owner, const std::string& name) const;
};

// What is only shown on request.
Json Expansion::included(const Json& owner, const std::string& name) const
{
    const std::string kind = owner.value("object", "");
    if (kind == "checkout.session" && name == "line_items") {
        const Json* const session = account.find(owner.at("id"));
        return pageOf(pointersTo(session->at("_line_items")), Json::object(),
                      "/v1/checkout/sessions/" + owner.at("id").get<std::string>() + "/line_items");
    }
    if (kind == "charge" && name == "refunds")
        return listObjects(account, "refund", {Json::object(), "/v1/charges/refunds"},
                           [&](const Json& refund) { return refund.at("charge") == owner.at("id"); });
    refuse();
}

void Expansion::apply(Json& node, const std::vector<std::string>& parts, std::size_t at) const
{
    if (at == parts.size() || node.is_null())
        return;
    if (node.is_array()) {
        for (Json& item : node)
            apply(item, parts, at);
        return;
    }
    if (!node.is_object())
        refuse();
    if (!node.contains(parts[at]))
        node[parts[at]] = included(node, parts[at]);
    Json& child = node[parts[at]];
    if (child.is_string()) {
        const Json* const object = account.find(child.get<std::string>());
        if (!object)
            refuse();
        child = shown(*object);
    } else if (at + 1 == parts.size() && !child.is_null() && !child.contains("object")) {
        refuse();
    }
    apply(child, parts, at + 1);
}

} // namespace

std::vector<const Json*> pointersTo(const Json& list)
{
    std::vector<const Json*> pointers;
    for (const Json& item : list)
        pointers.push_back(&item);
    return pointers;
}

Json pageOf(const std::vector<const Json*>& objects, const Json& parameters, const std::string& url)
{
    const std::int64_t limit = parameters.value("limit", kLimitUsual);
    if (limit < 1 || limit > kLimitMost)
        throw invalidRequest("limit must be from 1 to 100.").withParam("limit");
    if (parameters.contains("starting_after") && parameters.contains("ending_before"))
        throw invalidRequest("Give starting_after or ending_before, not both.").withParam("ending_before");
    std::size_t first = 0;
    std::size_t end = objects.size();
    if (parameters.contains("starting_after"))
        first = positionOf(objects, parameters, "starting_after") + 1;
    if (parameters.contains("ending_before"))
        end = positionOf(objects, parameters, "ending_before");
    const bool more = end - first > static_cast<std::size_t>(limit);
    if (more && parameters.contains("ending_before"))
        first = end - static_cast<std::size_t>(limit);
    else if (more)
        end = first + static_cast<std::size_t>(limit);
    Json data = Json::array();
    for (std::size_t i = first; i < end; ++i)
        data.push_back(shown(*objects[i]));
    return {{"object", "list"}, {"data", std::move(data)}, {"has_more", more}, {"url", url}};
}

Json listObjects(const Account& account, const std::string& kind, const ListQuery& query,
                 const std::function<bool(const Json& object)>& matches)
{
    const Json& parameters = query.parameters;
    std::vector<const Json*> objects;
    const auto& ids = account.idsOf(kind);
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        const Json& object = *account.find(*id);
        const bool inTime = !parameters.contains("created") ||
                            isWithin(object.at("created").get<std::int64_t>(), parameters.at("created"));
        if (inTime && (!matches || matches(object)))
            objects.push_back(&object);
    }
    return pageOf(objects, parameters, query.url);
}

bool equalIn(const Json& object, const Json& parameters, std::initializer_list<const char*> names)
{
    return std::ranges::all_of(names, [&](const char* name) {
        return !parameters.contains(name) ||
               (object.contains(name) && object.at(name) == parameters.at(name));
    });
}

Json expanded(const Account& account, Json answer, const Json& parameters)
{
    if (!parameters.contains("expand"))
        return answer;
    for (const Json& wish : parameters.at("expand")) {
        const std::string whole = wish;
        std::vector<std::string> parts;
        std::istringstream in(whole);
        for (std::string part; std::getline(in, part, '.');)
            parts.push_back(part);
        if (parts.size() > kExpandDepthMost)
            throw invalidRequest("expand goes at most four levels deep.").withParam("expand");
        Expansion{account, whole}.apply(answer, parts, 0);
    }
    return answer;
}

} // namespace ace::stripesimulator
