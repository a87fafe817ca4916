// SPDX-License-Identifier: MIT
#include <ace/server/waiting-room/Rooms.h>

#include <algorithm>
#include <set>

namespace ace::server::waitingroom {

Room& Rooms::at(const Event& event)
{
    const std::lock_guard lock(mutex_);
    auto& room = rooms_[event.id];
    if (!room)
        room = std::make_unique<Room>(Room::Parts{
            parts_.clock, parts_.ids, parts_.log, event.slug, parts_.key,
            [this, id = event.id](const WaitingCounts& more) { return parts_.record.exchange(id, more); },
            [this, slug = event.slug] { return saleOf(slug); }, parts_.limits});
    return *room;
}

Result<void> Rooms::switchTo(const Event& event, WaitingMode mode, const Actor& by)
{
    auto done = parts_.record.setMode(event, mode, by);
    if (done)
        at(event).lookAtRecord();
    return done;
}

std::string Rooms::seal(const Event& event, const Paper& paper) const
{
    return waitingroom::seal(parts_.key, event.id.toString(), paper);
}

Paper Rooms::unseal(const Event& event, std::string_view sealed) const
{
    return waitingroom::unseal(parts_.key, event.id.toString(), sealed);
}

// Types that draw from quotas of their own could serve more people than the one of which most are left: to
// let in fewer at a time is the mistake that sends nobody away.
Result<Sale> Rooms::saleOf(const std::string& slug) const
{
    const auto setup = parts_.catalog.findEvent(slug);
    if (!setup)
        return Failure(setup.error());
    if (!*setup)
        return failure(ErrorCode::NotFound, "there is no such event any more", slug);
    const auto levels = parts_.catalog.quotaLevels((*setup)->event.id);
    if (!levels)
        return Failure(levels.error());
    Sale sale{(*setup)->event.sale};
    std::set<QuotaId> quotas;
    for (const TicketType& type : (*setup)->types) {
        if (!type.onWeb)
            continue;
        sale.available = std::max(sale.available, catalog::availableOf(type, *levels));
        quotas.insert(type.quotas.begin(), type.quotas.end());
    }
    for (const QuotaLevel& level : *levels)
        if (quotas.contains(level.id))
            sale.held += level.held;
    return sale;
}

} // namespace ace::server::waitingroom
