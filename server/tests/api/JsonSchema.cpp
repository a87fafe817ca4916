// SPDX-License-Identifier: MIT
#include "JsonSchema.h"

#include <ace/base/Id.h>
#include <ace/base/TimeText.h>

#include <algorithm>
#include <regex>
#include <set>

namespace ace::test {

namespace {

using Json = nlohmann::json;

const std::set<std::string> kKnown = {
    "type",    "description", "properties", "required",  "items",     "oneOf",         "enum",
    "pattern", "format",      "minimum",    "maximum",   "minLength", "maxLength",     "minItems",
    "maxItems", "example",    "default",    "writeOnly", "contentEncoding", "contentMediaType"};

bool isOfType(const Json& value, const std::string& type)
{
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "integer")
        return value.is_number_integer();
    if (type == "boolean")
        return value.is_boolean();
    return type == "null" && value.is_null();
}

bool isOfSomeType(const Json& value, const Json& types)
{
    if (types.is_string())
        return isOfType(value, types);
    return std::ranges::any_of(types, [&](const Json& type) { return isOfType(value, type); });
}

bool hasFormat(const std::string& text, const std::string& format)
{
    if (format == "uuid")
        return Uuid::parse(text).has_value();
    if (format == "date-time")
        return parseRfc3339(text).has_value() && text.ends_with('Z');
    if (format == "uri")
        return text.find("://") != std::string::npos;
    return !text.empty(); // uri-reference
}

} // namespace

const Json& JsonSchema::resolve(const Json& schema) const
{
    if (!schema.contains("$ref"))
        return schema;
    const std::string reference = schema["$ref"]; // "#/components/schemas/Money"
    return resolve(document_.at(Json::json_pointer(reference.substr(1))));
}

std::vector<std::string> JsonSchema::findings(const Json& schema, const Json& value) const
{
    Findings findings;
    check(schema, {value, "$"}, findings);
    return findings;
}

void JsonSchema::check(const Json& given, const Place& place, Findings& findings) const
{
    const Json& schema = resolve(given);
    for (const auto& [keyword, unused] : schema.items())
        if (!kKnown.contains(keyword))
            findings.push_back(place.path + ": the test does not know the keyword " + keyword);
    const Json& value = place.value;
    if (schema.contains("oneOf"))
        return checkOneOf(schema["oneOf"], place, findings);
    if (schema.contains("type") && !isOfSomeType(value, schema["type"])) {
        findings.push_back(place.path + ": is not " + schema["type"].dump() + " but " + value.dump());
        return;
    }
    if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
        findings.push_back(place.path + ": " + value.dump() + " is none of " + schema["enum"].dump());
    if (value.is_object() && schema.contains("properties"))
        checkObject(schema, place, findings);
    if (value.is_array()) {
        if (value.size() > schema.value("maxItems", std::size_t{100'000}))
            findings.push_back(place.path + ": has too many elements");
        for (std::size_t i = 0; i < value.size(); ++i)
            check(schema.at("items"), {value[i], place.path + "[" + std::to_string(i) + "]"}, findings);
    }
    if (value.is_string())
        checkText(schema, place, findings);
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        if (schema.contains("minimum") && number < schema["minimum"].get<std::int64_t>())
            findings.push_back(place.path + ": is below its minimum");
        if (schema.contains("maximum") && number > schema["maximum"].get<std::int64_t>())
            findings.push_back(place.path + ": is above its maximum");
    }
}

void JsonSchema::checkObject(const Json& schema, const Place& place, Findings& findings) const
{
    const Json& properties = schema["properties"];
    for (const auto& [name, member] : place.value.items()) {
        if (!properties.contains(name))
            findings.push_back(place.path + "." + name + ": is not documented");
        else
            check(properties[name], {member, place.path + "." + name}, findings);
    }
    for (const Json& name : schema.value("required", Json::array()))
        if (!place.value.contains(name))
            findings.push_back(place.path + "." + name.get<std::string>() + ": is missing");
}

void JsonSchema::checkText(const Json& schema, const Place& place, Findings& findings) const
{
    const std::string text = place.value;
    if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>())))
        findings.push_back(place.path + ": \"" + text + "\" is not as " + schema["pattern"].dump());
    if (schema.contains("format") && !hasFormat(text, schema["format"]))
        findings.push_back(place.path + ": \"" + text + "\" is no " + schema["format"].get<std::string>());
    if (text.size() < schema.value("minLength", std::size_t{0}))
        findings.push_back(place.path + ": is too short");
}

void JsonSchema::checkOneOf(const Json& choices, const Place& place, Findings& findings) const
{
    Findings all;
    for (const Json& choice : choices) {
        Findings own;
        check(choice, place, own);
        if (own.empty())
            return;
        all.insert(all.end(), own.begin(), own.end());
    }
    findings.insert(findings.end(), all.begin(), all.end());
}

} // namespace ace::test
