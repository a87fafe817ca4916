// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ace::pdf {

// Each character of valid UTF-8 as UTF-16, big endian, as PDF wants its texts.
std::vector<std::string> utf16Characters(std::string_view utf8);
std::string utf16(std::string_view utf8);

} // namespace ace::pdf
