// SPDX-License-Identifier: MIT
#include "OrderDelivery.h"

#include "Undeliverable.h"

#include <ace/base/Trace.h>
#include <ace/outbox/MailReference.h>
#include <ace/ticketing/TicketDocument.h>

#include <algorithm>

namespace ace::runtime {

namespace {

constexpr std::string_view kAgain = "/again"; // as BoxOffice::resendOrder() writes it

// A reissued ticket makes another piece of paper of the same order, and so does whoever asks for one.
std::string outputIdOf(const OrderRecord& record, const Job& job)
{
    const auto reissued = std::ranges::count_if(
        record.tickets, [](const Ticket& ticket) { return ticket.reissueOf.has_value(); });
    std::string id = record.order.code + (reissued == 0 ? "" : "-" + std::to_string(reissued + 1));
    if (job.subject.ends_with(kAgain))
        id += "-" + job.id.toString();
    return id;
}

} // namespace

Result<catalog::EventPtr> findEvent(catalog::Catalog& catalog, EventId id)
{
    auto events = catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    const auto event = std::ranges::find_if(*events, [&](const auto& each) { return each->event.id == id; });
    return event == events->end() ? nullptr : *event;
}

Result<void> OrderDelivery::deliver(const Job& job)
{
    const auto id = OrderId::parse(std::string_view(job.subject).substr(0, job.subject.find('/')));
    if (!id)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    auto record = storage_.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(*id); });
    if (!record)
        return failure(std::move(record));
    if (!*record || (*record)->order.state != OrderState::Paid)
        return {}; // canceled since: there is nothing to deliver
    auto event = findEvent(catalog_, (*record)->order.event);
    if (!event)
        return failure(std::move(event));
    if (!*event)
        return failure(ErrorCode::Conflict, "its event is not in the catalog");
    auto outcome = submit(job, **record, **event);
    if (outcome || outcome.error().code != ErrorCode::Invalid)
        return outcome;
    // The reason may name the customer; it stays with the job that is given up.
    auto marked = markUndeliverable(storage_, clock_, *id, (*record)->order.customer.email);
    return marked ? std::move(outcome) : std::move(marked);
}

Result<void> OrderDelivery::submit(const Job& job, const OrderRecord& record, const EventSetup& event)
{
    trace("outbox", "ticketDocument");
    std::vector<Ticket> tickets = record.tickets;
    std::erase_if(tickets, [](const Ticket& ticket) {
        return ticket.revoked || ticket.state == TicketState::Canceled; // reissued, or given back
    });
    Order order = record.order;
    order.language = outlet_.languageOf(order);
    const auto document = ticketing::ticketDocument(event, order, tickets);
    sdk::Delivery delivery{order.customer.name, order.customer.email, order.language};
    delivery.link = outlet_.linkTo(order, order.language);
    delivery.reference = outbox::MailReference::of(order.id, job.id, delivery.email).text();
    auto file = outlet_.fileOf(document, "tickets-" + order.code);
    if (!file)
        return failure(std::move(file));
    if (*file)
        delivery.attachments.push_back(std::move(**file));
    return outlet_.submit(outputIdOf(record, job), document, delivery);
}

} // namespace ace::runtime
