// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ace::inline domain {

// Automatic: customers wait while more of them order than can be served. On: always, and before the sale
// opens they gather in a lobby.
enum class WaitingMode { Automatic, On, Off };

// Of one event, over all servers. They only grow: who waits holds a signed number, not a row.
struct WaitingCounts
{
    std::int64_t lobby = 0;    // who came before the sale opened
    std::int64_t arrivals = 0; // who came later
    std::int64_t admitted = 0; // how many of both may shop: the first so many, in the order of their places

    bool operator==(const WaitingCounts&) const = default;
};

struct WaitingRoom
{
    WaitingMode mode = WaitingMode::Automatic;
    WaitingCounts counts;

    bool operator==(const WaitingRoom&) const = default;
};

const char* name(WaitingMode mode); // "automatic", "on", "off"
std::optional<WaitingMode> parseWaitingMode(std::string_view text);

} // namespace ace::inline domain
