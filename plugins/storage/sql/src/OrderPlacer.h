// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sql/Session.h>

#include <optional>
#include <span>

namespace ace::sql {

// Places one order at a time inside an open transaction. Whatever is answered or thrown, an order that is not
// Placed has written nothing.
class OrderPlacer
{
public:
    explicit OrderPlacer(Session& session) : session_(session) {}

    // A draft whose own order stands already is Placed: it is the answer that was lost when it was first
    // written.
    sdk::PlaceOutcome place(const sdk::OrderDraft& draft);

private:
    sdk::PlaceOutcome placeNew(const sdk::OrderDraft& draft);
    sdk::PlaceOutcome settle(const sdk::OrderDraft& draft);
    sdk::PlaceOutcome answerPaid(const sdk::OrderDraft& draft);
    std::optional<sdk::PlaceOutcome> findByKey(const sdk::OrderDraft& draft);
    bool standsAlready(const Order& order);
    sdk::Placed placedAgain(OrderId order);
    Receipt writeReceiptOf(const Order& order);
    std::optional<QuotaId> take(std::span<const sdk::QuotaClaim> claims, sdk::PlaceMode mode);
    bool isConfirmed(PaymentId payment);
    void settlePayment(const Payment& payment);

    Session& session_;
};

} // namespace ace::sql
