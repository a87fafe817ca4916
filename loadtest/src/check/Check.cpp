// SPDX-License-Identifier: MIT
#include "Check.h"

#include "OrderCheck.h"
#include "ScanCheck.h"

namespace ace::loadtest {

namespace {

struct Known
{
    std::uint64_t orders = 0;
    std::uint64_t scans = 0;
};

Known countKnown(const Ledger& ledger)
{
    Known known;
    for (const auto& [key, order] : ledger.orders)
        known.orders += order.sold || order.refused ? 1 : 0;
    for (const auto& [nonce, scan] : ledger.scans)
        known.scans += scan.verdict ? 1 : 0;
    return known;
}

} // namespace

std::string CheckReport::describe() const
{
    return "check: " + std::to_string(ordersRepeated) + " orders and " + std::to_string(scansRepeated) +
           " scans asked again, " + std::to_string(ordersResolved) + " orders and " +
           std::to_string(scansResolved) + " scans in flight resolved, " + std::to_string(findings.count()) +
           " broken\n" + findings.describe();
}

Result<void> check(const CheckPlan& plan, Ledger& ledger, Journal& journal, const Clock& clock,
                   CheckReport& report)
{
    const Known before = countKnown(ledger);
    if (auto done = OrderCheck(plan, ledger, journal, report).run(clock); !done)
        return done;
    if (auto done = ScanCheck(plan, ledger, journal, report).run(clock); !done)
        return done;
    const Known after = countKnown(ledger);
    report.ordersRepeated = before.orders;
    report.ordersResolved = after.orders - before.orders;
    report.scansRepeated = before.scans;
    report.scansResolved = after.scans - before.scans;
    return {};
}

} // namespace ace::loadtest
