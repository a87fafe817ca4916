// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlRefunds : public sdk::RefundRepository
{
public:
    explicit SqlRefunds(Session& session) : session_(session) {}

    std::optional<Refund> find(RefundId id) const override;
    std::vector<Refund> listOf(OrderId order) const override;

    std::optional<Receipt> insert(const Refund& refund, const sdk::IdempotencyKey* idempotency) override;
    bool setState(RefundId id, RefundState from, RefundState to) override;
    void keepMemo(RefundId id, std::string_view memo) override;
    std::optional<RefundId> findByIdempotencyKey(const sdk::IdempotencyKey& key,
                                                 bool& sameBody) const override;

private:
    void enterOrder(const Refund& refund);
    void takeFromPayment(const Refund& refund);
    void cancelTickets(const Refund& refund);
    void giveBackQuotaOf(OrderId order, TicketTypeId type);
    void cancelOrderWithoutTickets(OrderId order);
    void write(const Refund& refund, const sdk::IdempotencyKey* idempotency);

    Session& session_;
};

std::vector<Refund> readRefunds(Session& session, OrderId order); // oldest first

} // namespace ace::sql
