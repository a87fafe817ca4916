// SPDX-License-Identifier: MIT
#include <ace/base/Money.h>

#include <ace/base/Assert.h>

#include <algorithm>
#include <cstdlib>

namespace ace::inline base {

namespace {

// ISO 4217 exponents other than 2, for the currencies that cards are charged in.
int decimalsOf(const Currency& currency)
{
    static constexpr std::string_view kNone[] = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA",
                                                 "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
    static constexpr std::string_view kThree[] = {"BHD", "JOD", "KWD", "OMR", "TND"};
    if (std::ranges::find(kNone, currency.text()) != std::end(kNone))
        return 0;
    return std::ranges::find(kThree, currency.text()) != std::end(kThree) ? 3 : 2;
}

} // namespace

std::optional<Currency> Currency::parse(std::string_view text)
{
    if (text.size() != 3 || !std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return std::nullopt;
    Currency currency;
    std::ranges::copy(text, currency.code.begin());
    return currency;
}

Money Money::operator+(const Money& other) const
{
    ACE_ASSERT(currency == other.currency);
    Money sum{0, currency};
    ACE_ASSERT(!__builtin_add_overflow(minor, other.minor, &sum.minor));
    return sum;
}

Money Money::operator-(const Money& other) const
{
    ACE_ASSERT(currency == other.currency);
    Money difference{0, currency};
    ACE_ASSERT(!__builtin_sub_overflow(minor, other.minor, &difference.minor));
    return difference;
}

Money Money::operator*(std::int64_t factor) const
{
    Money product{0, currency};
    ACE_ASSERT(!__builtin_mul_overflow(minor, factor, &product.minor));
    return product;
}

std::string Money::format() const
{
    const int decimals = decimalsOf(currency);
    std::string digits = std::to_string(std::llabs(minor));
    if (decimals > 0) {
        const auto width = static_cast<std::size_t>(decimals);
        if (digits.size() <= width)
            digits.insert(0, width + 1 - digits.size(), '0');
        digits.insert(digits.size() - width, ".");
    }
    const std::string sign = minor < 0 ? "-" : "";
    if (currency.text() == "USD")
        return sign + "$" + digits;
    return sign + digits + " " + std::string(currency.text());
}

Money taxOn(const Money& net, std::int32_t ratePpm)
{
    __extension__ using Wide = __int128; // 64 bits of money times a rate do not fit in 64
    constexpr std::int64_t kMillion = 1'000'000;
    const auto exact = static_cast<Wide>(std::llabs(net.minor)) * ratePpm;
    const auto tax = static_cast<std::int64_t>((exact + kMillion / 2) / kMillion);
    return {net.minor < 0 ? -tax : tax, net.currency};
}

} // namespace ace::inline base
