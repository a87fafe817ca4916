// SPDX-License-Identifier: MIT
#include "Audit.h"

#include "Surroundings.h"

#include <ace/base/TimeText.h>
#include <ace/runtime/Record.h>
#include <ace/runtime/RecordCheck.h>

#include <iostream>

namespace ace::cli {

namespace {

constexpr int kBroken = 1;

struct Since
{
    std::int64_t sold = 0;
    std::int64_t canceled = 0;
    std::int64_t deeds = 0;
    std::map<Currency, Money> money; // of what was sold
};

void print(const OrderRecord& record, Since& since)
{
    const Order& order = record.order;
    const bool sold = order.state == OrderState::Paid;
    (sold ? since.sold : since.canceled) += 1;
    std::cout << (sold ? "sold      " : "canceled  ") << order.code << "  " << formatUtc(order.createdAt)
              << "  " << record.tickets.size() << " tickets  " << order.total.format();
    if (record.payment)
        std::cout << "  " << record.payment->method;
    if (record.receipt)
        std::cout << "  " << record.receipt->label();
    std::cout << '\n';
    if (!sold)
        return;
    Money& sum = since.money.try_emplace(order.total.currency, Money{0, order.total.currency}).first->second;
    sum = sum + order.total;
}

void print(const AuditEntry& entry, Since& since)
{
    ++since.deeds;
    std::cout << entry.action << "  " << entry.subject << "  " << formatUtc(entry.at) << '\n';
}

} // namespace

int verifyAudit(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse("usage: ace audit verify [--data DIR] [--config FILE]");
    Surroundings surroundings(LogLevel::Warning);
    auto settings = surroundings.settings(*line);
    if (!settings)
        return refuse(settings.error());
    auto record =
        runtime::Record::openForReading(*settings, surroundings.folder(*line), surroundings.environment());
    if (!record)
        return refuse(record.error());
    const auto findings = runtime::checkRecord((*record)->storage());
    if (!findings)
        return refuse(findings.error());
    std::cout << "audit log: " << findings->auditEntries << " entries\n";
    for (const auto& [series, count] : findings->receipts)
        std::cout << "receipts of " << series << ": " << count << '\n';
    for (const std::string& broken : findings->broken)
        std::cout << "BROKEN " << broken << '\n';
    if (!findings->broken.empty())
        return kBroken;
    std::cout << "nothing is broken\n";
    return kDone;
}

int listSince(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"backup", "data", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty() || !line->has("backup"))
        return refuse("usage: ace audit since --backup DIR [--data DIR] [--config FILE]");
    Surroundings surroundings(LogLevel::Warning);
    auto settings = surroundings.settings(*line);
    if (!settings)
        return refuse(settings.error());
    const runtime::DataFolder backup(line->value("backup"));
    auto then = runtime::Record::openForReading(*settings, backup, surroundings.environment());
    if (!then)
        return refuse(then.error());
    auto now =
        runtime::Record::openForReading(*settings, surroundings.folder(*line), surroundings.environment());
    if (!now)
        return refuse(now.error());
    Since since;
    const auto done = runtime::eachOrderSince((*then)->storage(), (*now)->storage(), [&](const auto& record) {
        print(record, since);
        return true;
    });
    if (!done)
        return refuse(done.error());
    const auto deeds = runtime::eachDeedSince((*then)->storage(), (*now)->storage(),
                                              [&](const AuditEntry& entry) { print(entry, since); });
    if (!deeds)
        return refuse(deeds.error());
    const auto scansThen = runtime::countScans((*then)->storage());
    const auto scansNow = runtime::countScans((*now)->storage());
    if (!scansThen || !scansNow)
        return refuse(scansThen ? scansNow.error() : scansThen.error());
    std::cout << since.sold << " orders sold";
    for (const auto& [currency, sum] : since.money)
        std::cout << ", " << sum.format();
    std::cout << "; " << since.canceled << " canceled; " << since.deeds << " other changes; "
              << *scansNow - *scansThen << " scans\n";
    return kDone;
}

} // namespace ace::cli
