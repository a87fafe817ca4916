// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ace::server::access {

bool isP256PublicKey(std::string_view pem);

// Whether `signature` (R and S, 32 bytes each: RFC 7518 section 3.4) is this key's over `message`. False too
// for a key that is none.
bool verifyEs256(std::string_view pem, std::string_view message, std::string_view signature);

} // namespace ace::server::access
