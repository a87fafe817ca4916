// SPDX-License-Identifier: MIT
#include "SmtpReply.h"

#include <ace/base/Bytes.h>

#include <cstdio>
#include <optional>

namespace ace::email {

namespace {
constexpr std::size_t kLinesMax = 100;
constexpr std::size_t kTextMax = 300;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// "5.1.1": its subject and detail.
struct EnhancedCode
{
    int subject = 0;
    int detail = 0;
};

std::optional<EnhancedCode> enhancedCodeOf(const std::string& line)
{
    EnhancedCode code;
    int end = 0;
    if (std::sscanf(line.c_str(), "5.%3d.%3d%n", &code.subject, &code.detail, &end) != 2 ||
        (line.begin() + end != line.end() && line[static_cast<std::size_t>(end)] != ' '))
        return std::nullopt; // "5.1.2.3 is blocked" is none
    return code;
}
} // namespace

bool SmtpReply::blamesRecipientOrMail() const
{
    const auto enhanced = lines.empty() ? std::nullopt : enhancedCodeOf(lines.front());
    if (!enhanced || enhanced->subject == 0) // 5.0.x: not said
        return code >= 550 || code == 501;   // 501: the address is badly written
    const auto [subject, detail] = *enhanced;
    const bool blamesSender = subject == 1 && (detail == 7 || detail == 8);
    return (subject == 1 && !blamesSender) || subject == 2 || (subject == 3 && detail == 4);
}

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
