// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/Ids.h>
#include <ace/domain/sales/Ticket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::ticketing {

// What a QR code carries, big endian:
//
//   offset  0  version (1)          offset 21  ticket type's number
//           1  key id                      23  valid from, seconds since 1970 (UTC)
//           5  ticket id                   27  valid until, seconds, exclusive
//                                          31  flags (0)
//          32  Ed25519 signature over bytes 0…31 (RFC 8032)
//
// As text: 154 characters of base32 (RFC 4648 section 6) without padding, upper case, the two unused bits
// zero. It fits QR version 6-M in alphanumeric mode. Every token has this one spelling; anything else is not
// a token.
struct Token
{
    static constexpr std::uint8_t kVersion = 1;
    static constexpr std::size_t kClaimSize = 32;
    static constexpr std::size_t kTextSize = 154;

    KeyId key = 0;
    TicketId ticket;
    std::uint16_t typeNumber = 0;
    std::uint32_t validFrom = 0;
    std::uint32_t validUntil = 0;
    std::uint8_t flags = 0;
    std::array<std::uint8_t, 64> signature{};

    bool operator==(const Token&) const = default;
};

// The 32 bytes that are signed.
std::array<std::uint8_t, Token::kClaimSize> claimOf(const Token& token);

TokenBytes toBytes(const Token& token);
std::optional<Token> fromBytes(const TokenBytes& bytes); // none: another version

std::string encode(const TokenBytes& bytes);
std::optional<TokenBytes> decode(std::string_view text);

} // namespace ace::ticketing
