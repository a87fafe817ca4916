// SPDX-License-Identifier: MIT
#include <ace/plugin-host/SettingsSchema.h>

#include "library/Secrets.h"

#include <ace/base/Bytes.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace ace::pluginhost {

namespace {

using Json = nlohmann::json;

constexpr int kDepthMax = 16;
constexpr std::size_t kShownMax = 60;

constexpr const char* kSecretsAreReferences =
    "must be \"secret:NAME\" (NAME of a-z, 0-9, '-', '_' and '/'), not the secret itself: put that into the "
    "file secrets/NAME of the data folder (chmod 600), or into the environment as ACE_SECRET_NAME";

constexpr const char* kTypes[] = {"object", "array", "string", "integer", "number", "boolean"};

bool isOfType(const Json& value, const std::string& type)
{
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number()) || (type == "boolean" && value.is_boolean());
}

// RFC 6901
std::string child(const std::string& pointer, const std::string& key)
{
    std::string escaped;
    for (const char c : key)
        escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return pointer + "/" + escaped;
}

std::string shown(const Json& value)
{
    const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() > kShownMax ? cleanUtf8(text.substr(0, kShownMax)) + "…" : text;
}

// Somewhere within: what is there instead may be one.
bool holdsSecrets(const Json& schema)
{
    if (schema.value("x-secret", false))
        return true;
    if (schema.contains("items") && holdsSecrets(schema["items"]))
        return true;
    const Json properties = schema.value("properties", Json::object());
    return std::any_of(properties.begin(), properties.end(), holdsSecrets);
}

std::size_t lengthOf(const std::string& text) // in characters, as JSON Schema counts
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xc0') != '\x80'; }));
}

class Checker
{
public:
    std::vector<SettingsProblem> take() { return std::move(problems_); }

    void check(const Json& schema, const Json& value, const std::string& pointer)
    {
        if (schema.value("x-secret", false)) {
            if (!value.is_string() || !isSecretReference(value.get<std::string>()))
                say(pointer, "x-secret", kSecretsAreReferences);
            return;
        }
        if (schema.contains("type") && !isOfType(value, schema["type"])) {
            say(pointer, "type",
                "must be of type " + schema["type"].get<std::string>() +
                    (holdsSecrets(schema) ? "" : ", is " + shown(value)));
            return;
        }
        checkEnum(schema, value, pointer);
        if (value.is_number())
            checkNumber(schema, value, pointer);
        else if (value.is_string())
            checkText(schema, value.get<std::string>(), pointer);
        else if (value.is_array())
            checkList(schema, value, pointer);
        else if (value.is_object())
            checkObject(schema, value, pointer);
    }

private:
    void say(const std::string& pointer, const std::string& rule, const std::string& message)
    {
        problems_.push_back({pointer, rule, message});
    }

    void checkEnum(const Json& schema, const Json& value, const std::string& pointer)
    {
        const auto words = schema.find("enum");
        if (words == schema.end() || std::find(words->begin(), words->end(), value) != words->end())
            return;
        std::string known;
        for (const Json& word : *words)
            known += (known.empty() ? "" : ", ") + word.dump();
        say(pointer, "enum", "must be one of " + known + ", is " + shown(value));
    }

    void checkNumber(const Json& schema, const Json& value, const std::string& pointer)
    {
        if (schema.contains("minimum") && value < schema["minimum"])
            say(pointer, "minimum", "must be at least " + schema["minimum"].dump() + ", is " + shown(value));
        if (schema.contains("maximum") && value > schema["maximum"])
            say(pointer, "maximum", "must be at most " + schema["maximum"].dump() + ", is " + shown(value));
    }

    void checkText(const Json& schema, const std::string& value, const std::string& pointer)
    {
        const std::size_t length = lengthOf(value);
        if (length < schema.value("minLength", std::size_t{0}))
            say(pointer, "minLength",
                "must have at least " + schema["minLength"].dump() + " characters, is " + shown(value));
        if (schema.contains("maxLength") && length > schema["maxLength"].get<std::size_t>())
            say(pointer, "maxLength",
                "must have at most " + schema["maxLength"].dump() + " characters, is " + shown(value));
    }

    void checkList(const Json& schema, const Json& value, const std::string& pointer)
    {
        if (value.size() < schema.value("minItems", std::size_t{0}))
            say(pointer, "minItems", "must have at least " + schema["minItems"].dump() + " items");
        for (std::size_t index = 0; schema.contains("items") && index < value.size(); ++index)
            check(schema["items"], value[index], child(pointer, std::to_string(index)));
    }

    void checkObject(const Json& schema, const Json& value, const std::string& pointer)
    {
        for (const Json& key : schema.value("required", Json::array()))
            if (!value.contains(key.get<std::string>()))
                say(child(pointer, key.get<std::string>()), "required", "is missing");
        const Json properties = schema.value("properties", Json::object());
        for (const auto& [key, item] : value.items()) {
            if (const auto known = properties.find(key); known != properties.end())
                check(*known, item, child(pointer, key));
            else if (!schema.value("additionalProperties", true))
                say(child(pointer, key), "additionalProperties", "is not a setting of this device");
        }
    }

