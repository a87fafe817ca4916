// SPDX-License-Identifier: MIT
#include "Amounts.h"

#include <algorithm>

namespace ace::stripecheckout {

std::optional<std::int64_t> stripeAmount(const Money& money)
{
    constexpr std::int64_t kChargedMost = 99'999'999;
    const std::string_view code = money.currency.text();
    std::int64_t amount = money.minor;
    if (amount > kChargedMost)
        return std::nullopt;
    if (code == "UGX")
        amount *= 100;
    constexpr std::string_view kThree[] = {"BHD", "JOD", "KWD", "OMR", "TND"};
    const bool three = std::ranges::find(kThree, code) != std::end(kThree);
    const std::int64_t step = three ? 10 : code == "ISK" ? 100 : 1;
    if (amount <= 0 || amount > kChargedMost || amount % step != 0)
        return std::nullopt;
    return amount;
}

std::int64_t ourAmount(std::int64_t stripeAmount, const Currency& currency)
{
    return currency.text() == "UGX" ? stripeAmount / 100 : stripeAmount;
}

std::string stripeCurrency(const Currency& currency)
{
    std::string code(currency.text());
    for (char& c : code)
        c = static_cast<char>(c - 'A' + 'a');
    return code;
}

} // namespace ace::stripecheckout
