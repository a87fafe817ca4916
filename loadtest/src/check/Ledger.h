// SPDX-License-Identifier: MIT
#pragma once

#include "Facts.h"

#include <ace/base/Result.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace ace::loadtest {

// All that journals hold: what was asked for, and what the server has said to it.
struct Ledger
{
    std::map<std::string, OrderFact> orders;   // by idempotency key
    std::map<std::string, ScanFact> scans;     // by nonce
    std::map<std::string, std::int64_t> stock; // of a ticket type, before the first of these sales

    // A torn last line is what a crash leaves and is passed over; anything else that cannot be read is
    // Corrupt.
    static Result<Ledger> read(std::span<const std::filesystem::path> journals);
};

} // namespace ace::loadtest
