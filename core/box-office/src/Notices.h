// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>

#include <string_view>

namespace ace::boxoffice {

// Who has a webhook for it is told, by jobs of this transaction: "order.canceled", "ticket.changed",
// "refund.done". The subject comes before the order.
void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record);
void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record, TicketId ticket);
void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record, RefundId refund);

// Its customer is mailed that a refund of somebody here is done. Whoever gives back what was paid too late
// tells of it at once.
void promiseNotice(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, const OrderRecord& record,
                   const Refund& refund);

} // namespace ace::boxoffice