    std::vector<SettingsProblem> problems_;
};

// Of a schema: what keeps it from being used.
class SchemaCheck
{
public:
    void check(const Json& schema, const std::string& pointer, int depth = 0)
    {
        if (!schema.is_object())
            return refuse(pointer, "must be an object");
        if (depth > kDepthMax)
            return refuse(pointer, "is nested too deeply");
        for (const auto& [key, value] : schema.items())
            checkKeyword(key, value, child(pointer, key), depth);
        if (problem_.empty() && schema.contains("default") && !fits(schema))
            refuse(child(pointer, "default"), "does not fit its own schema");
    }

    const std::string& problem() const { return problem_; }

private:
    void refuse(const std::string& pointer, const std::string& why)
    {
        if (problem_.empty())
            problem_ = "its settings schema cannot be used: " + pointer + " " + why;
    }

    static bool fits(const Json& schema)
    {
        Checker checker;
        checker.check(schema, schema["default"], "");
        return checker.take().empty();
    }

    void checkKeyword(const std::string& key, const Json& value, const std::string& pointer, int depth)
    {
        static const std::set<std::string> kTexts = {"description", "title"};
        static const std::set<std::string> kCounts = {"minLength", "maxLength", "minItems"};
        static const std::set<std::string> kFlags = {"additionalProperties", "x-secret"};
        if (key == "type")
            checkType(value, pointer);
        else if (key == "properties")
            checkProperties(value, pointer, depth);
        else if (key == "items")
            check(value, pointer, depth + 1);
        else if (key == "required" || key == "enum")
            checkNames(key, value, pointer);
        else if (key == "minimum" || key == "maximum")
            require(value.is_number(), pointer, "must be a number");
        else if (kCounts.contains(key))
            require(value.is_number_unsigned(), pointer, "must be a whole number from 0 on");
        else if (kFlags.contains(key))
            require(value.is_boolean(), pointer, "must be true or false");
        else if (kTexts.contains(key))
            require(value.is_string(), pointer, "must be a text");
        else
            require(key == "default", pointer, "is not a keyword that this host knows");
    }

    void require(bool holds, const std::string& pointer, const std::string& why)
    {
        if (!holds)
            refuse(pointer, why);
    }

    void checkType(const Json& value, const std::string& pointer)
    {
        const bool known = value.is_string() && std::find(std::begin(kTypes), std::end(kTypes),
                                                          value.get<std::string>()) != std::end(kTypes);
        require(known, pointer, "must be object, array, string, integer, number or boolean");
    }

    void checkProperties(const Json& value, const std::string& pointer, int depth)
    {
        if (!value.is_object())
            return refuse(pointer, "must be an object");
        for (const auto& [key, item] : value.items())
            check(item, child(pointer, key), depth + 1);
    }

    void checkNames(const std::string& key, const Json& value, const std::string& pointer)
    {
        require(value.is_array() && !value.empty(), pointer, "must be a list that is not empty");
        for (const Json& item : value)
            require(key == "enum" || item.is_string(), pointer, "must be a list of texts");
    }

    std::string problem_;
};

} // namespace

std::vector<SettingsProblem> checkSettings(std::string_view schemaText, std::string_view settingsText)
{
    const Json settings = Json::parse(settingsText, nullptr, false);
    if (!settings.is_object())
        return {{"", "type", "the settings are not a JSON object"}};
    if (const auto usable = checkSchema(schemaText); !usable)
        return {{"", "schema", usable.error().message}};
    Checker checker;
    checker.check(Json::parse(schemaText), settings, "");
    return checker.take();
}

Result<std::string> readySettings(const std::string& schema, const std::string& settings,
                                  const std::filesystem::path& secrets)
{
    if (schema.empty())
        return settings;
    const std::string given = settings.empty() ? "{}" : settings;
    std::string problems;
    for (const SettingsProblem& problem : checkSettings(schema, given))
        problems += (problems.empty() ? "" : "; ") +
                    (problem.pointer.empty() ? "" : "setting " + problem.pointer + " ") + problem.message;
    if (!problems.empty())
        return failure(ErrorCode::Invalid, problems);
    return resolveSecrets(schema, given, secrets);
}

Result<void> checkSchema(std::string_view schemaText)
{
    const Json schema = Json::parse(schemaText, nullptr, false);
    SchemaCheck check;
    check.check(schema, "");
    if (check.problem().empty() && schema.value("type", "") != "object")
        return failure(ErrorCode::Invalid, "its settings schema must be of type object");
    if (!check.problem().empty())
        return failure(ErrorCode::Invalid, check.problem());
    return {};
}

} // namespace ace::pluginhost
