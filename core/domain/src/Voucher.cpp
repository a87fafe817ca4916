// SPDX-License-Identifier: MIT
#include <ace/domain/sales/Voucher.h>

#include <algorithm>

namespace ace::inline domain {

namespace {
constexpr std::int64_t kWholePpm = 1'000'000;
constexpr std::string_view kBlanks = " \t\r\n";
} // namespace

bool Voucher::isFor(TicketTypeId type) const
{
    return types.empty() || std::ranges::find(types, type) != types.end();
}

Money Voucher::priceOf(const Money& unitPrice) const
{
    switch (effect) {
    case VoucherEffect::None:
        break;
    case VoucherEffect::PercentOff: {
        const auto rate = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, kWholePpm));
        return unitPrice - taxOn(unitPrice, rate);
    }
    case VoucherEffect::AmountOff:
        return {std::max<std::int64_t>(0, unitPrice.minor - value), unitPrice.currency};
    case VoucherEffect::FixedPrice:
        return {value, unitPrice.currency};
    }
    return unitPrice;
}

const char* name(VoucherEffect effect)
{
    switch (effect) {
    case VoucherEffect::None:
        return "none";
    case VoucherEffect::PercentOff:
        return "percent_off";
    case VoucherEffect::AmountOff:
        return "amount_off";
    case VoucherEffect::FixedPrice:
        return "fixed_price";
    }
    return "none";
}

std::optional<VoucherEffect> parseVoucherEffect(std::string_view text)
{
    for (int i = 0; i <= static_cast<int>(VoucherEffect::FixedPrice); ++i)
        if (text == name(static_cast<VoucherEffect>(i)))
            return static_cast<VoucherEffect>(i);
    return std::nullopt;
}

std::string normalVoucherCode(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    std::string code(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
    for (char& c : code)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return code;
}

} // namespace ace::inline domain
