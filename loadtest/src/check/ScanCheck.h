// SPDX-License-Identifier: MIT
#pragma once

#include "Check.h"

namespace ace::loadtest {

// The rules about scans: one after the other against the server, then all scans of a ticket against each
// other.
class ScanCheck
{
public:
    ScanCheck(const CheckPlan& plan, Ledger& ledger, Journal& journal, CheckReport& report)
        : plan_(plan), ledger_(ledger), journal_(journal), report_(report)
    {
    }

    Result<void> run(const Clock& clock);

private:
    Result<void> checkOne(Caller& caller, const std::string& nonce, ScanFact& scan, bool sampled);
    Result<void> repeat(Caller& caller, const std::string& nonce, const ScanFact& scan);
    Result<void> reuseNonce(Caller& caller, const ScanFact& scan);
    void checkAgainstEachOther();

    const CheckPlan& plan_;
    Ledger& ledger_;
    Journal& journal_;
    CheckReport& report_;
};

} // namespace ace::loadtest
