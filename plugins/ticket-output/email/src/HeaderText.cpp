// SPDX-License-Identifier: MIT
#include "HeaderText.h"

#include "Encoding.h"

#include <ace/base/Bytes.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace ace::email {

namespace {

constexpr std::size_t kFieldLineMax = 78;
constexpr std::size_t kPlainWordMax = 60;
constexpr std::size_t kEncodedBytesMax = 36; // 60 characters as an encoded word, beside a field's name

bool isPrintableAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool isAtomCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = text.find(' ');
        if (end != 0)
            words.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return words;
}

std::string clean(std::string_view value)
{
    const std::string text = cleanUtf8(value);
    std::string joined;
    for (const std::string_view word : wordsOf(text))
        joined.append(joined.empty() ? "" : " ").append(word);
    return joined;
}

bool isPlain(std::string_view text)
{
    const auto words = wordsOf(text);
    return isPrintableAscii(text) && text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(words, [](std::string_view word) { return word.size() <= kPlainWordMax; });
}

// Never within a character.
std::vector<std::string> encodedWords(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        std::size_t size = std::min(text.size(), kEncodedBytesMax);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
            --size;
        words.push_back("=?UTF-8?B?" + toBase64(text.substr(0, size)) + "?=");
        text.remove_prefix(size);
    }
    return words;
}

std::string quotedString(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

template <class Words> std::string folded(std::string_view name, const Words& words)
{
    std::string field = std::string(name) + ":";
    std::size_t column = field.size();
    for (const auto& word : words) {
        const bool fits = column + 1 + word.size() <= kFieldLineMax;
        field.append(fits ? " " : "\r\n ").append(word);
        column = (fits ? column : 0) + 1 + word.size();
    }
    return field + "\r\n";
}

std::vector<std::string> phrase(const std::string& name)
{
    if (!isPlain(name) || name.size() > kPlainWordMax)
        return encodedWords(name);
    const bool isAtoms = std::ranges::all_of(name, [](char c) { return c == ' ' || isAtomCharacter(c); });
    return {isAtoms ? name : quotedString(name)};
}

} // namespace

std::string textField(std::string_view name, std::string_view value)
{
    const std::string text = clean(value);
    return isPlain(text) ? folded(name, wordsOf(text)) : folded(name, encodedWords(text));
}

std::string mailboxField(std::string_view name, const Mailbox& mailbox)
{
    std::vector<std::string> words = phrase(clean(mailbox.name));
    if (mailbox.name.empty() || words.front().empty())
        words.clear();
    words.push_back(words.empty() ? mailbox.address : "<" + mailbox.address + ">");
    return folded(name, words);
}

std::string parameter(std::string_view name, std::string_view value)
{
    const std::string text = clean(value);
    if (isPrintableAscii(text) && text.size() <= kPlainWordMax)
        return ";\r\n " + std::string(name) + "=" + quotedString(text);
    std::vector<std::string> parts{"UTF-8''"};
    for (const char c : text) {
        char piece[4] = {c, '\0', '\0', '\0'};
        if ((!isAtomCharacter(c) && c != '.') || c == '*' || c == '\'' || c == '%')
            std::snprintf(piece, sizeof piece, "%%%02X",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
        if (parts.back().size() > kPlainWordMax - 3)
            parts.emplace_back();
        parts.back() += piece;
    }
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i)
        result += ";\r\n " + std::string(name) + "*" + (parts.size() > 1 ? std::to_string(i) + "*" : "") +
                  "=" + parts[i];
    return result;
}

std::string dateText(Instant instant)
{
    using namespace std::chrono;
    constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(instant - day));
    char text[48];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d +0000",
                  kDays[weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                  kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

} // namespace ace::email
