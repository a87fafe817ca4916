// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/domain/catalog/EventSetup.h>

#include <memory>
#include <string_view>
#include <vector>

namespace ace::catalog {

// A snapshot that stays as it is while somebody reads it; shared because requests outlive a change of the
// catalog.
using EventPtr = std::shared_ptr<const EventSetup>;

// Set up and browse. Thread-safe. Any call may answer Offline.
class Catalog
{
public:
    virtual ~Catalog() = default;

    virtual Result<std::vector<EventPtr>> listEvents() = 0;        // by start, then name
    virtual Result<EventPtr> findEvent(std::string_view slug) = 0; // null: no such event
    virtual Result<EventPtr> findEventOfKey(KeyId key) = 0;        // null: no event of ours has this key
    virtual Result<std::vector<QuotaLevel>> quotaLevels(EventId event) = 0;

    // The gate that a station names: "North gate", or "slug/North gate" where two events share a name.
    struct GatePlace
    {
        EventPtr event; // null: no such gate, or ambiguous
        const Gate* gate = nullptr;
    };
    virtual Result<GatePlace> findGate(std::string_view name) = 0;
};

// How many tickets of a type can be sold now: the least that its quotas have left.
std::int64_t availableOf(const TicketType& type, const std::vector<QuotaLevel>& levels);

} // namespace ace::catalog
