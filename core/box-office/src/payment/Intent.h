// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/port/PaymentMethod.h>

namespace ace::boxoffice {

// What a method is told of the order's payment: what is on record and no more, so that each call about it
// says the same. The order has a payment.
inline sdk::PaymentIntent intentOf(const OrderRecord& record)
{
    const Payment& payment = *record.payment;
    return {payment.id,
            payment.amount,
            payment.tendered,
            record.order.code,
            record.order.customer.email,
            payment.begunAt,
            payment.page,
            payment.memo,
            payment.state == PaymentState::Confirmed};
}

} // namespace ace::boxoffice
