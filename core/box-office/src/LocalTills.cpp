// SPDX-License-Identifier: MIT
#include <ace/box-office/LocalTills.h>

#include "Entries.h"

#include <ace/base/JsonText.h>

#include <algorithm>
#include <charconv>

namespace ace::boxoffice {

namespace {

constexpr std::int64_t kMostCash = 100'000'000'000; // minor units
const Refused kClosed{Refusal::TillClosed, "the till session is not open"};

// "T3" → 3; what is not ours → 0.
std::int64_t numberOf(const std::string& series)
{
    std::int64_t number = 0;
    if (series.starts_with('T'))
        std::from_chars(series.data() + 1, series.data() + series.size(), number);
    return number;
}

// For a ReadAccess and a WriteAccess.
TillReport reportOf(const sdk::TillRepository& tills, const TillSession& session)
{
    TillReport report{session, tills.totalsOf(session.id), tills.movesOf(session.id), std::nullopt};
    if (session.counted)
        report.difference = *session.counted - report.totals.expectedCash;
    return report;
}

TillReportOutcome sessionAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = TillSessionId::parse(subject);
    const auto session = id ? access.tills.findSession(*id) : std::nullopt;
    if (!session)
        return kReused; // the key made something else
    return reportOf(access.tills, *session);
}

std::string moneyJson(const char* key, const Money& money)
{
    return std::string("{\"") + key + "\":" + std::to_string(money.minor) + ",\"currency\":\"" +
           std::string(money.currency.text()) + "\"}";
}

std::string moveJson(const CashMove& move)
{
    std::string json = moneyJson("amount", move.amount);
    json.pop_back();
    return json + ",\"reason\":" + jsonText(move.reason) + "}";
}

std::optional<Refused> refusalOf(const Money& amount, const Currency& currency, std::int64_t least)
{
    if (amount.currency != currency)
        return Refused{Refusal::InvalidAmount, "the till is in " + std::string(currency.text()) + " only"};
    if (amount.minor < least || amount.minor > kMostCash)
        return Refused{Refusal::InvalidAmount,
                       least > 0 ? "the amount must be above 0" : "the amount must be 0 or more"};
    return std::nullopt;
}

} // namespace

Result<std::vector<Till>> LocalTills::list(EventId event)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.tills.list(event); });
}

Result<std::optional<Till>> LocalTills::find(TillId till)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.tills.find(till); });
}

Result<std::optional<TillReport>> LocalTills::findOpen(TillId till)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<TillReport> {
        const auto session = access.tills.findOpenSession(till);
        return session ? std::optional(reportOf(access.tills, *session)) : std::nullopt;
    });
}

Result<std::optional<TillReport>> LocalTills::findSession(TillSessionId id)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<TillReport> {
        const auto session = access.tills.findSession(id);
        return session ? std::optional(reportOf(access.tills, *session)) : std::nullopt;
    });
}

Result<std::vector<TillSession>> LocalTills::listSessions(TillId till, const sdk::Page& page)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.tills.listSessions(till, page); });
}

Result<std::vector<Receipt>> LocalTills::listReceipts(std::string_view series, std::int64_t afterNumber,
                                                      std::size_t most)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.tills.listReceipts(series, afterNumber, most); });
}

Result<TillOutcome> LocalTills::add(EventId event, const std::string& name, const sdk::Act& act)
{
    auto currency = currencyOf(event);
    if (!currency)
        return failure(std::move(currency));
    if (!*currency)
        return Refused{Refusal::UnknownEvent, "there is no such event"};
    if (!isName(name))
        return Refused{Refusal::InvalidName, "a till's name has 1 to 200 bytes of text"};
    const TillId id = parts_.ids.next<TillId>();
    const auto work = [&](sdk::WriteAccess& access) -> TillOutcome {
        std::int64_t last = 0;
        for (const std::string& series : access.tills.listSeries())
            last = std::max(last, numberOf(series));
        const Till till{id, event, name, "T" + std::to_string(last + 1)};
        access.tills.insert(till);
        access.audit.append({parts_.clock.now(), act.by, "till.add", "till:" + id.toString(),
                             "{\"series\":\"" + till.series + "\"}"});
        return till;
    };
    const auto again = [](sdk::WriteAccess& access, const std::string& subject) -> TillOutcome {
        const auto known = TillId::parse(subject);
        auto till = known ? access.tills.find(*known) : std::nullopt;
        if (!till)
            return kReused;
        return std::move(*till);
    };
    return sdk::once<Till, Refused>(parts_.storage, act, id.toString(), kReused, work, again);
}

