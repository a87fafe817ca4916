// SPDX-License-Identifier: MIT
#include "TicketIssuer.h"

#include <ace/ticketing/Token.h>

#include <algorithm>
#include <limits>

namespace ace::boxoffice {

namespace {

std::uint32_t secondsOf(Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(seconds, 0, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

Result<std::vector<Ticket>> TicketIssuer::issue(const EventSetup& setup, const Order& order)
{
    std::vector<Ticket> tickets;
    for (const OrderLine& line : order.lines) {
        auto issued = issueFor(setup, line.type, line.quantity);
        if (!issued)
            return failure(issued.error().code, "order " + order.code + ": " + issued.error().message,
                           issued.error().where);
        for (Ticket& ticket : *issued) {
            ticket.order = order.id;
            tickets.push_back(std::move(ticket));
        }
    }
    return tickets;
}

Result<std::vector<Ticket>> TicketIssuer::issueFor(const EventSetup& setup, TicketTypeId id,
                                                   std::int32_t count)
{
    auto signer = signerOf(setup);
    if (!signer)
        return failure(std::move(signer));
    const TicketType* type = setup.findType(id);
    if (!type)
        return failure(ErrorCode::Conflict, "its ticket type is no longer in the catalog");
    std::vector<Ticket> tickets;
    for (std::int32_t piece = 0; piece < count; ++piece) {
        ticketing::Token token;
        token.ticket = ids_.next<TicketId>();
        token.typeNumber = type->number;
        token.validFrom = secondsOf(type->validity.from);
        token.validUntil = secondsOf(type->validity.until);
        (*signer)->sign(token);
        tickets.push_back({token.ticket, {}, type->id, TicketState::Valid, false, ticketing::toBytes(token)});
    }
    return tickets;
}

Result<std::shared_ptr<const ticketing::Signer>> TicketIssuer::signerOf(const EventSetup& setup)
{
    const SigningKey* key = setup.activeKey();
    if (!key)
        return failure(ErrorCode::Conflict, "the event has no active signing key; rotate its key",
                       setup.event.slug);
    const std::lock_guard lock(mutex_);
    if (const auto known = signers_.find(key->id); known != signers_.end())
        return known->second;
    auto seed =
        storage_.readValue([&](const sdk::ReadAccess& access) { return access.events.findSeed(key->id); });
    if (!seed)
        return failure(std::move(seed));
    if (!*seed)
        return failure(ErrorCode::Corrupt, "the private half of the event's signing key is missing",
                       setup.event.slug);
    auto signer = std::make_shared<const ticketing::Signer>(**seed);
    signers_.emplace(key->id, signer);
    return signer;
}

} // namespace ace::boxoffice
