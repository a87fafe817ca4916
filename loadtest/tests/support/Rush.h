// SPDX-License-Identifier: MIT
#pragma once

#include "AceServer.h"
#include "check/Check.h"

#include <TestSupport.h>

#include <ace/base/Clock.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ace::loadtest {

// Rounds of selling and scanning against a server that something happens to, with a journal for each round.
class Rush
{
public:
    struct Outcome
    {
        Tally sales;
        Tally fewSales; // of the ticket type that there are only a hundred of
        Tally scans;
    };

    Rush(AceServer& server, std::filesystem::path folder, std::uint64_t seed)
        : server_(server), folder_(std::move(folder)), seed_(seed)
    {
    }

    // Sells and scans until `event` has happened and every caller has given up, or until `orders` are placed.
    // `event` is called on this thread once the first tickets are acknowledged.
    Outcome run(const std::function<void()>& event, std::uint64_t orders, std::chrono::milliseconds patience);

    // What the last round was promised, or all rounds.
    void checkLastInto(CheckReport& report);
    void checkAllInto(CheckReport& report);

private:
    void checkInto(CheckReport& report, std::vector<std::filesystem::path> journals, bool sinceTheStart);

    AceServer& server_;
    std::filesystem::path folder_;
    std::uint64_t seed_;
    std::vector<std::filesystem::path> journals_;
    const SystemClock clock_;
};

// Fails the test with all that was found.
void mustBeClean(const CheckReport& report, const AceServer& server);

// The short number of rounds, or with ACE_LONG=1 in the environment the long one.
int rounds(int few, int many);
// From ACE_SEED in the environment, else from the clock; printed, so that it can be given again.
std::uint64_t chooseSeed();

} // namespace ace::loadtest
