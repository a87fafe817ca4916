// SPDX-License-Identifier: MIT
#include "Utf16.h"

#include <cstdint>

namespace ace::pdf {

namespace {

void appendUnit(std::string& out, std::uint32_t unit)
{
    out.push_back(static_cast<char>(unit >> 8));
    out.push_back(static_cast<char>(unit & 0xFF));
}

std::string encode(std::uint32_t c)
{
    std::string out;
    if (c < 0x10000) {
        appendUnit(out, c);
    } else {
        appendUnit(out, 0xD800 + ((c - 0x10000) >> 10));
        appendUnit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
    return out;
}

} // namespace

std::vector<std::string> utf16Characters(std::string_view utf8)
{
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        std::uint32_t c = length == 1 ? first : first & (0x7Fu >> length);
        for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
            c = c << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
        characters.push_back(encode(c));
        i += length;
    }
    return characters;
}

std::string utf16(std::string_view utf8)
{
    std::string text;
    for (const auto& character : utf16Characters(utf8))
        text += character;
    return text;
}

} // namespace ace::pdf
