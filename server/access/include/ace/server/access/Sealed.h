// SPDX-License-Identifier: MIT
// Texts that a browser keeps for us and cannot change (HMAC-SHA-256, RFC 2104; base64url, RFC 4648).
#pragma once

#include <ace/base/Bytes.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ace::server::access {

inline constexpr std::size_t kSealedMost = 4096; // as long as a cookie may be

std::string seal(const Digest& key, std::string_view text);
std::optional<std::string> unseal(const Digest& key, std::string_view sealed); // none: not sealed by us

} // namespace ace::server::access
