// SPDX-License-Identifier: MIT
#pragma once

#include "TicketIssuer.h"

#include <ace/box-office/LocalBoxOffice.h>

#include <string>

namespace ace::boxoffice {

// What is done to orders and tickets once they are sold. Thread-safe; borrows all it is given.
class AfterSale
{
public:
    AfterSale(const LocalBoxOffice::Parts& parts, TicketIssuer& issuer) : parts_(parts), issuer_(issuer) {}

    Result<std::optional<TicketRecord>> findTicket(TicketId ticket);
    Result<RefundOutcome> voidOrder(const std::string& code, const std::string& reason, const sdk::Act& act);
    Result<RefundOutcome> refund(const RefundRequest& request);
    Result<TicketOutcome> setTicketBlocked(TicketId ticket, bool blocked, const sdk::Act& act);
    Result<TicketOutcome> renameTicket(TicketId ticket, const std::string& holder, const sdk::Act& act);
    Result<TicketOutcome> reissueTicket(TicketId ticket, const sdk::Act& act);
    Result<void> cancelOrder(OrderId order);
    Result<void> revokeTicket(TicketId ticket);

private:
    struct TicketAct
    {
        TicketId ticket;
        const sdk::Act& act;
        std::string action; // for the audit log
        std::string makes;  // the subject: the ticket that the answer shows
    };
    // Null: done. `change` runs inside the transaction.
    using TicketChange =
        std::function<std::optional<Refused>(sdk::WriteAccess&, const Ticket&, const OrderRecord&)>;

    Result<RefundOutcome> giveBack(RefundKind kind, const RefundRequest& request);
    RefundOutcome write(sdk::WriteAccess& access, const Refund& refund);
    Result<TicketOutcome> changeTicket(const TicketAct& what, const TicketChange& change);
    void note(sdk::WriteAccess& access, const Actor& by, const std::string& action,
              const std::string& subject, const std::string& detail = "{}") const;

    const LocalBoxOffice::Parts& parts_;
    TicketIssuer& issuer_;
};

} // namespace ace::boxoffice
