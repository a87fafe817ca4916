// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Batcher.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/catalog/Catalog.h>
#include <ace/sdk/port/PaymentMethod.h>
#include <ace/sdk/storage/Storage.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace ace::outbox {
class Webhooks;
}

namespace ace::boxoffice {

class AfterSale;
class Aftermath;
class ChangeReader;
class Mailings;
class Payback;
class PaymentMessages;
class Reconciler;
class Sale;
class Settlement;
class TicketIssuer;

// The box office over a Storage.
//
//   sell    price → pay → sign → batcher → placeOrders(Sell): order, tickets, payment and jobs at once
//   hold    price → batcher → placeOrders(Hold) → the payment begins
//   settle  payment.query → sign → batcher → placeOrders(Settle): held becomes sold, tickets, jobs
//   refund  one transaction: tickets canceled, quota free, receipt, audit line, jobs; then Payback
//
// Tokens are signed before the transaction, on the caller's thread.
class LocalBoxOffice : public BoxOffice
{
public:
    // The ways to pay, by the names that the configuration gives them; borrowed.
    using Payments = std::map<std::string, sdk::PaymentMethod*>;

    struct Parts
    {
        sdk::Storage& storage;
        catalog::Catalog& catalog;
        const Clock& clock;
        IdSource& ids;
        Log& log;
        Payments payments;
        std::chrono::minutes holdTime{15};
        // Each paid order promises a "deliver-order" job; money that goes back and nobody here asked for, a
        // "deliver-notice", whose subject is the refund.
        bool deliver = false;
        outbox::Webhooks* webhooks = nullptr; // who is told; null: nobody
    };

    explicit LocalBoxOffice(Parts parts);
    ~LocalBoxOffice() override;

    Result<SellOutcome> sell(const OrderRequest& request) override;
    Result<HoldOutcome> hold(const OrderRequest& request) override;
    Result<HoldOutcome> resume(OrderId order) override;
    Result<OrderRecord> abandon(OrderId order) override;
    Result<OrderRecord> settle(OrderId order) override;
    Result<OrderRecord> notifyPayment(const std::string& method,
                                      const std::vector<std::pair<std::string, std::string>>& headers,
                                      const std::string& body) override;
    Result<std::optional<OrderId>>
    takePaymentMessage(const std::string& method,
                       const std::vector<std::pair<std::string, std::string>>& headers,
                       const std::string& body) override;
    Result<std::optional<OrderRecord>> findOrder(std::string_view code) override;
    Result<std::optional<TicketRecord>> findTicket(TicketId ticket) override;
    Result<RefundOutcome> voidOrder(const std::string& code, const std::string& reason,
                                    const sdk::Act& act) override;
    Result<RefundOutcome> refund(const RefundRequest& request) override;
    Result<TicketOutcome> setTicketBlocked(TicketId ticket, bool blocked, const sdk::Act& act) override;
    Result<TicketOutcome> renameTicket(TicketId ticket, const std::string& holder,
                                       const sdk::Act& act) override;
    Result<TicketOutcome> reissueTicket(TicketId ticket, const sdk::Act& act) override;
    Result<ResendOutcome> resendOrder(const ResendRequest& request) override;
    Result<void> sendLinks(const std::string& email, const std::string& language) override;
    Result<void> cancelOrder(OrderId order) override;
    std::size_t waiting() const { return batcher_.waiting(); } // callers, for their turn to be written
    Result<void> revokeTicket(TicketId ticket) override;

    // Gives back the seats of holds that have run out, after asking whether they have been paid. To be called
    // about once a second; answers how many were released.
    Result<std::size_t> releaseExpiredHolds();

    // Asks what became of payments that have been pending for more than two minutes: all of them once a
    // minute, a few in each call. To be called as often; answers how many were asked now.
    Result<std::size_t> askOpenPayments();

    // Reads what methods list of changes, for whom messages did not reach: at the start, every three minutes,
    // and each day two days back. A few pages in each call; to be called as often. Answers how many
    // changes became jobs.
    Result<std::size_t> readChanges();

    // The handlers of the outbox's jobs: "settle-refund", see Payback.h, and those whose subject is an order:
    // "settle-order", and "review-order", see Aftermath.h.
    Result<void> settleRefund(const Job& job);
    Result<void> settleOrder(const Job& job);
    Result<void> reviewOrder(const Job& job);

private:
    Parts parts_;
    std::unique_ptr<TicketIssuer> issuer_;
    Batcher<sdk::OrderDraft, sdk::PlaceOutcome> batcher_; // thread "ace-orders"
    std::unique_ptr<Settlement> settlement_;
    std::unique_ptr<Sale> sale_;
    std::unique_ptr<Reconciler> reconciler_;
    std::unique_ptr<AfterSale> afterSale_;
    std::unique_ptr<Payback> payback_;
    std::unique_ptr<Aftermath> aftermath_;
    std::unique_ptr<PaymentMessages> messages_;
    std::unique_ptr<ChangeReader> changeReader_;
    std::unique_ptr<Mailings> mailings_;
};

} // namespace ace::boxoffice
