// SPDX-License-Identifier: MIT
#include <ace/box-office/LocalBoxOffice.h>

#include "AfterSale.h"
#include "payment/Aftermath.h"
#include "payment/ChangeReader.h"
#include "Mailings.h"
#include "payment/Payback.h"
#include "payment/PaymentMessages.h"
#include "payment/Reconciler.h"
#include "Sale.h"
#include "payment/Settlement.h"
#include "TicketIssuer.h"

#include <ace/base/Trace.h>

namespace ace::boxoffice {

namespace {

constexpr std::size_t kMaxBatch = 256;
constexpr std::size_t kMaxWaiting = 4096;

} // namespace

LocalBoxOffice::LocalBoxOffice(Parts parts)
    : parts_(std::move(parts)), issuer_(std::make_unique<TicketIssuer>(parts_.storage, parts_.ids)),
      batcher_("ace-orders", kMaxBatch, kMaxWaiting,
               [this](std::span<const sdk::OrderDraft> drafts) {
                   trace("sale", "Storage.placeOrders");
                   return parts_.storage.placeOrders(drafts);
               }),
      settlement_(std::make_unique<Settlement>(parts_, *issuer_, batcher_)),
      sale_(std::make_unique<Sale>(parts_, *settlement_, *issuer_, batcher_)),
      reconciler_(std::make_unique<Reconciler>(parts_, *settlement_)),
      afterSale_(std::make_unique<AfterSale>(parts_, *issuer_)), payback_(std::make_unique<Payback>(parts_)),
      aftermath_(std::make_unique<Aftermath>(parts_, *settlement_)),
      messages_(std::make_unique<PaymentMessages>(parts_, *settlement_, *aftermath_)),
      changeReader_(std::make_unique<ChangeReader>(parts_)), mailings_(std::make_unique<Mailings>(parts_))
{
}

LocalBoxOffice::~LocalBoxOffice() = default;

Result<SellOutcome> LocalBoxOffice::sell(const OrderRequest& request) { return sale_->sell(request); }

Result<HoldOutcome> LocalBoxOffice::hold(const OrderRequest& request) { return sale_->hold(request); }

Result<HoldOutcome> LocalBoxOffice::resume(OrderId order)
{
    auto record = settlement_->load(order);
    if (!record)
        return failure(std::move(record));
    return sale_->beginPayment(*record);
}

Result<OrderRecord> LocalBoxOffice::abandon(OrderId order)
{
    auto record = settlement_->load(order);
    if (!record || record->order.state != OrderState::Pending)
        return record;
    return reconciler_->release(*record, OrderState::Canceled);
}

Result<OrderRecord> LocalBoxOffice::settle(OrderId order) { return settlement_->settle(order); }

Result<std::size_t> LocalBoxOffice::releaseExpiredHolds() { return reconciler_->releaseExpiredHolds(); }

Result<std::size_t> LocalBoxOffice::askOpenPayments() { return reconciler_->askOpenPayments(); }

Result<std::size_t> LocalBoxOffice::readChanges() { return changeReader_->read(); }

Result<OrderRecord>
LocalBoxOffice::notifyPayment(const std::string& method,
                              const std::vector<std::pair<std::string, std::string>>& headers,
                              const std::string& body)
{
    return messages_->notify(method, headers, body);
}

Result<std::optional<OrderId>>
LocalBoxOffice::takePaymentMessage(const std::string& method,
                                   const std::vector<std::pair<std::string, std::string>>& headers,
                                   const std::string& body)
{
    return messages_->take(method, headers, body);
}

Result<std::optional<OrderRecord>> LocalBoxOffice::findOrder(std::string_view code)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.findByCode(code); });
}

Result<std::optional<TicketRecord>> LocalBoxOffice::findTicket(TicketId ticket)
{
    return afterSale_->findTicket(ticket);
}

Result<RefundOutcome> LocalBoxOffice::voidOrder(const std::string& code, const std::string& reason,
                                                const sdk::Act& act)
{
    return afterSale_->voidOrder(code, reason, act);
}

Result<RefundOutcome> LocalBoxOffice::refund(const RefundRequest& request)
{
    return afterSale_->refund(request);
}

Result<TicketOutcome> LocalBoxOffice::setTicketBlocked(TicketId ticket, bool blocked, const sdk::Act& act)
{
    return afterSale_->setTicketBlocked(ticket, blocked, act);
}

Result<TicketOutcome> LocalBoxOffice::renameTicket(TicketId ticket, const std::string& holder,
                                                   const sdk::Act& act)
{
    return afterSale_->renameTicket(ticket, holder, act);
}

Result<TicketOutcome> LocalBoxOffice::reissueTicket(TicketId ticket, const sdk::Act& act)
{
    return afterSale_->reissueTicket(ticket, act);
}

Result<ResendOutcome> LocalBoxOffice::resendOrder(const ResendRequest& request)
{
    return mailings_->resendOrder(request);
}

Result<void> LocalBoxOffice::sendLinks(const std::string& email, const std::string& language)
{
    return mailings_->sendLinks(email, language);
}

Result<void> LocalBoxOffice::settleRefund(const Job& job) { return payback_->settle(job); }

Result<void> LocalBoxOffice::settleOrder(const Job& job) { return messages_->settleOrder(job); }

Result<void> LocalBoxOffice::reviewOrder(const Job& job) { return messages_->reviewOrder(job); }

Result<void> LocalBoxOffice::cancelOrder(OrderId order) { return afterSale_->cancelOrder(order); }

Result<void> LocalBoxOffice::revokeTicket(TicketId ticket) { return afterSale_->revokeTicket(ticket); }

} // namespace ace::boxoffice
