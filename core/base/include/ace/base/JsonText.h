// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ace::inline base {

// A JSON string (RFC 8259) with its quotes. Invalid UTF-8 becomes U+FFFD, control characters spaces.
std::string jsonText(std::string_view text);

} // namespace ace::inline base
