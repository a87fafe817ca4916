// SPDX-License-Identifier: MIT
#include "ApiDocument.h"

#include <cppunit/extensions/HelperMacros.h>

#include <regex>

namespace ace::test {

namespace {

using Json = nlohmann::json;

// "/api/v1/orders/{code}/tickets/{id}.pdf" as a regular expression.
std::regex patternOf(const std::string& path)
{
    std::string text;
    bool inside = false;
    for (const char c : path) {
        if (c == '{')
            text += "[^/]+";
        inside = c == '{' || (inside && c != '}');
        if (!inside && c != '}')
            text += c == '.' ? std::string("\\.") : std::string(1, c);
    }
    return std::regex(text);
}

std::string lowered(std::string text)
{
    for (char& c : text)
        c = static_cast<char>(c | 0x20);
    return text;
}

} // namespace

const Json& ApiDocument::find(const std::string& method, const std::string& path) const
{
    const std::string bare = path.substr(0, path.find('?'));
    const Json* found = nullptr;
    std::string of;
    for (const auto& [pattern, item] : document_.at("paths").items()) {
        const bool better = pattern == bare || (!found && std::regex_match(bare, patternOf(pattern)));
        if (better && item.contains(lowered(method))) {
            found = &item[lowered(method)];
            of = pattern;
        }
    }
    CPPUNIT_ASSERT_MESSAGE(method + " " + path + " is in no document", found);
    return *found;
}

void ApiDocument::expectDocumented(const std::string& method, const std::string& path, const Reply& reply)
{
    const Json& operation = find(method, path);
    const std::string what =
        method + " " + path + " → " + std::to_string(reply.status) + " " + reply.body.substr(0, 700);
    const std::string status = std::to_string(reply.status);
    CPPUNIT_ASSERT_MESSAGE("no such status is documented: " + what, operation["responses"].contains(status));
    const Json& response = schema_.resolve(operation["responses"][status]);
    CPPUNIT_ASSERT_MESSAGE("no X-Request-Id: " + what, reply.head.has("X-Request-Id"));
    const Json headers = response.value("headers", Json::object());
    for (const auto& [name, header] : headers.items())
        if (name != "Retry-After" && name != "Location")
            CPPUNIT_ASSERT_MESSAGE("the header " + name + " is missing: " + what, reply.head.has(name));
    if (reply.status < 300)
        answered_.insert(operation["operationId"]);
    if (!response.contains("content")) {
        CPPUNIT_ASSERT_MESSAGE("a body that is not documented: " + what, reply.body.empty());
        return;
    }
    const std::string field = reply.field("Content-Type");
    const std::string type = field.substr(0, field.find(';'));
    CPPUNIT_ASSERT_MESSAGE("the media type " + type + " is not documented: " + what,
                           response["content"].contains(type));
    if (!type.ends_with("json"))
        return;
    const auto findings = schema_.findings(response["content"][type]["schema"], Json::parse(reply.body));
    std::string all;
    for (const std::string& finding : findings)
        all += "\n  " + finding;
    CPPUNIT_ASSERT_MESSAGE(what + all, findings.empty());
}

std::set<std::string> ApiDocument::operations() const
{
    std::set<std::string> ids;
    for (const auto& [path, item] : document_.at("paths").items())
        for (const auto& [method, operation] : item.items())
            ids.insert(operation["operationId"].get<std::string>());
    return ids;
}

} // namespace ace::test
