// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "ReportJson.h"

#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

struct Asked
{
    std::string event; // slug
    AskedWindow window;
    TimeWindow whole; // with both ends
};

Asked askedOf(const Call& call)
{
    const auto slug = call.query("event");
    if (!slug)
        throw http::Problem("malformed", "\"event\" in the query is missing: a slug.");
    access::requireEvent(call.who, call.operation, call.events().idOf(*slug));
    Asked asked{*slug, {call.queryTime("from"), call.queryTime("until")}, {}};
    // Far ends that every record keeps: times are microseconds from 1970.
    asked.whole = {asked.window.from.value_or(Instant{}),
                   asked.window.until.value_or(std::chrono::sys_days{std::chrono::year(9999) / 12 / 31})};
    return asked;
}

void reportSales(Call& call)
{
    const Asked asked = askedOf(call);
    const auto report = http::valueOrThrow(call.services.reporting.sales(asked.event, asked.whole));
    call.send(200, renderReport(report, asked.window));
}

void exportSales(Call& call)
{
    const Asked asked = askedOf(call);
    call.sendCsv("sales", toCsv(http::valueOrThrow(call.services.reporting.sales(asked.event, asked.whole))));
}

void reportEntries(Call& call)
{
    const Asked asked = askedOf(call);
    const auto report = http::valueOrThrow(call.services.reporting.entries(asked.event, asked.whole));
    call.send(200, renderReport(report, asked.window));
}

void exportEntries(Call& call)
{
    const Asked asked = askedOf(call);
    call.sendCsv("entries",
                 toCsv(http::valueOrThrow(call.services.reporting.entries(asked.event, asked.whole))));
}

constexpr OperationFunction kFunctions[] = {
    {"reportSales", reportSales},
    {"exportSales", exportSales},
    {"reportEntries", reportEntries},
    {"exportEntries", exportEntries},
};

} // namespace

std::span<const OperationFunction> reportOperations() { return kFunctions; }

} // namespace ace::server::api
