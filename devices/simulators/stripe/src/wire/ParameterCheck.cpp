// SPDX-License-Identifier: MIT
#include "ParameterCheck.h"

#include "ApiError.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace ace::stripesimulator {

namespace {

constexpr std::size_t kMetadataKeysMost = 50;
constexpr std::size_t kMetadataKeyMost = 40;
constexpr std::size_t kMetadataValueMost = 500;

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : ", ") + value;
    return text;
}

class Checker
{
public:
    explicit Checker(const std::string& version) : version_(version) {}

    Json object(const Field& field, const Json& form, const std::string& name) const;

private:
    Json value(const Field& field, const Json& form, const std::string& name) const;
    Json list(const Field& field, const Json& form, const std::string& name) const;
    Json scalar(const Field& field, const std::string& text, const std::string& name) const;

    const std::string& version_;
};

[[noreturn]] void refuse(const std::string& name, const std::string& message, const std::string& code = {})
{
    throw invalidRequest(message, code).withParam(name);
}

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void refuseUnknown(const std::string& name)
{
    if (name == "payment_method_types")
        refuse(name,
               "payment_method_types can no longer be set in this version of the API; use "
               "allowed_payment_method_types.",
               "payment_method_types_no_longer_supported");
    refuse(name, "There is no parameter \"" + name + "\" here.", "parameter_unknown");
}

std::int64_t integerOf(const std::string& text, const std::string& name)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        refuse(name, name + " must be a whole number, but it is \"" + text + "\".",
               "parameter_invalid_integer");
    return number;
}

Json checkMetadata(const Json& form, const std::string& name)
{
    if (!form.is_object())
        refuse(name, name + " must be an object: " + name + "[key]=value.");
    if (form.size() > kMetadataKeysMost)
        refuse(name, name + " may have at most 50 keys.");
    for (const auto& [key, value] : form.items()) {
        const std::string inner = name + "[" + key + "]";
        if (!value.is_string())
            refuse(inner, inner + " must be a text.");
        if (characters(key) > kMetadataKeyMost)
            refuse(inner, "A key of " + name + " has at most 40 characters.");
        if (characters(value.get<std::string>()) > kMetadataValueMost)
            refuse(inner, "A value of " + name + " has at most 500 characters.");
    }
    return form;
}

Json checkRange(const Json& form, const std::string& name)
{
    if (form.is_string())
        return integerOf(form.get<std::string>(), name);
    Json range = Json::object();
    for (const auto& [key, value] : form.items()) {
        const std::string inner = name + "[" + key + "]";
        if ((key != "gt" && key != "gte" && key != "lt" && key != "lte") || !value.is_string())
            refuse(inner, "A range has gt, gte, lt and lte.", "parameter_unknown");
        range[key] = integerOf(value.get<std::string>(), inner);
    }
    return range;
}

Json Checker::scalar(const Field& field, const std::string& text, const std::string& name) const
{
    if (text.empty())
        refuse(name, name + " must not be empty; leave it out.", "parameter_invalid_empty");
    switch (field.kind) {
    case Kind::Integer:
        return integerOf(text, name);
    case Kind::Boolean:
        if (text != "true" && text != "false")
            refuse(name, name + " must be true or false, but it is \"" + text + "\".");
        return text == "true";
    case Kind::Enum:
        if (std::ranges::find(field.values, text) == field.values.end())
            refuse(name, name + " must be one of: " + joined(field.values) + ".");
        return text;
    case Kind::Currency:
        try {
            return checkCurrency(text);
        } catch (ApiError& error) {
            throw error.withParam(name);
        }
    default:
        if (characters(text) > field.lengthMost)
            refuse(name, name + " has at most " + std::to_string(field.lengthMost) + " characters.");
        return text;
    }
}

Json Checker::list(const Field& field, const Json& form, const std::string& name) const
{
    if (!form.is_object())
        refuse(name, name + " must be a list: " + name + "[]=…");
    Json items = Json::array();
    for (std::size_t i = 0; i < form.size(); ++i) {
        const std::string key = std::to_string(i);
        if (!form.contains(key))
            refuse(name, "The indices of the list " + name + " must be 0, 1, 2 and so on.");
        items.push_back(value(field.item.at(0), form[key], name + "[" + key + "]"));
    }
    return items;
}

Json Checker::value(const Field& field, const Json& form, const std::string& name) const
{
    if (field.mayBeUnset && form == "")
        return nullptr;
    switch (field.kind) {
    case Kind::Object:
        if (!form.is_object())
            refuse(name, name + " must be an object: " + name + "[…]=…");
        return object(field, form, name);
    case Kind::List:
        return list(field, form, name);
    case Kind::Metadata:
        return checkMetadata(form, name);
    case Kind::Range:
        return checkRange(form, name);
    case Kind::Any:
        return form;
    case Kind::Unsimulated:
        refuse(name, "Stripe has the parameter " + name + ", but this simulator does not act on it.");
    default:
        if (!form.is_string())
            refuse(name, name + " must be one value, not an object or a list.");
        return scalar(field, form.get<std::string>(), name);
    }
}

Json Checker::object(const Field& field, const Json& form, const std::string& name) const
{
    const auto fullName = [&](const std::string& key) { return name.empty() ? key : name + "[" + key + "]"; };
    Json checked = Json::object();
    for (const auto& [key, given] : form.items()) {
        const auto known = field.fields.find(key);
        if (known == field.fields.end() ||
            (!known->second.onlyIn.empty() && known->second.onlyIn != version_))
            refuseUnknown(fullName(key));
        checked[key] = value(known->second, given, fullName(key));
    }
    for (const auto& [key, known] : field.fields)
        if (known.required && !checked.contains(key))
            refuse(fullName(key), "The parameter " + fullName(key) + " is missing.", "parameter_missing");
    return checked;
}

} // namespace

Json checkParameters(const Field& parameters, const Json& form, const std::string& version)
{
    return Checker(version).object(parameters, form, "");
}

std::string checkCurrency(const std::string& text)
{
    static const std::set<std::string> kCurrencies = {
        "aed", "aud", "bgn", "bhd", "bif", "brl", "cad", "chf", "clp", "cny", "czk", "djf", "dkk",
        "eur", "gbp", "gnf", "hkd", "huf", "ils", "inr", "isk", "jod", "jpy", "kmf", "krw", "kwd",
        "mga", "mxn", "myr", "nok", "nzd", "omr", "php", "pln", "pyg", "ron", "rwf", "sek", "sgd",
        "thb", "tnd", "try", "twd", "ugx", "usd", "vnd", "vuv", "xaf", "xof", "xpf", "zar"};
    std::string lower = text;
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!kCurrencies.contains(lower))
        throw invalidRequest("\"" + text + "\" is no currency that this simulator knows.");
    return lower;
}

void checkWebAddress(const Json& parameters, const char* name)
{
    if (!parameters.contains(name))
        return;
    const std::string url = parameters[name];
    const bool isClean =
        std::ranges::all_of(url, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; });
    if (!isClean || (!url.starts_with("http://") && !url.starts_with("https://")))
        refuse(name, std::string(name) + " must begin with http:// or https:// and have no spaces.",
               "url_invalid");
}

} // namespace ace::stripesimulator
