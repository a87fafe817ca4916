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
//                                                   else money back, by a
//                                                   refund and its job
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
    // Calls the method about the order's payment, and keeps the memo that it answers before anything else
    // happens.
    using Call = Result<sdk::PaymentProgress> (sdk::PaymentMethod::*)(const sdk::PaymentIntent&);
    Result<sdk::PaymentProgress> ask(const OrderRecord& record, sdk::PaymentMethod& method, Call call);
    // Confirmed by its method: tickets, or the money back when no seat is left.
    Result<OrderRecord> confirm(const OrderRecord& record);
    // Not paid: the seats are free again, unless somebody was faster.
    Result<OrderRecord> giveBack(const OrderRecord& record, OrderState becomes, PaymentState payment);

    Result<OrderRecord> load(OrderId order);
    std::vector<Job> jobsFor(const Order& order);
    sdk::PaymentMethod* findMethod(const std::string& name) const;

private:
    Result<OrderRecord> payBack(const OrderRecord& record, const Payment& payment);

    const LocalBoxOffice::Parts& parts_;
    TicketIssuer& issuer_;
    Writer& writer_;
};

} // namespace ace::boxoffice
