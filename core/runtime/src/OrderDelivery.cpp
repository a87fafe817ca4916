// SPDX-License-Identifier: MIT
#include "OrderDelivery.h"

#include <ace/base/Trace.h>
#include <ace/ticketing/TicketDocument.h>

#include <algorithm>

namespace ace::runtime {

namespace {

constexpr Microseconds kFirstRest = std::chrono::seconds(5);
constexpr Microseconds kLongestRest = std::chrono::minutes(5);

bool cannotBeReached(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::Timeout || code == ErrorCode::Unavailable;
}

// A reissued ticket makes another piece of paper and another mail of the same order.
std::string outputIdOf(const OrderRecord& record)
{
    const auto reissued = std::ranges::count_if(
        record.tickets, [](const Ticket& ticket) { return ticket.reissueOf.has_value(); });
    return record.order.code + (reissued == 0 ? "" : "-" + std::to_string(reissued + 1));
}

std::string fileNameOf(const std::string& outputId, const std::string& mime)
{
    return "tickets-" + outputId + (mime == "application/pdf" ? ".pdf" : "");
}

} // namespace

Result<void> OrderDelivery::deliver(const Job& job)
{
    const auto id = OrderId::parse(job.subject);
    if (!id)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    auto record = storage_.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(*id); });
    if (!record)
        return failure(std::move(record));
    if (!*record || (*record)->order.state != OrderState::Paid)
        return {}; // canceled since: there is nothing to deliver
    auto events = catalog_.listEvents();
    if (!events)
        return failure(std::move(events));
    const auto event = std::ranges::find_if(
        *events, [&](const auto& each) { return each->event.id == (*record)->order.event; });
    if (event == events->end())
        return failure(ErrorCode::Conflict, "its event is not in the catalog");
    return conclude((*record)->order, submit(**record, **event));
}

Result<void> OrderDelivery::submit(const OrderRecord& record, const EventSetup& event)
{
    trace("outbox", "ticketDocument");
    std::vector<Ticket> tickets = record.tickets;
    std::erase_if(tickets, [](const Ticket& ticket) {
        return ticket.revoked || ticket.state == TicketState::Canceled; // reissued, or given back
    });
    const auto document = ticketing::ticketDocument(event, record.order, tickets);
    const std::string outputId = outputIdOf(record);
    const Customer& customer = record.order.customer;
    sdk::Delivery delivery{customer.name, customer.email, route_.language, {}};
    if (route_.attaches && !route_.attach)
        return failure(ErrorCode::Unavailable,
                       "the output that [deliver] attach names is not there; see the log "
                       "of the start");
    if (route_.attach) {
        auto file = route_.attach->render(document);
        if (!file) // says nothing of the customer: never Invalid
            return failure(ErrorCode::Internal,
                           "the file to attach cannot be made: " + file.error().describe());
        delivery.attachments.push_back(
            {fileNameOf(outputId, file->mime), std::move(file->mime), std::move(file->bytes)});
    }
    trace("outbox", "TicketOutput.submit");
    return route_.output.submit(outputId, document, delivery);
}

Result<void> OrderDelivery::conclude(const Order& order, Result<void> outcome)
{
    if (outcome || !cannotBeReached(outcome.error().code)) {
        restLength_ = {};
    } else {
        restLength_ = restLength_.count() == 0 ? kFirstRest : std::min(restLength_ * 2, kLongestRest);
        restUntil_ = clock_.monotonic() + restLength_;
    }
    if (outcome || outcome.error().code != ErrorCode::Invalid)
        return outcome;
    // The reason may name the customer; it stays with the job that is given up.
    auto noted = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.audit.append({clock_.now(), {}, "order.undeliverable", "order:" + order.code, "{}"});
        return {};
    });
    return noted ? std::move(outcome) : std::move(noted);
}

std::optional<Instant> OrderDelivery::restsUntil() const
{
    const Monotonic now = clock_.monotonic();
    if (restLength_.count() == 0 || now >= restUntil_)
        return std::nullopt;
    return clock_.now() + std::chrono::duration_cast<Microseconds>(restUntil_ - now);
}

} // namespace ace::runtime
