// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/Event.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace ace::inline domain {

// A pool of capacity that ticket types draw from. sold + held + leased never exceed size.
struct Quota
{
    QuotaId id;
    std::string name;
    std::int64_t size = 0;

    bool operator==(const Quota&) const = default;
};

struct QuotaLevel
{
    QuotaId id;
    std::int64_t size = 0;
    std::int64_t held = 0;
    std::int64_t leased = 0;
    std::int64_t sold = 0;

    std::int64_t available() const { return size - held - leased - sold; }
};

// As often as one likes.
inline constexpr std::int32_t kUnlimitedEntries = std::numeric_limits<std::int32_t>::max();

struct TicketType
{
    TicketTypeId id;
    std::uint16_t number = 0; // within the event, from 1; this is what a token carries
    std::string name;
    std::string description;
    Money price;                 // for one, before tax
    std::int32_t taxRatePpm = 0; // parts per million, on top of the price
    std::int32_t minPerOrder = 1;
    std::int32_t maxPerOrder = 10;
    TimeWindow validity;         // when it admits; whole seconds, as in its tokens
    std::int32_t entries = 1;    // how often it may enter a zone; kUnlimitedEntries
    std::vector<ZoneId> zones;   // that it opens
    std::vector<QuotaId> quotas; // one ticket takes one of each
    bool hidden = false;         // sold only with a voucher that opens it
    bool onWeb = true;           // the channels it is sold on
    bool atCounter = true;

    bool operator==(const TicketType&) const = default;
    Money allInPrice() const { return price + taxOn(price, taxRatePpm); } // what a customer pays for one
};

} // namespace ace::inline domain
