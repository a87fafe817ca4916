// SPDX-License-Identifier: MIT
#include <ace/base/Id.h>

#include <algorithm>

namespace ace::inline base {

namespace {
constexpr char kHexDigits[] = "0123456789abcdef";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isDashAt(std::size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}
} // namespace

std::string Uuid::toString() const
{
    std::string text;
    text.reserve(36);
    for (const std::uint8_t byte : bytes) {
        if (isDashAt(text.size()))
            text += '-';
        text += kHexDigits[byte >> 4];
        text += kHexDigits[byte & 15];
    }
    return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Uuid uuid;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDashAt(i)) {
            if (text[i] != '-')
                return std::nullopt;
            continue;
        }
        const int value = hexValue(text[i]);
        if (value < 0)
            return std::nullopt;
        auto& byte = uuid.bytes[digits / 2];
        byte = static_cast<std::uint8_t>((byte << 4) | value);
        ++digits;
    }
    return uuid;
}

std::optional<Uuid> Uuid::fromBytes(std::span<const std::uint8_t> bytes)
{
    Uuid uuid;
    if (bytes.size() != uuid.bytes.size())
        return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
    return uuid;
}

} // namespace ace::inline base
