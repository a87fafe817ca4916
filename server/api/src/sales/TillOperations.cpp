// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "Refusals.h"
#include "TillJson.h"
#include "entry/SyncJson.h"

#include <ace/server/access/Rules.h>

#include <algorithm>

namespace ace::server::api {

namespace {

Till loadTill(const Call& call, TillId id)
{
    auto till = http::valueOrThrow(call.services.tills.find(id));
    if (!till)
        throw call.missing();
    access::requireEvent(call.who, call.operation, till->event);
    return std::move(*till);
}

boxoffice::TillReport loadSession(const Call& call, TillSessionId id)
{
    auto report = http::valueOrThrow(call.services.tills.findSession(id));
    if (!report)
        throw call.missing();
    return std::move(*report);
}

void listTills(Call& call)
{
    std::vector<std::string> items;
    for (const Till& till : http::valueOrThrow(call.services.tills.list(call.event()->event.id)))
        items.push_back(renderTill(till));
    call.sendItems(items, std::nullopt);
}

void createTill(Call& call)
{
    const EventId event = call.event()->event.id;
    const std::string name = parseTillName(call.body());
    call.send(201, renderTill(doneOrThrow(call.services.tills.add(event, name, call.act()))));
}

void openTillSession(Call& call)
{
    const Till till = loadTill(call, call.pathId<TillId>(0));
    access::requireTill(call.who, call.operation, till);
    const Money openingFloat = parseOpeningFloat(call.body());
    const auto report = doneOrThrow(call.services.tills.open(till.id, openingFloat, call.act()));
    call.setLocation("/api/v1/till-sessions/" + report.session.id.toString());
    call.send(201, renderTillSession(report));
}

void listTillSessions(Call& call)
{
    const Till till = loadTill(call, call.pathId<TillId>(0));
    const auto sessions = http::valueOrThrow(call.services.tills.listSessions(till.id, call.page()));
    call.sendPage(sessions, [&](const TillSession& session) {
        return renderTillSession(loadSession(call, session.id));
    });
}

void showTillSession(Call& call)
{
    const auto report = loadSession(call, call.pathId<TillSessionId>(0));
    (void)loadTill(call, report.session.till);
    call.send(200, renderTillSession(report));
}

void moveCash(Call& call)
{
    const auto report = loadSession(call, call.pathId<TillSessionId>(0));
    const Till till = loadTill(call, report.session.till);
    access::requireTillSession(call.who, call.operation, report.session, till);
    CashMoveBody body = parseCashMove(call.body());
    call.send(201, renderTillSession(doneOrThrow(call.services.tills.move(
                       {report.session.id, body.kind, body.amount, std::move(body.reason), call.act()}))));
}

void closeTillSession(Call& call)
{
    const auto report = loadSession(call, call.pathId<TillSessionId>(0));
    const Till till = loadTill(call, report.session.till);
    access::requireTillSession(call.who, call.operation, report.session, till);
    const Money counted = parseCounted(call.body());
    call.send(200, renderTillSession(
                       doneOrThrow(call.services.tills.close(report.session.id, counted, call.act()))));
}

void listReceipts(Call& call)
{
    const auto series = call.query("series");
    if (!series)
        throw http::Problem("malformed", "\"series\" in the query is missing.");
    // A series is a till's, and a till an event's.
    const auto events = http::valueOrThrow(call.services.catalog.listEvents());
    const auto owner = http::valueOrThrow(
        call.services.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<Till> {
            for (const catalog::EventPtr& event : events)
                for (const Till& till : access.tills.list(event->event.id))
                    if (till.series == *series)
                        return till;
            return std::nullopt;
        }));
    if (!owner)
        throw call.missing();
    access::requireEvent(call.who, call.operation, owner->event);
    const auto after = call.query("after");
    const auto number = after ? parseSequence(*after) : std::optional<std::int64_t>(0);
    if (!number)
        throw http::Problem("malformed", "\"after\" must be the next of the page before, or a number.");
    const auto receipts =
        http::valueOrThrow(call.services.tills.listReceipts(*series, *number, call.limit() + 1));
    call.sendPage(receipts, renderReceipt,
                  [](const Receipt& receipt) { return std::to_string(receipt.number); });
}

constexpr OperationFunction kFunctions[] = {
    {"listTills", listTills},
    {"createTill", createTill},
    {"openTillSession", openTillSession},
    {"listTillSessions", listTillSessions},
    {"showTillSession", showTillSession},
    {"moveCash", moveCash},
    {"closeTillSession", closeTillSession},
    {"listReceipts", listReceipts},
};

} // namespace

std::span<const OperationFunction> tillOperations() { return kFunctions; }

} // namespace ace::server::api
