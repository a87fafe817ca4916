// SPDX-License-Identifier: MIT
#include "Scanning.h"

#include <atomic>

namespace ace::loadtest {

Result<void> resolveScan(Caller& caller, Journal& journal, const std::string& nonce, ScanFact& scan)
{
    auto answer = caller.ask({"POST", "/api/v1/scans", {}, {}, scan.body});
    if (!answer) {
        ++caller.tally.unresolved;
        return failure(std::move(answer));
    }
    auto verdict = answer->status == 200
                       ? parseVerdict(answer->body)
                       : Result<ScanVerdict>(failure(ErrorCode::Corrupt, problemCode(answer->body)));
    if (!verdict) {
        ++caller.tally.unexpected[std::to_string(answer->status) + " " + verdict.error().message];
        ++caller.tally.unresolved;
        return {};
    }
    ++caller.tally.answers["200 " + (verdict->admitted() ? verdict->result : verdict->reason)];
    scan.verdict = std::move(*verdict);
    auto kept = journal.acknowledge(nonce, *scan.verdict);
    if (!kept)
        ++caller.tally.unexpected[kept.error().describe()];
    return kept;
}

Result<Tally> scan(const Site& site, const ScanPlan& plan, const Tickets& tickets, Journal& journal,
                   const Clock& clock)
{
    std::atomic<std::uint64_t> next{0};
    return runCallers(site, clock, [&](Caller& caller) {
        for (;;) {
            const std::uint64_t number = next++;
            const auto token = tickets.at(number / plan.repeat);
            if (!token)
                return;
            const std::string nonce = seededKey(plan.seed, "scan", number);
            ScanFact fact{scanBody({*token, plan.gate, nonce}), {}};
            if (auto noted = journal.attemptScan(nonce, fact.body); !noted) {
                ++caller.tally.unexpected[noted.error().describe()];
                return;
            }
            if (!resolveScan(caller, journal, nonce, fact))
                return;
        }
    });
}

} // namespace ace::loadtest
