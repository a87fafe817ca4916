// SPDX-License-Identifier: MIT
#pragma once

#include "Histogram.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace ace::loadtest {

// What a run of callers saw. Each caller keeps its own; they are merged at the end.
struct Tally
{
    std::map<std::string, std::uint64_t> answers;    // "201", "409 sold_out", "200 admitted"
    std::map<std::string, std::uint64_t> unexpected; // answers that the contract does not allow here
    std::uint64_t busy = 0;                          // answers 5xx or 429 that were asked again
    std::uint64_t lost = 0;                          // requests that were sent and got no answer
    std::uint64_t offline = 0;                       // requests that were not sent: nobody listened
    std::uint64_t unresolved = 0;                    // facts whose outcome this run never learned
    Histogram latency;                               // of each answered request
    std::chrono::microseconds elapsed{0};            // of the whole run

    void merge(const Tally& other);
    std::uint64_t count(const std::string& answer) const; // 0 where there was none
    // "sell: 5000 answered in 3.20 s, 1562/s · 201: 1000 · … · p50 … p95 … p99 … max …"
    std::string describe(const std::string& what) const;
};

} // namespace ace::loadtest
