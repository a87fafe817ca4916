// SPDX-License-Identifier: MIT
#include "ScanCheck.h"

#include "Scanning.h"

#include <atomic>
#include <mutex>
#include <set>
#include <vector>

namespace ace::loadtest {

namespace {

std::string describe(const ScanVerdict& verdict)
{
    return verdict.result + (verdict.reason.empty() ? "" : " " + verdict.reason) + ", ticket " +
           verdict.ticket + ", first scan " + verdict.firstScanAt + " at " + verdict.firstScanGate;
}

bool isNoTicketOfOurs(const ScanVerdict& verdict)
{
    return verdict.reason == "invalid" || verdict.reason == "unknown_key" || verdict.reason == "unpaid";
}

} // namespace

Result<void> ScanCheck::run(const Clock& clock)
{
    std::vector<std::pair<const std::string, ScanFact>*> scans;
    for (auto& entry : ledger_.scans)
        scans.push_back(&entry);
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<void> failed;
    auto tally = runCallers(plan_.gate, clock, [&](Caller& caller) {
        for (std::size_t i; (i = next++) < scans.size();) {
            const bool sampled = plan_.sampleEvery > 0 && i % plan_.sampleEvery == 0;
            if (auto done = checkOne(caller, scans[i]->first, scans[i]->second, sampled); !done) {
                const std::lock_guard lock(mutex);
                failed = done;
                return;
            }
        }
    });
    if (!tally)
        return failure(std::move(tally));
    report_.tally.merge(*tally);
    if (!failed)
        return failed;
    checkAgainstEachOther();
    return {};
}

Result<void> ScanCheck::checkOne(Caller& caller, const std::string& nonce, ScanFact& scan, bool sampled)
{
    if (scan.verdict) {
        auto done = repeat(caller, nonce, scan);
        return done && sampled ? reuseNonce(caller, scan) : done;
    }
    if (auto done = resolveScan(caller, journal_, nonce, scan); !done)
        return done;
    if (!scan.verdict) {
        std::string answers;
        for (const auto& [answer, count] : caller.tally.unexpected)
            answers += "; " + answer;
        report_.findings.add("nonce-dead", "scan " + nonce + " was in flight and gets no verdict" + answers);
    }
    return {};
}

Result<void> ScanCheck::repeat(Caller& caller, const std::string& nonce, const ScanFact& scan)
{
    auto answer = caller.ask({"POST", "/api/v1/scans", {}, {}, scan.body});
    if (!answer)
        return failure(std::move(answer));
    const auto again = parseVerdict(answer->body);
    if (answer->status != 200 || !again)
        report_.findings.add("scan-changed", "scan " + nonce + " was " + describe(*scan.verdict) +
                                                 "; asked again: " + std::to_string(answer->status) + " " +
                                                 answer->body.substr(0, 300));
    else if (*again != *scan.verdict)
        report_.findings.add("scan-changed", "scan " + nonce + " was " + describe(*scan.verdict) +
                                                 ", is now " + describe(*again));
    return {};
}

Result<void> ScanCheck::reuseNonce(Caller& caller, const ScanFact& scan)
{
    ScanRequest other = *parseScanBody(scan.body);
    other.direction = "exit";
    auto answer = caller.ask({"POST", "/api/v1/scans", {}, {}, scanBody(other)});
    if (!answer)
        return failure(std::move(answer));
    if (answer->status != 422 || problemCode(answer->body) != "idempotency_key_reused")
        report_.findings.add("key-reuse", "scan " + other.nonce + ": another body gives " +
                                              std::to_string(answer->status) + " " +
                                              answer->body.substr(0, 300));
    return {};
}

void ScanCheck::checkAgainstEachOther()
{
    struct Seen
    {
        std::size_t admitted = 0;
        std::size_t redeemed = 0;
        std::size_t unknown = 0;
    };
    std::map<std::string, Seen> tickets; // by token
    for (const auto& [nonce, scan] : ledger_.scans) {
        if (!scan.verdict)
            continue;
        Seen& seen = tickets[parseScanBody(scan.body)->token];
        seen.admitted += scan.verdict->admitted() ? 1 : 0;
        seen.redeemed += scan.verdict->reason == "already_redeemed" ? 1 : 0;
        seen.unknown += isNoTicketOfOurs(*scan.verdict) ? 1 : 0;
    }
    std::set<std::string> sold;
    for (const auto& [key, order] : ledger_.orders)
        if (order.sold)
            for (const SoldTicket& ticket : order.sold->tickets)
                sold.insert(ticket.token);
    for (const auto& [token, seen] : tickets) {
        if (seen.admitted > 1)
            report_.findings.add("admitted-twice",
                                 "token " + token + " by " + std::to_string(seen.admitted) + " scans");
        if (seen.redeemed > 0 && seen.admitted == 0)
            report_.findings.add("admission-lost",
                                 "token " + token + " is already redeemed, but no scan of ours was admitted");
        if (seen.unknown > 0 && sold.contains(token))
            report_.findings.add("ticket-unknown",
                                 "token " + token + " was sold and is refused as no ticket of ours");
    }
}

} // namespace ace::loadtest
