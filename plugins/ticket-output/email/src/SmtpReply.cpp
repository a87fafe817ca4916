// SPDX-License-Identifier: MIT
#include "SmtpReply.h"

#include <ace/base/Bytes.h>

namespace ace::email {

namespace {
constexpr std::size_t kLinesMax = 100;
constexpr std::size_t kTextMax = 300;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
} // namespace

std::string SmtpReply::text() const
{
    std::string text = std::to_string(code);
    for (const std::string& line : lines)
        text += " " + line;
    if (text.size() > kTextMax)
        text.resize(kTextMax);
    return cleanUtf8(text);
}

SmtpReplyParser::Step SmtpReplyParser::take(const std::string& line)
{
    if (line.size() < 3 || line[0] < '2' || line[0] > '5' || !isDigit(line[1]) || !isDigit(line[2]) ||
        (line.size() > 3 && line[3] != ' ' && line[3] != '-') || reply_.lines.size() == kLinesMax)
        return Step::Wrong;
    const int code = std::stoi(line.substr(0, 3));
    if (!reply_.lines.empty() && code != reply_.code)
        return Step::Wrong;
    reply_.code = code;
    reply_.lines.push_back(line.size() > 4 ? line.substr(4) : "");
    return line.size() > 3 && line[3] == '-' ? Step::More : Step::Done;
}

} // namespace ace::email
