// SPDX-License-Identifier: MIT
#pragma once

#include "Caller.h"
#include "Facts.h"
#include "Journal.h"
#include "Tickets.h"

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <atomic>
#include <cstdint>

namespace ace::loadtest {

struct SellPlan
{
    WantedTickets each; // what every order asks for
    std::uint64_t orders = 1;
    std::uint64_t seed = 1;
};

// Callers that order until the plan is done, or until a server stays away for longer than the site's
// patience. Every attempt and every answer goes to the journal. `sold`, if any, gets each acknowledged
// ticket.
Result<Tally> sell(const Site& site, const SellPlan& plan, Journal& journal, const Clock& clock,
                   Tickets* sold = nullptr);

// How many of a ticket type can be bought now.
Result<std::int64_t> loadAvailable(Caller& caller, const std::string& event, const std::string& type);

// One order, whatever became of it before. Unexpected answers are counted in the caller's tally and leave it
// unresolved.
Result<void> resolveOrder(Caller& caller, Journal& journal, OrderFact& order);

} // namespace ace::loadtest
