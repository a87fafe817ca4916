// SPDX-License-Identifier: MIT
#include "Amounts.h"

#include "wire/ApiError.h"

#include <algorithm>
#include <set>

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kAmountMost = 99'999'999;
constexpr std::int64_t kAmountLeast = 50; // about half a dollar

int decimalsOf(const std::string& currency)
{
    static const std::set<std::string> kNone = {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga",
                                                "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"};
    static const std::set<std::string> kThree = {"bhd", "jod", "kwd", "omr", "tnd"};
    return kNone.contains(currency) ? 0 : kThree.contains(currency) ? 3 : 2;
}

} // namespace

void checkAmount(std::int64_t amount, const std::string& currency, const std::string& param)
{
    if (amount < kAmountLeast)
        throw invalidRequest("The amount " + std::to_string(amount) + " is too small: at least " +
                                 amountText(kAmountLeast, currency) + ".",
                             "amount_too_small")
            .withParam(param);
    if (amount > kAmountMost)
        throw invalidRequest("The amount " + std::to_string(amount) + " is too large: at most 99999999.",
                             "amount_too_large")
            .withParam(param);
    if (decimalsOf(currency) == 3 && amount % 10 != 0)
        throw invalidRequest("Amounts of " + currency + " must end with 0.", "parameter_invalid_integer")
            .withParam(param);
    if ((currency == "isk" || currency == "ugx") && amount % 100 != 0)
        throw invalidRequest("Amounts of " + currency + " must end with 00.", "parameter_invalid_integer")
            .withParam(param);
}

std::string amountText(std::int64_t amount, const std::string& currency)
{
    const auto decimals = static_cast<std::size_t>(decimalsOf(currency));
    std::string digits = std::to_string(std::max<std::int64_t>(amount, 0));
    if (digits.size() <= decimals)
        digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, ".");
    std::string code = currency;
    std::ranges::transform(code, code.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
    return digits + " " + code;
}

} // namespace ace::stripesimulator
