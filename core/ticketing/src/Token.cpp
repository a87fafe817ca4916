// SPDX-License-Identifier: MIT
#include <ace/ticketing/Token.h>

#include <algorithm>
#include <span>

namespace ace::ticketing {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 table 3

int digitOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

void putBigEndian(std::uint8_t* to, std::uint32_t value, int size)
{
    for (int i = 0; i < size; ++i)
        to[i] = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
}

std::uint32_t getBigEndian(const std::uint8_t* from, int size)
{
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i)
        value = (value << 8) | from[i];
    return value;
}

} // namespace

std::array<std::uint8_t, Token::kClaimSize> claimOf(const Token& token)
{
    std::array<std::uint8_t, Token::kClaimSize> claim{};
    claim[0] = Token::kVersion;
    putBigEndian(&claim[1], token.key, 4);
    std::ranges::copy(token.ticket.value.bytes, &claim[5]);
    putBigEndian(&claim[21], token.typeNumber, 2);
    putBigEndian(&claim[23], token.validFrom, 4);
    putBigEndian(&claim[27], token.validUntil, 4);
    claim[31] = token.flags;
    return claim;
}

TokenBytes toBytes(const Token& token)
{
    TokenBytes bytes{};
    std::ranges::copy(claimOf(token), bytes.begin());
    std::ranges::copy(token.signature, bytes.begin() + Token::kClaimSize);
    return bytes;
}

std::optional<Token> fromBytes(const TokenBytes& bytes)
{
    if (bytes[0] != Token::kVersion)
        return std::nullopt;
    Token token;
    token.key = getBigEndian(&bytes[1], 4);
    token.ticket.value = *Uuid::fromBytes(std::span(bytes).subspan(5, 16));
    token.typeNumber = static_cast<std::uint16_t>(getBigEndian(&bytes[21], 2));
    token.validFrom = getBigEndian(&bytes[23], 4);
    token.validUntil = getBigEndian(&bytes[27], 4);
    token.flags = bytes[31];
    std::copy(bytes.begin() + Token::kClaimSize, bytes.end(), token.signature.begin());
    return token;
}

std::string encode(const TokenBytes& bytes)
{
    std::string text;
    text.reserve(Token::kTextSize);
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        for (count += 8; count >= 5; count -= 5)
            text += kAlphabet[(bits >> (count - 5)) & 31];
    }
    text += kAlphabet[(bits << (5 - count)) & 31]; // 768 bits leave three for the last character
    return text;
}

std::optional<TokenBytes> decode(std::string_view text)
{
    if (text.size() != Token::kTextSize)
        return std::nullopt;
    TokenBytes bytes{};
    std::size_t filled = 0;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int digit = digitOf(c);
        if (digit < 0)
            return std::nullopt;
        bits = (bits << 5) | static_cast<std::uint32_t>(digit);
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes[filled++] = static_cast<std::uint8_t>(bits >> count);
        }
    }
    const bool unusedBitsAreZero = (bits & ((1u << count) - 1)) == 0;
    return unusedBitsAreZero ? std::optional(bytes) : std::nullopt;
}

} // namespace ace::ticketing
