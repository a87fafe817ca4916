// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>
#include <ace/domain/catalog/Event.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::inline domain {

enum class VoucherEffect {
    None,       // opens hidden types, prices as they are
    PercentOff, // value: parts per million of the unit price, half up
    AmountOff,  // value: minor units off each unit price, never below 0
    FixedPrice, // value: minor units, the new unit price
};

// A code that changes prices or opens hidden types. One order takes one use.
struct Voucher
{
    VoucherId id;
    EventId event;
    std::string code; // unique within the event; A-Z 0-9 and hyphens, compared in upper case
    VoucherEffect effect = VoucherEffect::None;
    std::int64_t value = 0;
    std::vector<TicketTypeId> types; // it is for these; empty: for all
    bool opensHidden = false;        // types that are hidden otherwise
    std::int64_t usesMost = 1;
    std::int64_t uses = 0; // guarded: never above usesMost; an order that expires gives its use back
    TimeWindow validity;
    std::int64_t revision = 1;

    bool operator==(const Voucher&) const = default;
    bool isFor(TicketTypeId type) const;
    Money priceOf(const Money& unitPrice) const;
};

const char* name(VoucherEffect effect); // "none", "percent_off", "amount_off", "fixed_price"
std::optional<VoucherEffect> parseVoucherEffect(std::string_view text);
std::string normalVoucherCode(std::string_view text); // trimmed, upper case; empty: no code

} // namespace ace::inline domain
