// SPDX-License-Identifier: MIT
#include <ace/domain/sales/Order.h>

#include <ace/base/Bytes.h>

namespace ace::inline domain {

OrderLine priceLine(TicketTypeId type, const Money& unitPrice, std::int32_t taxRatePpm, std::int32_t quantity)
{
    const Money net = unitPrice * quantity;
    const Money tax = taxOn(net, taxRatePpm);
    return {type, quantity, unitPrice, taxRatePpm, tax, net + tax};
}

bool looksLikeEmail(std::string_view text)
{
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= 254 &&
           text.find('@', at + 1) == std::string_view::npos && cleanUtf8(text) == text &&
           text.find_first_of(" ,;<>\"") == std::string_view::npos;
}

bool mayBecome(OrderState from, OrderState to)
{
    switch (from) {
    case OrderState::Pending:
        return to == OrderState::Paid || to == OrderState::Expired || to == OrderState::Canceled;
    case OrderState::Expired:
        return to == OrderState::Paid;
    case OrderState::Paid:
        return to == OrderState::Canceled;
    case OrderState::Canceled:
        return false;
    }
    return false;
}

} // namespace ace::inline domain
