// SPDX-License-Identifier: MIT
// The part of Bytes.h that needs no cryptography, so that a plugin's author needs no libsodium.
#include <ace/base/Bytes.h>

namespace ace::inline base {

namespace {

// What is encoded may be a secret: no branch depends on its bits, and each alphabet is one line of the cache,
// so that nothing can be measured. What is decoded comes from outside.
constexpr std::size_t kCacheLine = 64;
alignas(kCacheLine) constexpr char kHexText[] = "0123456789abcdef";
alignas(kCacheLine) constexpr char kBase64Url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static_assert(sizeof kBase64Url - 1 == kCacheLine);

constexpr auto kBase64Values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kCacheLine; ++i)
        values[static_cast<unsigned char>(kBase64Url[i])] = static_cast<std::int8_t>(i);
    return values;
}();

// The length in bytes of the well-formed UTF-8 sequence at the start of `text`, 0 where there is none
// (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0u) == 0x80u; };
    const unsigned first = at(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned least = first == 0xE0 ? 0xA0u : 0x80u;
        const unsigned most = first == 0xED ? 0x9Fu : 0xBFu;
        return at(1) >= least && at(1) <= most && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned least = first == 0xF0 ? 0x90u : 0x80u;
        const unsigned most = first == 0xF4 ? 0x8Fu : 0xBFu;
        return at(1) >= least && at(1) <= most && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::string toHex(std::span<const std::uint8_t> bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHexText[byte >> 4];
        text += kHexText[byte & 15];
    }
    return text;
}

std::string toBase64Url(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    int waiting = 0; // bits that are read and not yet written
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (waiting += 8; waiting >= 6; waiting -= 6)
            text += kBase64Url[bits >> (waiting - 6) & 63];
    }
    if (waiting > 0)
        text += kBase64Url[bits << (6 - waiting) & 63];
    return text;
}

std::optional<std::string> fromBase64Url(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int waiting = 0;
    for (const char c : text) {
        const int value = kBase64Values[static_cast<unsigned char>(c)];
        if (value < 0)
            return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value);
        waiting += 6;
        if (waiting >= 8) {
            waiting -= 8;
            bytes += static_cast<char>(bits >> waiting & 255);
        }
    }
    // What is left over must be shorter than a digit, and 0: there is one spelling for each text.
    const bool canonical = waiting < 6 && (bits & ((1u << waiting) - 1)) == 0;
    return canonical ? std::optional(bytes) : std::nullopt;
}

std::string_view asText(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string cleanUtf8(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (length == 0)
            clean += "\xEF\xBF\xBD";
        else if (first < 0x20 || first == 0x7f ||
                 (first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0))
            clean += ' ';
        else
            clean += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

bool isValidUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace ace::inline base
