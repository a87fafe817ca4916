// SPDX-License-Identifier: MIT
#pragma once

#include "TicketIssuer.h"

#include <ace/base/Batcher.h>
#include <ace/box-office/LocalBoxOffice.h>

#include <string>
#include <vector>

namespace ace::boxoffice {

// What becomes of an order whose payment takes its time:
//
//   the method says      order is pending           order has expired         order is canceled
//   confirmed            paid, with tickets         paid if seats and its     money back, unless it was paid
//                                                   voucher are left,         before: then refunds decide
//                                                   else money back
//   failed, canceled     canceled, seats free       –                         –
//   pending, unknown     as it is; expired once     –                         –
//                        its hold has run out
//
// Thread-safe; borrows all it is given.
class Settlement
{
public:
    using Writer = Batcher<sdk::OrderDraft, sdk::PlaceOutcome>;

    Settlement(const LocalBoxOffice::Parts& parts, TicketIssuer& issuer, Writer& writer)
        : parts_(parts), issuer_(issuer), writer_(writer)
    {
    }

    Result<OrderRecord> settle(OrderId order);
    // As settle(), with the answer of the method at hand.
    Result<OrderRecord> conclude(const OrderRecord& record, const sdk::PaymentProgress& progress);
    Result<std::size_t> releaseExpiredHolds();

    Result<OrderRecord> load(OrderId order);
    std::vector<Job> jobsFor(const Order& order);
    sdk::PaymentMethod* findMethod(const std::string& name) const;

private:
    Result<OrderRecord> confirm(const OrderRecord& record, const Payment& payment);
    Result<OrderRecord> payBack(const OrderRecord& record, const Payment& payment);
    Result<OrderRecord> giveBack(const OrderRecord& record, OrderState becomes, PaymentState payment);
    Result<bool> wasPaidAfterAll(const OrderRecord& record);

    const LocalBoxOffice::Parts& parts_;
    TicketIssuer& issuer_;
    Writer& writer_;
};

} // namespace ace::boxoffice
