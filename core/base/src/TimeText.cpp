// SPDX-License-Identifier: MIT
#include <ace/base/TimeText.h>

#include <date/date.h>
#include <date/tz.h>

#include <cstdio>
#include <sstream>

namespace ace::inline base {

namespace {

Instant fromLocal(const date::time_zone& zone, date::local_time<Microseconds> local)
{
    return std::chrono::time_point_cast<Microseconds>(zone.to_sys(local, date::choose::earliest));
}

const date::time_zone* findZone(const std::string& zone)
{
    try {
        return date::locate_zone(zone);
    } catch (const std::exception&) { // the library's only way to say "no such zone"
        return nullptr;
    }
}

// "…T19:30:00.25": the part before the offset. `rest` is what follows it.
Result<date::local_time<Microseconds>> parseWallClock(std::string_view text, std::string_view& rest)
{
    const auto bad = [&] {
        return failure(ErrorCode::Invalid, "\"" + std::string(text.substr(0, 40)) +
                                               "\" is not a time such as 2026-11-22T19:30:00Z");
    };
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, used = 0;
    const std::string copy(text.substr(0, 40));
    for (const std::size_t digit : {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15})
        if (copy.size() <= digit || copy[digit] < '0' || copy[digit] > '9')
            return bad();
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2d%*1[Tt ]%2d:%2d%n", &year, &month, &day, &hour, &minute,
                    &used) != 5 ||
        used != 16)
        return bad();
    std::size_t at = 16;
    std::int64_t micros = 0;
    if (at < copy.size() && copy[at] == ':') {
        if (copy.size() < at + 3 || std::sscanf(copy.c_str() + at, ":%2d%n", &second, &used) != 1 ||
            used != 3)
            return bad();
        at += 3;
        if (at < copy.size() && copy[at] == '.') {
            std::int64_t unit = 100000;
            const std::size_t first = ++at;
            for (; at < copy.size() && copy[at] >= '0' && copy[at] <= '9'; ++at, unit /= 10)
                micros += (copy[at] - '0') * unit;
            if (at == first || at - first > 9)
                return bad();
        }
    }
    const auto ymd = date::year(year) / month / day;
    if (year < 1970 || !ymd.ok() || hour > 23 || minute > 59 || second > 59)
        return bad();
    rest = text.substr(at);
    return date::local_days(ymd) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second) + Microseconds(micros);
}

} // namespace

std::string formatUtc(Instant instant)
{
    const auto day = date::floor<date::days>(instant);
    const date::year_month_day ymd(day);
    const date::hh_mm_ss<Microseconds> time(instant - day);
    char text[48];
    int length =
        std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(ymd.year()),
                      static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()));
    std::string result(text, static_cast<std::size_t>(length));
    if (const auto micros = time.subseconds().count(); micros != 0) {
        length = std::snprintf(text, sizeof text, ".%06d", static_cast<int>(micros));
        result.append(text, static_cast<std::size_t>(length));
    }
    return result + "Z";
}

Result<Instant> parseRfc3339(std::string_view text)
{
    std::string_view rest;
    const auto local = parseWallClock(text, rest);
    if (!local)
        return Failure(local.error());
    const Instant utc{local->time_since_epoch()};
    if (rest == "Z" || rest == "z")
        return utc;
    int hours = 0, minutes = 0, used = 0;
    char sign = 0;
    const std::string offset(rest);
    if (offset.size() != 6 ||
        std::sscanf(offset.c_str(), "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || used != 6 ||
        (sign != '+' && sign != '-') || hours > 23 || minutes > 59 || hours < 0 || minutes < 0)
        return failure(ErrorCode::Invalid, "\"" + std::string(text.substr(0, 40)) +
                                               "\" has no UTC offset; write it as 2026-11-22T19:30:00Z");
    const auto shift = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return sign == '+' ? utc - shift : utc + shift;
}

std::string formatLocal(Instant instant, const std::string& zone)
{
    const date::time_zone* found = findZone(zone);
    std::ostringstream text;
    const auto seconds = date::floor<std::chrono::seconds>(instant);
    if (found)
        text << date::format("%a %e %b %Y, %H:%M", date::make_zoned(found, seconds));
    else
        text << date::format("%a %e %b %Y, %H:%M UTC", seconds);
    return text.str();
}

bool isKnownZone(const std::string& zone) { return findZone(zone) != nullptr; }

Result<Instant> parseLocal(std::string_view text, const std::string& zone)
{
    const date::time_zone* found = findZone(zone);
    if (!found)
        return failure(ErrorCode::Invalid,
                       "no time zone \"" + zone + "\"; use a name such as America/New_York");
    std::string_view rest;
    const auto local = parseWallClock(text, rest);
    if (!local)
        return Failure(local.error());
    if (!rest.empty())
        return failure(ErrorCode::Invalid,
                       "\"" + std::string(text.substr(0, 40)) + "\" has text after the time");
    return fromLocal(*found, *local);
}

} // namespace ace::inline base
