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
    auto signer = signerOf(setup);
    if (!signer)
        return failure(std::move(signer));
    std::vector<Ticket> tickets;
    for (const OrderLine& line : order.lines) {
        const TicketType* type = setup.findType(line.type);
        if (!type)
            return failure(ErrorCode::Conflict,
                           "a ticket type of order " + order.code + " is no longer in the catalog");
        for (std::int32_t piece = 0; piece < line.quantity; ++piece) {
            ticketing::Token token;
            token.ticket = ids_.next<TicketId>();
            token.typeNumber = type->number;
            token.validFrom = secondsOf(type->validity.from);
            token.validUntil = secondsOf(type->validity.until);
            (*signer)->sign(token);
            tickets.push_back(
                {token.ticket, order.id, type->id, TicketState::Valid, false, ticketing::toBytes(token)});
        }
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
