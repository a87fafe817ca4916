// SPDX-License-Identifier: MIT
#include <ace/box-office/LocalAllotments.h>

#include "Entries.h"
#include "OrderPlan.h"
#include "TicketIssuer.h"

#include <ace/base/JsonText.h>

#include <algorithm>

namespace ace::boxoffice {

namespace {

AllotmentOutcome allotmentAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = AllotmentId::parse(subject);
    auto allotment = id ? access.allotments.find(*id) : std::nullopt;
    if (!allotment)
        return kReused; // the key made something else
    return std::move(*allotment);
}

std::string countJson(std::size_t tickets, const std::string& reason = {})
{
    return "{\"tickets\":" + std::to_string(tickets) +
           (reason.empty() ? "" : ",\"reason\":" + jsonText(reason)) + "}";
}

// Those of `wanted` (all, where it is empty) that are leased; none where one of them is not.
std::optional<std::vector<TicketId>> leasedOf(const Allotment& allotment, const std::vector<TicketId>& wanted)
{
    std::vector<TicketId> leased;
    for (const LeasedTicket& ticket : allotment.tickets)
        if (ticket.state == LeaseState::Leased)
            leased.push_back(ticket.id);
    if (wanted.empty())
        return leased;
    for (const TicketId id : wanted)
        if (std::ranges::find(leased, id) == leased.end())
            return std::nullopt;
    return wanted;
}

} // namespace

LocalAllotments::LocalAllotments(const Parts& parts)
    : parts_(parts), issuer_(std::make_unique<TicketIssuer>(parts.storage, parts.ids))
{
}

LocalAllotments::~LocalAllotments() = default;

Result<std::vector<AllotmentSummary>> LocalAllotments::list(std::optional<StationId> station,
                                                            const sdk::Page& page)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        std::vector<AllotmentSummary> summaries;
        for (const Allotment& allotment : access.allotments.list(station, page)) {
            AllotmentSummary summary{
                allotment.id, allotment.station, allotment.type, allotment.createdAt, {}};
            for (const LeasedTicket& ticket : allotment.tickets)
                ++summary.counts[ticket.state];
            summaries.push_back(std::move(summary));
        }
        return summaries;
    });
}

Result<std::optional<Allotment>> LocalAllotments::find(AllotmentId id)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.allotments.find(id); });
}

Result<AllotmentOutcome> LocalAllotments::lease(const LeaseRequest& request)
{
    if (request.quantity < 1 || request.quantity > kMostAtOnce)
        return Refused{Refusal::InvalidQuantity,
                       "1 to " + std::to_string(kMostAtOnce) + " tickets can be leased at once"};
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    const auto event = std::ranges::find_if(
        *events, [&](const catalog::EventPtr& one) { return one->findType(request.type) != nullptr; });
    if (event == events->end())
        return Refused{Refusal::UnknownTicketType, "there is no ticket type " + request.type.toString()};
    // Offline there are no vouchers, so nothing that needs one can be sold.
    if (auto refused = channelRefusal(*(*event)->findType(request.type), Channel::Counter, nullptr))
        return std::move(*refused);
    auto tickets = issuer_->issueFor(**event, request.type, request.quantity);
    if (!tickets)
        return failure(std::move(tickets));
    Allotment allotment{parts_.ids.next<AllotmentId>(),
                        request.station,
                        request.type,
                        parts_.clock.now(),
                        request.act.by,
                        {}};
    for (const Ticket& ticket : *tickets)
        allotment.tickets.push_back({ticket.id, ticket.token, LeaseState::Leased});
    std::vector<sdk::QuotaClaim> claims;
    for (const QuotaId quota : (*event)->findType(request.type)->quotas)
        claims.push_back({quota, request.quantity});

    const auto work = [&](sdk::WriteAccess& access) -> AllotmentOutcome {
        const auto station = access.stations.find(request.station);
        if (!station || station->event != (*event)->event.id || station->revokedAt)
            return Refused{Refusal::UnknownStation, "no station of this event can take them"};
        if (access.allotments.insert(allotment, claims))
            return Refused{Refusal::SoldOut, "not enough tickets are left"};
        access.audit.append({allotment.createdAt, request.act.by, "allotment.lease",
                             "allotment:" + allotment.id.toString(), countJson(allotment.tickets.size())});
        return allotment;
    };
    return sdk::once<Allotment, Refused>(parts_.storage, request.act, allotment.id.toString(), kReused, work,
                                         allotmentAgain);
}

Result<AllotmentOutcome> LocalAllotments::giveBack(AllotmentId id, const std::vector<TicketId>& tickets,
                                                   const sdk::Act& act)
{
    return finish({id, tickets, LeaseState::Returned, {}}, act);
}

Result<AllotmentOutcome> LocalAllotments::writeOff(AllotmentId id, const std::vector<TicketId>& tickets,
                                                   const std::string& reason, const sdk::Act& act)
{
    if (!isReason(reason))
        return Refused{Refusal::ReasonMissing, "say why, in up to 500 bytes"};
    return finish({id, tickets, LeaseState::WrittenOff, reason}, act);
}

Result<AllotmentOutcome> LocalAllotments::finish(const Finish& what, const sdk::Act& act)
{
    const auto work = [&](sdk::WriteAccess& access) -> AllotmentOutcome {
        const auto before = access.allotments.find(what.id);
        if (!before)
            return Refused{Refusal::UnknownAllotment, "there is no such allotment"};
        const auto leased = leasedOf(*before, what.tickets);
        if (!leased || leased->empty())
            return Refused{Refusal::NotLeased, "these tickets are not leased, or not any more"};
        access.allotments.finish(what.id, *leased, what.state);
        access.audit.append({parts_.clock.now(), act.by,
                             what.state == LeaseState::Returned ? "allotment.return" : "allotment.write_off",
                             "allotment:" + what.id.toString(), countJson(leased->size(), what.reason)});
        return *access.allotments.find(what.id);
    };
    return sdk::once<Allotment, Refused>(parts_.storage, act, what.id.toString(), kReused, work,
                                         allotmentAgain);
}

} // namespace ace::boxoffice
