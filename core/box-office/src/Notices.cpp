// SPDX-License-Identifier: MIT
#include "Notices.h"

#include <ace/outbox/Webhooks.h>

namespace ace::boxoffice {

namespace {

void promise(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, const outbox::Happening& happening)
{
    if (!parts.webhooks)
        return;
    for (const Job& job : parts.webhooks->jobsFor(happening))
        access.jobs.insert(job);
}

} // namespace

void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record)
{
    promise(access, parts, {kind, record.order.event, {{"order", record.order.id.value}}});
}

void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record, TicketId ticket)
{
    promise(access, parts,
            {kind, record.order.event, {{"ticket", ticket.value}, {"order", record.order.id.value}}});
}

void tell(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, std::string_view kind,
          const OrderRecord& record, RefundId refund)
{
    promise(access, parts,
            {kind, record.order.event, {{"refund", refund.value}, {"order", record.order.id.value}}});
}

} // namespace ace::boxoffice
