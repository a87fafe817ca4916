// SPDX-License-Identifier: MIT
#include "Offer.h"

#include <algorithm>

namespace ace::server::shop {

bool Offer::sells(const TicketType& type) const
{
    const bool opened = voucher_ && voucher_->opensHidden && voucher_->isFor(type.id);
    return type.onWeb && (!type.hidden || opened);
}

Money Offer::unitPrice(const TicketType& type) const
{
    return voucher_ && voucher_->isFor(type.id) ? voucher_->priceOf(type.price) : type.price;
}

Money Offer::allInPrice(const TicketType& type) const
{
    return priceLine(type.id, unitPrice(type), type.taxRatePpm, 1).total;
}

std::vector<boxoffice::WantedItem> Offer::itemsOf(const Cart& cart) const
{
    std::vector<boxoffice::WantedItem> items;
    for (const auto& item : cart.items)
        if (const TicketType* type = setup_.findType(item.type); type && sells(*type))
            items.push_back(item);
    return items;
}

std::vector<OrderLine> Offer::linesOf(const Cart& cart) const
{
    std::vector<OrderLine> lines;
    for (const auto& item : itemsOf(cart)) {
        const TicketType& type = *setup_.findType(item.type);
        lines.push_back(priceLine(type.id, unitPrice(type), type.taxRatePpm, item.quantity));
    }
    return lines;
}

bool Offer::usesVoucher(const Cart& cart) const
{
    const auto isForIt = [&](const auto& item) { return voucher_->isFor(item.type); };
    return voucher_ && std::ranges::any_of(itemsOf(cart), isForIt);
}

Money totalOf(const std::vector<OrderLine>& lines, const Currency& currency)
{
    Money total{0, currency};
    for (const OrderLine& line : lines)
        total = total + line.total;
    return total;
}

} // namespace ace::server::shop
