// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe-simulator/Message.h>

#include <map>
#include <string>
#include <string_view>

namespace ace::stripesimulator {

std::string escapeHtml(std::string_view text);

// The embedded file with {{name}} replaced by the value, escaped, and {{{name}}} by it as it is.
std::string fillPage(std::string_view file, const std::map<std::string, std::string>& values);

// A whole page with the banner and the style.
Response htmlPage(int status, const std::string& title, const std::string& content);
Response messagePage(int status, const std::string& title, const std::string& text,
                     const std::string& linkHtml = {});

} // namespace ace::stripesimulator
