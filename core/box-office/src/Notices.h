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

} // namespace ace::boxoffice
