// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/box-office/AfterSale.h>
#include <ace/box-office/Sale.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::boxoffice {

// Sells. Thread-safe; a call returns when its outcome is durable. Any call may answer Offline or
// OutcomeUnknown: the same request with the same idempotency key then tells what became of it.
class BoxOffice
{
public:
    virtual ~BoxOffice() = default;

    // Price, pay and issue in one go, with a method that settles at once: the counter.
    virtual Result<SellOutcome> sell(const OrderRequest& request) = 0;

    // Take the tickets out of the quota and begin the payment: the shop.
    virtual Result<HoldOutcome> hold(const OrderRequest& request) = 0;
    // The page of an order that waits for its payment, again.
    virtual Result<HoldOutcome> resume(OrderId order) = 0;
    // Its customer does not want it: nobody can pay it any more, and its seats are free at once. What is not
    // pending, or was paid meanwhile, stays as it is.
    virtual Result<OrderRecord> abandon(OrderId order) = 0;
    // Ask the payment method what became of the order's payment, and issue when it is confirmed. Can be
    // called any time.
    virtual Result<OrderRecord> settle(OrderId order) = 0;
    // A message for a payment method from the outside; settles the order it is about and answers it.
    // NotFound: it is about none of ours. Invalid: it is not what it claims to be.
    virtual Result<OrderRecord> notifyPayment(const std::string& method,
                                              const std::vector<std::pair<std::string, std::string>>& headers,
                                              const std::string& body) = 0;

    // The same, but the order is settled soon: when this returns it is promised on record. None: it is about
    // none of ours, and nothing is promised.
    virtual Result<std::optional<OrderId>>
    takePaymentMessage(const std::string& method,
                       const std::vector<std::pair<std::string, std::string>>& headers,
                       const std::string& body) = 0;

    virtual Result<std::optional<OrderRecord>> findOrder(std::string_view code) = 0;
    virtual Result<std::optional<TicketRecord>> findTicket(TicketId ticket) = 0;

    // After the sale. Each is one transaction with its line in the audit log, done once for its key.
    // The whole order, undone while the till session that sold it is open.
    virtual Result<RefundOutcome> voidOrder(const std::string& code, const std::string& reason,
                                            const sdk::Act& act) = 0;
    virtual Result<RefundOutcome> refund(const RefundRequest& request) = 0;
    virtual Result<TicketOutcome> setTicketBlocked(TicketId ticket, bool blocked, const sdk::Act& act) = 0;
    virtual Result<TicketOutcome> renameTicket(TicketId ticket, const std::string& holder,
                                               const sdk::Act& act) = 0;
    // A new ticket with a new token takes its place; the old token is revoked at once.
    virtual Result<TicketOutcome> reissueTicket(TicketId ticket, const sdk::Act& act) = 0;
    // Promises another mail of a paid order: three an hour. Mail to it may be tried again.
    virtual Result<ResendOutcome> resendOrder(const ResendRequest& request) = 0;
    // Promises a mail with the links of the address's orders, once in ten minutes. What is done does not
    // depend on whether there are any.
    virtual Result<void> sendLinks(const std::string& email, const std::string& language) = 0;

    // By the server itself: a paid order without its money, a token that got out.
    virtual Result<void> cancelOrder(OrderId order) = 0; // tickets canceled, quota free again
    virtual Result<void> revokeTicket(TicketId ticket) = 0;
};

} // namespace ace::boxoffice
