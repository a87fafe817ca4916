// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ace::stripesimulator {

std::string escapeHtml(std::string_view text);

// The embedded file with {{name}} replaced by the value, escaped, and {{{name}}} by it as it is.
std::string fillPage(std::string_view file, const std::map<std::string, std::string>& values);

} // namespace ace::stripesimulator
