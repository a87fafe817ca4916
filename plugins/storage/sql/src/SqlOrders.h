// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlOrders : public sdk::OrderRepository
{
public:
    explicit SqlOrders(Session& session) : session_(session) {}

    std::optional<OrderRecord> find(OrderId id) const override;
    std::optional<OrderRecord> findByCode(std::string_view code) const override;
    std::optional<KeyedOrder> findByIdempotencyKey(std::string_view scope,
                                                   std::string_view key) const override;
    std::optional<Ticket> findTicket(TicketId id) const override;
    std::optional<OrderId> findOrderOfPayment(PaymentId id) const override;
    std::vector<OrderId> listExpiredHolds(Instant now, std::size_t most) const override;

    bool releaseHold(OrderId id, OrderState state) override;
    bool cancelPaid(OrderId id) override;
    void setTicketState(TicketId id, TicketState state) override;
    void revokeTicket(TicketId id) override;
    void setTicketHolder(TicketId id, std::string_view holder) override;
    void reissueTicket(const Ticket& ticket) override;
    std::vector<OpenPayment> listOpenPayments(Instant begunBefore, PaymentId after,
                                              std::size_t most) const override;
    bool setPaymentState(PaymentId id, PaymentState state) override;
    void keepPaymentMemo(PaymentId id, std::string_view memo) override;
    bool setDispute(PaymentId id, DisputeState state) override;
    ChangeLook findChangeLook(std::string_view method) const override;
    void keepChangeLook(std::string_view method, const ChangeLook& look) override;
    std::vector<OrderId> listPaidOf(std::string_view email, std::size_t most) const override;
    bool takeResend(OrderId id, Instant now, Microseconds window, std::int64_t most) override;
    void setCustomerEmail(OrderId id, std::string_view email) override;
    bool setUndeliverable(OrderId id, std::string_view email, std::optional<Instant> at) override;

private:
    Ticket loadTicket(TicketId id) const;

    Session& session_;
};

} // namespace ace::sql
