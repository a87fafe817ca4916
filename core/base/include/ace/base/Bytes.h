// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ace::inline base {

using Bytes = std::vector<std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view data);
// HMAC-SHA-256 (RFC 2104).
Digest hmacSha256(std::span<const std::uint8_t, 32> key, std::string_view data);
Digest hmacSha256(std::string_view key, std::string_view data); // a key of any length
bool equalInConstantTime(std::string_view a, std::string_view b);

std::string toHex(std::span<const std::uint8_t> bytes); // lower case
// base64url without padding (RFC 4648 section 5). Decoding refuses anything but the one canonical spelling.
std::string toBase64Url(std::string_view bytes);
std::optional<std::string> fromBase64Url(std::string_view text);

std::string_view asText(std::span<const std::uint8_t> bytes);

// Invalid UTF-8 becomes U+FFFD; control characters become spaces.
std::string cleanUtf8(std::string_view text);
bool isValidUtf8(std::string_view text);

} // namespace ace::inline base
