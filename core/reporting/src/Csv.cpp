// SPDX-License-Identifier: MIT
#include <ace/base/Csv.h>
#include <ace/reporting/Reporting.h>

namespace ace::reporting {

namespace {
const char* name(Channel channel) { return channel == Channel::Web ? "web" : "counter"; }
} // namespace

std::string toCsv(const SalesReport& report)
{
    const std::string currency(report.gross.currency.text());
    std::string text = csvLine(
        {"ticket_type", "channel", "tickets", "canceled", "gross", "tax", "net", "refunded", "currency"});
    for (const SalesReport::Line& line : report.lines)
        text += csvLine({csvCell(line.typeName), name(line.channel), csvCell(line.tickets),
                         csvCell(line.canceled), csvCell(line.gross.minor), csvCell(line.tax.minor),
                         csvCell(line.net.minor), "", currency});
    return text + csvLine({"total", "", csvCell(report.tickets), csvCell(report.canceled),
                           csvCell(report.gross.minor), csvCell(report.tax.minor), csvCell(report.net.minor),
                           csvCell(report.refunded.minor), currency});
}

std::string toCsv(const EntryReport& report)
{
    std::string text = csvLine({"gate", "direction", "verdict", "scans"});
    for (const EntryReport::Line& line : report.lines)
        text += csvLine({csvCell(line.gateName), domain::name(line.direction),
                         line.reason ? domain::name(*line.reason) : "admitted", csvCell(line.scans)});
    return text;
}

} // namespace ace::reporting
