// SPDX-License-Identifier: MIT
#include <ace/domain/sales/Order.h>

namespace ace::inline domain {

OrderLine priceLine(TicketTypeId type, const Money& unitPrice, std::int32_t taxRatePpm, std::int32_t quantity)
{
    const Money net = unitPrice * quantity;
    const Money tax = taxOn(net, taxRatePpm);
    return {type, quantity, unitPrice, taxRatePpm, tax, net + tax};
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
