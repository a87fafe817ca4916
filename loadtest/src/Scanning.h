// SPDX-License-Identifier: MIT
#pragma once

#include "Caller.h"
#include "Facts.h"
#include "Journal.h"
#include "Tickets.h"

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <cstdint>
#include <string>

namespace ace::loadtest {

struct ScanPlan
{
    std::string gate;
    std::uint64_t repeat =
        1; // scans of each ticket, one after the other through all callers, each with its own nonce
    std::uint64_t seed = 1;
};

// Callers that scan every ticket for entry until there are no more, or until a server stays away for longer
// than the site's patience. Every attempt and every verdict goes to the journal.
Result<Tally> scan(const Site& site, const ScanPlan& plan, const Tickets& tickets, Journal& journal,
                   const Clock& clock);

// One scan, whatever became of it before. Unexpected answers are counted in the caller's tally and leave it
// unresolved.
Result<void> resolveScan(Caller& caller, Journal& journal, const std::string& nonce, ScanFact& scan);

} // namespace ace::loadtest
