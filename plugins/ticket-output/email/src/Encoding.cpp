// SPDX-License-Identifier: MIT
#include "Encoding.h"

#include <ace/base/Bytes.h>

namespace ace::email {

namespace {

constexpr std::size_t kBodyLineMax = 76;
constexpr std::string_view kHex = "0123456789ABCDEF";

std::string quoted(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return {'=', kHex[byte >> 4], kHex[byte & 15]};
}

bool standsForItself(char c) { return (c >= ' ' && c <= '~' && c != '=') || c == '\t'; }

void appendQuotedLine(std::string& body, std::string_view line)
{
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool isLast = i + 1 == line.size();
        const bool isBlankAtEnd = isLast && (line[i] == ' ' || line[i] == '\t');
        const std::string piece =
            standsForItself(line[i]) && !isBlankAtEnd ? std::string(1, line[i]) : quoted(line[i]);
        if (column + piece.size() > kBodyLineMax - 1) { // room for a soft line break
            body += "=\r\n";
            column = 0;
        }
        body += piece;
        column += piece.size();
    }
    body += "\r\n";
}

} // namespace

std::string toBase64(std::string_view bytes)
{
    std::string text = toBase64Url(bytes);
    for (char& c : text)
        c = c == '-' ? '+' : c == '_' ? '/' : c;
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64Body(std::string_view bytes)
{
    const std::string text = toBase64(bytes);
    std::string body;
    body.reserve(text.size() + text.size() / kBodyLineMax * 2 + 2);
    for (std::size_t at = 0; at < text.size(); at += kBodyLineMax)
        body.append(text, at, kBodyLineMax).append("\r\n");
    return body;
}

std::string quotedPrintableBody(std::string_view text)
{
    std::string body;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        appendQuotedLine(body, line);
    }
    return body;
}

} // namespace ace::email
