// SPDX-License-Identifier: MIT
#include <ace/stripe/Fields.h>

#include <string_view>

namespace ace::stripe {

namespace {

void appendEncoded(std::string& text, std::string_view plain)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (const char c : plain) {
        if (kPlain.find(c) != std::string_view::npos) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
}

} // namespace

std::string formEncoded(const Fields& fields)
{
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty())
            text += '&';
        appendEncoded(text, name);
        text += '=';
        appendEncoded(text, value);
    }
    return text;
}

} // namespace ace::stripe
