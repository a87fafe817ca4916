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

std::string spanishReason(Reason reason)
{
    switch (reason) {
    case Reason::Invalid:
        return "No es una entrada nuestra";
    case Reason::UnknownKey:
        return "Ya no se acepta";
    case Reason::WrongEvent:
        return "Es de otro evento";
    case Reason::Unpaid:
        return "Sin pagar";
    case Reason::Canceled:
        return "Cancelada";
    case Reason::Blocked:
        return "Bloqueada – avise a un supervisor";
    case Reason::Revoked:
        return "Retirada – pida la nueva";
    case Reason::Expired:
        return "Caducada";
    case Reason::NotYetValid:
        return "Aún no es válida";
    case Reason::WrongProduct:
        return "No es para esta puerta";
    case Reason::WrongZone:
        return "No abre esta zona";
    case Reason::AlreadyRedeemed:
        return "Ya usada";
    }
    return "No pasa";
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

const GateTexts& spanishTexts()
{
    static const GateTexts texts{
        .windowTitle = "Puerta Ace",
        .readyEntry = "Escanee una entrada",
        .readyExit = "Escanee una entrada para salir",
        .checking = "Espere …",
        .admitted = "ADELANTE",
        .mayLeave = "PUEDE SALIR",
        .refused = "NO PASA",
        .offline = "SIN CONEXIÓN",
        .offlineHint = "Sin conexión con el servidor – escanee otra vez",
        .outcomeUnknown = "SIN RESPUESTA",
        .outcomeUnknownHint = "Escanee la misma entrada otra vez",
        .busy = "ESPERE",
        .busyHint = "El servidor está ocupado – escanee otra vez",
        .trouble = "AVISE A UN SUPERVISOR",
        .unknownGate = "El servidor no conoce la puerta «{gate}»",
        .nonceReused = "El servidor conoce esta lectura como otra – escanee otra vez",
        .alreadyUsedSince = "Ya usada – {time} en {gate}",
        .directionEntry = "ENTRADA",
        .directionExit = "SALIDA",
        .inputHint = "Escanee, o pegue un código y pulse Intro",
        .admittedCount = "{count} admitidos",
        .scannerTrouble = "Lector «{name}»: {problem}",
        .reason = spanishReason,
    };
    return texts;
}

const GateTexts& gateTexts(kit::Language language)
{
    return language == kit::Language::Spanish ? spanishTexts() : englishTexts();
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
