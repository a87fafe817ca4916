// SPDX-License-Identifier: MIT
#pragma once

#include "Caller.h"
#include "Findings.h"
#include "Journal.h"
#include "Ledger.h"

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <cstdint>
#include <map>
#include <string>

namespace ace::loadtest {

struct CheckPlan
{
    Site counter; // the same server with two bearers
    Site gate;
    std::map<std::string, std::int64_t>
        sizes; // of a ticket type's quota, before the stock that the journals tell of
    std::uint64_t sampleEvery =
        100; // of so many orders one has its PDF fetched, of so many scans one its nonce reused; 0: none
};

struct CheckReport
{
    Findings findings;
    Tally tally;
    std::uint64_t ordersRepeated = 0;
    std::uint64_t ordersResolved = 0; // were in flight, and are now sold or refused
    std::uint64_t scansRepeated = 0;
    std::uint64_t scansResolved = 0;

    std::string describe() const;
};

// Compares a server with what it has acknowledged. The rules, by the names that findings carry:
//
//   order-lost      a code or a key that was acknowledged gives no order
//   order-changed   it gives another order than the first time
//   order-half      not exactly the tickets it asked for
//   order-money     change is not tendered − total, or the same items cost another total
//   order-pdf       a ticket's PDF cannot be fetched
//   key-dead        an order in flight cannot be asked again
//   key-reuse       the same key or nonce with another body is not refused by 422
//   duplicate       two orders share a code, two tickets an id or a token
//   oversold        more sold than the quota holds
//   stock           what is left is not size − sold
//   scan-changed    a nonce gives another verdict than the first
//   nonce-dead      a scan in flight cannot be asked again
//   admitted-twice  a ticket was admitted by two nonces
//   admission-lost  redeemed already, but by none of ours
//   ticket-unknown  a ticket that was sold is refused as no ticket of ours
//
// Orders and scans in flight are asked again: an order may turn out to be there or be placed now, and is a
// fact from then on; the journal gets it. `ledger` is updated. The error is that the server cannot be asked.
Result<void> check(const CheckPlan& plan, Ledger& ledger, Journal& journal, const Clock& clock,
                   CheckReport& report);

} // namespace ace::loadtest