Result<TillReportOutcome> LocalTills::open(TillId till, const Money& openingFloat, const sdk::Act& act)
{
    auto found = find(till);
    if (!found)
        return failure(std::move(found));
    if (!*found)
        return Refused{Refusal::UnknownTill, "there is no such till"};
    auto currency = currencyOf((*found)->event);
    if (!currency)
        return failure(std::move(currency));
    if (auto refused = refusalOf(openingFloat, currency->value_or(Currency{}), 0))
        return std::move(*refused);
    TillSession session;
    session.id = parts_.ids.next<TillSessionId>();
    session.till = till;
    session.openedBy = act.by;
    session.openedAt = parts_.clock.now();
    session.openingFloat = openingFloat;
    const auto work = [&](sdk::WriteAccess& access) -> TillReportOutcome {
        if (access.tills.findOpenSession(till))
            return Refused{Refusal::TillOpen, "the till has an open session; close it first"};
        access.tills.openSession(session);
        access.audit.append({session.openedAt, act.by, "till.open", "till:" + till.toString(),
                             moneyJson("float", openingFloat)});
        return reportOf(access.tills, session);
    };
    return sdk::once<TillReport, Refused>(parts_.storage, act, session.id.toString(), kReused, work,
                                          sessionAgain);
}

Result<TillReportOutcome> LocalTills::move(const CashMoveRequest& request)
{
    if (!isReason(request.reason))
        return Refused{Refusal::ReasonMissing, "say why, in up to 500 bytes"};
    const CashMove move{request.session, request.kind,   request.amount,
                        request.reason,  request.act.by, parts_.clock.now()};
    const auto work = [&](sdk::WriteAccess& access) -> TillReportOutcome {
        const auto session = access.tills.findSession(move.session);
        if (!session || session->closedAt)
            return kClosed;
        if (auto refused = refusalOf(move.amount, session->openingFloat.currency, 1))
            return std::move(*refused);
        access.tills.insertMove(move);
        access.audit.append({move.at, move.by, std::string("till.") + name(move.kind),
                             "till_session:" + move.session.toString(), moveJson(move)});
        return reportOf(access.tills, *session);
    };
    return sdk::once<TillReport, Refused>(parts_.storage, request.act, move.session.toString(), kReused, work,
                                          sessionAgain);
}

Result<TillReportOutcome> LocalTills::close(TillSessionId id, const Money& counted, const sdk::Act& act)
{
    const auto work = [&](sdk::WriteAccess& access) -> TillReportOutcome {
        auto session = access.tills.findSession(id);
        if (!session || session->closedAt)
            return kClosed;
        if (auto refused = refusalOf(counted, session->openingFloat.currency, 0))
            return std::move(*refused);
        session->closedAt = parts_.clock.now();
        session->closedBy = act.by;
        session->counted = counted;
        if (!access.tills.closeSession(*session))
            return kClosed;
        auto report = reportOf(access.tills, *session);
        access.audit.append({*session->closedAt, act.by, "till.close", "till_session:" + id.toString(),
                             moneyJson("difference", *report.difference)});
        return report;
    };
    return sdk::once<TillReport, Refused>(parts_.storage, act, id.toString(), kReused, work, sessionAgain);
}

Result<std::optional<Currency>> LocalTills::currencyOf(EventId id)
{
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    for (const auto& event : *events)
        if (event->event.id == id)
            return std::optional(event->event.currency);
    return std::optional<Currency>();
}

} // namespace ace::boxoffice
