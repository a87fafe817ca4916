// SPDX-License-Identifier: MIT
#include <ace/domain/catalog/EventSetup.h>

#include <algorithm>

namespace ace::inline domain {

namespace {
template <class List, class Match> auto findIn(const List& list, Match match) -> decltype(list.data())
{
    const auto found = std::ranges::find_if(list, match);
    return found == list.end() ? nullptr : &*found;
}
} // namespace

const TicketType* EventSetup::findType(TicketTypeId id) const
{
    return findIn(types, [&](const TicketType& type) { return type.id == id; });
}

const TicketType* EventSetup::findType(std::uint16_t number) const
{
    return findIn(types, [&](const TicketType& type) { return type.number == number; });
}

const Gate* EventSetup::findGate(std::string_view name) const
{
    return findIn(gates, [&](const Gate& gate) { return gate.name == name; });
}

const Zone* EventSetup::findZone(ZoneId id) const
{
    return findIn(zones, [&](const Zone& zone) { return zone.id == id; });
}

const Quota* EventSetup::findQuota(QuotaId id) const
{
    return findIn(quotas, [&](const Quota& quota) { return quota.id == id; });
}

const SigningKey* EventSetup::activeKey() const
{
    return findIn(keys, [](const SigningKey& key) { return key.state == KeyState::Active; });
}

} // namespace ace::inline domain
