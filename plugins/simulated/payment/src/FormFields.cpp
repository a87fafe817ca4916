// SPDX-License-Identifier: MIT
#include "FormFields.h"

namespace ace::simulatedpayment {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// A '%' that starts no escape stays as it is, as browsers do it.
std::string decode(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
        if (escape) {
            decoded += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

} // namespace

std::optional<std::string> findField(std::string_view body, std::string_view name)
{
    while (!body.empty()) {
        const auto pair = body.substr(0, body.find('&'));
        body.remove_prefix(pair.size() < body.size() ? pair.size() + 1 : body.size());
        const auto equals = pair.find('=');
        if (decode(pair.substr(0, equals)) == name)
            return equals == std::string_view::npos ? std::string() : decode(pair.substr(equals + 1));
    }
    return std::nullopt;
}

} // namespace ace::simulatedpayment
