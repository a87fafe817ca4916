// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/Event.h>
#include <ace/domain/catalog/Gate.h>
#include <ace/domain/catalog/SigningKey.h>
#include <ace/domain/catalog/TicketType.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ace::inline domain {

// All that an organiser sets up for one event, and the public keys of its tickets.
struct EventSetup
{
    Event event;
    std::vector<Quota> quotas;
    std::vector<TicketType> types; // in the order they are offered
    std::vector<Zone> zones;
    std::vector<Gate> gates;
    std::vector<SigningKey> keys;
    std::int64_t revision = 1; // of all of the above but the keys; each edit adds 1

    const TicketType* findType(TicketTypeId id) const;
    const TicketType* findType(std::uint16_t number) const;
    const Gate* findGate(std::string_view name) const;
    const Zone* findZone(ZoneId id) const;
    const Quota* findQuota(QuotaId id) const;
    const SigningKey* activeKey() const;
};

} // namespace ace::inline domain
