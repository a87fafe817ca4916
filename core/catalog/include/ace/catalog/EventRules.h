// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/Voucher.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ace::catalog {

inline constexpr std::int64_t kMostCapacity = 100'000'000;
inline constexpr std::int64_t kMostPrice = 100'000'000; // minor units
inline constexpr std::int64_t kMostPerOrder = 1000;
inline constexpr std::int64_t kMostEntries = 1'000'000; // or kUnlimitedEntries
inline constexpr std::int64_t kMostUses = 100'000'000;
inline constexpr std::size_t kMostParts = 1000; // of one kind
inline constexpr std::size_t kMostTextBytes = 200;
inline constexpr std::size_t kMostDescriptionBytes = 2000;

// A rule that a setup breaks: where, as in the TOML file ("ticket_type[2].name", from 1), and why.
struct Complaint
{
    std::string key;
    std::string message;
};

// What is wrong with an event, in its order; empty: it can be stored. The same rules for a file and an edit.
std::vector<Complaint> complaintsOf(const EventSetup& setup);
// Of a voucher of that event; keys without a table: "code".
std::vector<Complaint> complaintsOf(const Voucher& voucher, const EventSetup& setup);

} // namespace ace::catalog
