// SPDX-License-Identifier: MIT
#include "Calendar.h"

#include <ace/base/Bytes.h>
#include <ace/base/TimeText.h>

#include <chrono>
#include <string_view>

namespace ace::server::shop {

namespace {

constexpr std::size_t kOctetsMost = 75; // RFC 5545, 3.1
constexpr std::string_view kEnd = "\r\n";

// RFC 5545, 3.3.11.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
            continue;
        }
        if (c == '\r')
            continue;
        if (c == '\\' || c == ';' || c == ',')
            result += '\\';
        result += c;
    }
    return result;
}

bool isInside(char octet) { return (static_cast<unsigned char>(octet) & 0xc0) == 0x80; }

std::string folded(std::string_view line)
{
    std::string result;
    std::size_t room = kOctetsMost;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && isInside(line[end]))
            --end;
        result += line.substr(0, end);
        result += "\r\n ";
        line.remove_prefix(end);
        room = kOctetsMost - 1; // the blank counts
    }
    result += line;
    result += kEnd;
    return result;
}

// "20261122T193000Z"
std::string utc(Instant instant)
{
    std::string text;
    for (const char c : formatUtc(std::chrono::floor<std::chrono::seconds>(instant)))
        if (c != '-' && c != ':')
            text += c;
    return text;
}

} // namespace

std::string calendarOf(const CalendarEntry& entry)
{
    const Event& event = entry.event;
    std::string text;
    const auto line = [&](std::string_view name, const std::string& value) {
        text += folded(std::string(name) + ":" + value);
    };
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Ace Tickets//Shop//EN");
    line("BEGIN", "VEVENT");
    line("UID", escaped(entry.uid));
    line("DTSTAMP", utc(entry.made));
    line("DTSTART", utc(event.startsAt));
    line("DTEND", utc(event.endsAt));
    line("SUMMARY", escaped(cleanUtf8(event.name)));
    if (!event.venue.empty())
        line("LOCATION", escaped(cleanUtf8(event.venue)));
    line("DESCRIPTION", escaped(entry.description));
    if (!entry.url.empty())
        line("URL", entry.url);
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    return text;
}

} // namespace ace::server::shop
