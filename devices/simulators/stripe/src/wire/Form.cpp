// SPDX-License-Identifier: MIT
#include "Form.h"

#include <ace/base/Bytes.h>

#include <vector>

namespace ace::stripesimulator {

namespace {

constexpr std::size_t kDepthMost = 8;
constexpr std::size_t kPairsMost = 2000;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Failure wrongName(const std::string& name, const std::string& why)
{
    return failure(ErrorCode::Invalid, "The parameter's name \"" + name + "\" " + why + ".", name);
}

// "a[b][]" is a, b and the empty text.
Result<std::vector<std::string>> partsOf(const std::string& name)
{
    const std::size_t bracket = name.find('[');
    std::vector<std::string> parts{name.substr(0, bracket)};
    if (parts[0].empty() || parts[0].find(']') != std::string::npos)
        return wrongName(name, "must begin with a word");
    for (std::size_t at = bracket; at < name.size();) {
        const std::size_t end = name.find(']', at);
        if (name[at] != '[' || end == std::string::npos)
            return wrongName(name, "has brackets that do not match");
        parts.push_back(name.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    if (parts.size() > kDepthMost)
        return wrongName(name, "is nested too deep");
    return parts;
}

Result<void> put(Json& root, const std::string& name, const std::string& value)
{
    const auto parts = partsOf(name);
    if (!parts)
        return Failure(parts.error());
    Json* node = &root;
    for (std::size_t i = 0; i < parts->size(); ++i) {
        if (!node->is_object())
            return wrongName(name, "is given both as a value and as an object");
        const std::string& part = (*parts)[i];
        const std::string key = part.empty() ? std::to_string(node->size()) : part;
        const bool last = i + 1 == parts->size();
        if (last && node->contains(key))
            return wrongName(name, "is given twice");
        node = &node->emplace(key, last ? Json(value) : Json::object()).first.value();
    }
    return {};
}

void encodeInto(std::string& text, const std::string& name, const Json& value)
{
    if (value.is_object()) {
        for (const auto& [key, item] : value.items())
            encodeInto(text, name.empty() ? percentEncode(key) : name + "[" + percentEncode(key) + "]", item);
        return;
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            encodeInto(text, name + "[" + std::to_string(i) + "]", value[i]);
        return;
    }
    const std::string plain = value.is_string() ? value.get<std::string>()
                              : value.is_null() ? ""
                                                : value.dump();
    text += (text.empty() ? "" : "&") + name + "=" + percentEncode(plain);
}

} // namespace

Result<Json> parseForm(std::string_view text)
{
    Json root = Json::object();
    std::size_t pairs = 0;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        if (++pairs > kPairsMost)
            return failure(ErrorCode::Invalid, "The request has too many parameters.");
        const std::size_t equals = pair.find('=');
        const std::string name = percentDecode(pair.substr(0, equals));
        const std::string value =
            equals == std::string_view::npos ? std::string() : percentDecode(pair.substr(equals + 1));
        if (!isValidUtf8(name) || !isValidUtf8(value))
            return failure(ErrorCode::Invalid, "The parameters are not UTF-8.");
        if (auto ok = put(root, name, value); !ok)
            return Failure(ok.error());
    }
    return root;
}

std::string encodeForm(const Json& object)
{
    std::string text;
    encodeInto(text, "", object);
    return text;
}

std::string percentEncode(std::string_view text)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_' || byte == '.' ||
                           byte == '~';
        if (plain)
            out += c;
        else
            out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return out;
}

std::string percentDecode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hexDigit(text[i + 1]) : -1;
        const int low = escape ? hexDigit(text[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace ace::stripesimulator
