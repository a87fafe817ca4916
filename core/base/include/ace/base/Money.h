// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::inline base {

// ISO 4217: three capital letters.
struct Currency
{
    std::array<char, 3> code{'U', 'S', 'D'};

    auto operator<=>(const Currency&) const = default;
    std::string_view text() const { return {code.data(), code.size()}; }
    static std::optional<Currency> parse(std::string_view text);
};

// An amount in minor units. Sums of two currencies, and sums that do not fit, are a programmer's mistake.
struct Money
{
    std::int64_t minor = 0;
    Currency currency;

    bool operator==(const Money&) const = default;
    Money operator+(const Money& other) const;
    Money operator-(const Money& other) const;
    Money operator*(std::int64_t factor) const;
    std::string
    format() const; // "$12.50" for USD, "12.50 CHF" for others, "¥"-like currencies without decimals
};

// `rate` is in parts per million; halves go up, away from zero for refunds.
Money taxOn(const Money& net, std::int32_t ratePpm);

} // namespace ace::inline base
