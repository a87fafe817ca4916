// SPDX-License-Identifier: MIT
#include "Notices.h"

#include "JobKinds.h"

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

void promiseNotice(sdk::WriteAccess& access, const LocalBoxOffice::Parts& parts, const OrderRecord& record,
                   const Refund& refund)
{
    if (parts.deliver && refund.by != Actor{} && !record.order.customer.email.empty())
        access.jobs.insert(
            {parts.ids.next<JobId>(), kDeliverNotice, refund.id.toString(), parts.clock.now(), 0});
}

} // namespace ace::boxoffice
