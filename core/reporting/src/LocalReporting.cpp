// SPDX-License-Identifier: MIT
#include <ace/reporting/LocalReporting.h>

namespace ace::reporting {

namespace {

std::string nameOf(const EventSetup& setup, TicketTypeId id)
{
    const TicketType* type = setup.findType(id);
    return type ? type->name : id.toString();
}

std::string nameOf(const EventSetup& setup, GateId id)
{
    for (const Gate& gate : setup.gates)
        if (gate.id == id)
            return gate.name;
    return id.toString();
}

} // namespace

Result<catalog::EventPtr> LocalReporting::load(std::string_view eventSlug)
{
    auto event = catalog_.findEvent(eventSlug);
    if (event && !*event)
        return failure(ErrorCode::NotFound, "there is no event \"" + std::string(eventSlug) + "\"");
    return event;
}

Result<SalesReport> LocalReporting::sales(std::string_view eventSlug, const TimeWindow& window)
{
    auto event = load(eventSlug);
    if (!event)
        return failure(std::move(event));
    const EventSetup& setup = **event;
    const Currency currency = setup.event.currency;
    return storage_.readValue([&](const sdk::ReadAccess& access) {
        SalesReport report;
        report.event = setup.event.slug;
        report.window = window;
        report.gross = report.tax = report.net = {0, currency};
        for (const sdk::SalesRow& row : access.reports.sales(setup.event.id, window)) {
            report.lines.push_back({row.type, nameOf(setup, row.type), row.channel, row.tickets, row.canceled,
                                    row.gross, row.tax, row.gross - row.tax});
            report.tickets += row.tickets;
            report.canceled += row.canceled;
            report.gross = report.gross + row.gross;
            report.tax = report.tax + row.tax;
            report.net = report.net + report.lines.back().net;
        }
        report.refunded = access.reports.refunded(setup.event.id, window, currency);
        report.kept = report.gross - report.refunded;
        return report;
    });
}

Result<EntryReport> LocalReporting::entries(std::string_view eventSlug, const TimeWindow& window)
{
    auto event = load(eventSlug);
    if (!event)
        return failure(std::move(event));
    const EventSetup& setup = **event;
    return storage_.readValue([&](const sdk::ReadAccess& access) {
        EntryReport report;
        report.event = setup.event.slug;
        report.window = window;
        for (const sdk::EntryRow& row : access.reports.entries(setup.event.id, window)) {
            report.lines.push_back({row.gate, nameOf(setup, row.gate), row.direction, row.reason, row.scans});
            report.scans += row.scans;
            if (!row.reason)
                report.admitted += row.scans;
        }
        return report;
    });
}

} // namespace ace::reporting
