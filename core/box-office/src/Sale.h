// SPDX-License-Identifier: MIT
#pragma once

#include "payment/Settlement.h"

#include <memory>
#include <variant>

namespace ace::boxoffice {

struct OrderPlan;

// A sale, from what is asked for to what is answered: paid at once, or held until it is. Thread-safe; borrows
// all it is given.
class Sale
{
public:
    Sale(const LocalBoxOffice::Parts& parts, Settlement& settlement, TicketIssuer& issuer,
         Settlement::Writer& writer)
        : parts_(parts), settlement_(settlement), issuer_(issuer), writer_(writer)
    {
    }

    Result<SellOutcome> sell(const OrderRequest& request);
    Result<HoldOutcome> hold(const OrderRequest& request);
    // Where an order that is pending is paid; asked again, the same place.
    Result<HoldOutcome> beginPayment(const OrderRecord& record);

private:
    using Planned = std::variant<std::unique_ptr<OrderPlan>, Refused>;
    Result<Planned> plan(const OrderRequest& request);
    Payment paymentOf(const Order& order, const OrderPlan& plan, const OrderRequest& request) const;
    Result<SellOutcome> giveAway(sdk::OrderDraft draft, const EventSetup& event, const OrderRequest& request);
    Result<SellOutcome> issueAndPlace(const OrderRequest& request, const EventSetup& event,
                                      sdk::OrderDraft draft);
    Result<SellOutcome> answer(const OrderRequest& request, const sdk::OrderDraft& draft,
                               const sdk::PlaceOutcome& outcome);
    Result<SellOutcome> refuse(const OrderRequest& request, Refused refused);

    const LocalBoxOffice::Parts& parts_;
    Settlement& settlement_;
    TicketIssuer& issuer_;
    Settlement::Writer& writer_;
};

} // namespace ace::boxoffice
