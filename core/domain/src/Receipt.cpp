// SPDX-License-Identifier: MIT
#include <ace/domain/sales/Till.h>

#include <string_view>

namespace ace::inline domain {

namespace {
constexpr std::size_t kLabelDigits = 6;

void add(std::string& text, std::string_view field)
{
    text += std::to_string(field.size());
    text += ':';
    text += field;
    text += ',';
}
} // namespace

std::string Receipt::label() const
{
    std::string digits = std::to_string(number);
    if (digits.size() < kLabelDigits)
        digits.insert(0, kLabelDigits - digits.size(), '0');
    return series + "-" + digits;
}

std::string canonicalForm(const Receipt& receipt)
{
    std::string text;
    add(text, "1");
    add(text, receipt.series);
    add(text, std::to_string(receipt.number));
    add(text, name(receipt.kind));
    add(text, receipt.order.toString());
    add(text, receipt.refund ? receipt.refund->toString() : std::string());
    add(text, receipt.session.toString());
    add(text, std::to_string(receipt.total.minor));
    add(text, receipt.total.currency.text());
    add(text, std::to_string(receipt.tax.minor));
    add(text, std::to_string(receipt.at.time_since_epoch().count()));
    add(text, toHex(receipt.previous));
    return text;
}

} // namespace ace::inline domain
