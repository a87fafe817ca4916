// SPDX-License-Identifier: MIT
#include "GateTexts.h"

#include <array>
#include <ctime>

namespace ace::gate {

namespace {

std::string englishReason(Reason reason)
{
    switch (reason) {
    case Reason::Invalid:
        return "Not one of our tickets";
    case Reason::UnknownKey:
        return "No longer accepted";
    case Reason::WrongEvent:
        return "For another event";
    case Reason::Unpaid:
        return "Not paid";
    case Reason::Canceled:
        return "Canceled";
    case Reason::Blocked:
        return "Blocked – call a supervisor";
    case Reason::Revoked:
        return "Withdrawn – ask for the new ticket";
    case Reason::Expired:
        return "No longer valid";
    case Reason::NotYetValid:
        return "Not valid yet";
    case Reason::WrongProduct:
        return "Not for this gate";
    case Reason::WrongZone:
        return "Does not open this area";
    case Reason::AlreadyRedeemed:
        return "Already used";
    }
    return "Refused";
}

std::tm localTime(Instant instant)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(instant));
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return local;
}

} // namespace

const GateTexts& englishTexts()
{
    static const GateTexts texts{
        .windowTitle = "Ace gate",
        .readyEntry = "Scan a ticket",
        .readyExit = "Scan a ticket to leave",
        .checking = "Please wait …",
        .admitted = "ADMITTED",
        .mayLeave = "MAY LEAVE",
        .refused = "REFUSED",
        .offline = "OFFLINE",
        .offlineHint = "No connection to the server – scan again",
        .outcomeUnknown = "NO ANSWER",
        .outcomeUnknownHint = "Scan the same ticket again",
        .busy = "PLEASE WAIT",
        .busyHint = "The server is busy – scan again",
        .trouble = "CALL A SUPERVISOR",
        .unknownGate = "The server knows no gate \"{gate}\"",
        .nonceReused = "The server knows this scan as another one – scan again",
        .alreadyUsedSince = "Already used – {time} at {gate}",
        .directionEntry = "ENTRY",
        .directionExit = "EXIT",
        .inputHint = "Scan, or paste a code and press Enter",
        .admittedCount = "{count} admitted",
        .scannerTrouble = "Scanner \"{name}\": {problem}",
        .reason = englishReason,
    };
    return texts;
}

std::string filledIn(std::string text, const std::string& mark, const std::string& value)
{
    const std::string written = "{" + mark + "}";
    if (const std::size_t at = text.find(written); at != std::string::npos)
        text.replace(at, written.size(), value);
    return text;
}

std::string stationTime(Instant instant, Instant now)
{
    const std::tm time = localTime(instant);
    const std::tm today = localTime(now);
    const bool sameDay = time.tm_year == today.tm_year && time.tm_yday == today.tm_yday;
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), sameDay ? "%H:%M" : "%Y-%m-%d %H:%M", &time);
    return text.data();
}

} // namespace ace::gate
