// SPDX-License-Identifier: MIT
#include "CustomerMail.h"

#include "Undeliverable.h"

#include <ace/outbox/MailReference.h>

namespace ace::runtime {

CustomerMail::CustomerMail(const Parts& parts, Outlet::Route route)
    : storage_(parts.storage), clock_(parts.clock), bounces_(parts.dataFolder),
      outlet_(parts.clock, std::move(route)), orders_(parts.storage, parts.catalog, parts.clock, outlet_),
      letters_(parts.storage, parts.catalog, parts.clock, outlet_)
{
}

void CustomerMail::handleJobs(outbox::Outbox& outbox)
{
    using outbox::Outbox;
    const auto on = [&](const char* kind, Outbox::Handler handler) {
        outbox.on(
            kind, std::move(handler), [this](const Job&) { return outlet_.restsUntil(); },
            Outbox::OnInvalid::GiveUp, Outbox::kMail);
    };
    on("deliver-order", [this](const Job& job) { return orders_.deliver(job); });
    on("deliver-notice", [this](const Job& job) { return letters_.deliverNotice(job); });
    on("deliver-links", [this](const Job& job) { return letters_.deliverLinks(job); });
}

void CustomerMail::takeBounces(Log& log)
{
    const auto taken = bounces_.take([this](const std::string& messageId) { return take(messageId); });
    const std::string problem = taken ? "" : taken.error().describe();
    if (!problem.empty() && problem != saidOfBounces_)
        log.warn("runtime", "bounces wait for now: " + problem);
    saidOfBounces_ = problem;
}

Result<void> CustomerMail::take(const std::string& messageId)
{
    const auto mail = outbox::MailReference::ofMessageId(messageId);
    if (!mail)
        return {};
    auto record =
        storage_.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(mail->order); });
    if (!record)
        return failure(std::move(record));
    if (!*record || !mail->isTo((*record)->order.customer.email))
        return {};
    return markUndeliverable(storage_, clock_, mail->order, (*record)->order.customer.email);
}

} // namespace ace::runtime
