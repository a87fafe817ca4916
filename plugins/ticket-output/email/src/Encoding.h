// SPDX-License-Identifier: MIT
// Bodies as 7-bit text in lines of at most 76 characters that end with CRLF (RFC 2045 §6).
#pragma once

#include <string>
#include <string_view>

namespace ace::email {

std::string toBase64(std::string_view bytes); // RFC 4648 §4, padded, one line
std::string base64Body(std::string_view bytes);
// Of text: its line ends, LF or CRLF, become CRLF.
std::string quotedPrintableBody(std::string_view text);

} // namespace ace::email
