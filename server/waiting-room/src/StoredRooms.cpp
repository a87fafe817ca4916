// SPDX-License-Identifier: MIT
#include <ace/server/waiting-room/Rooms.h>

namespace ace::server::waitingroom {

Result<WaitingRoom> StoredRooms::exchange(EventId event, const WaitingCounts& more)
{
    if (more == WaitingCounts{})
        return storage_.readValue(
            [&](const sdk::ReadAccess& access) { return access.waitingRooms.find(event); });
    return storage_.transactValue([&](sdk::WriteAccess& access) {
        access.waitingRooms.add(event, more);
        return access.waitingRooms.find(event);
    });
}

Result<void> StoredRooms::setMode(const Event& event, WaitingMode mode, const Actor& by)
{
    return storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.waitingRooms.setMode(event.id, mode);
        access.audit.append({clock_.now(), by, "waiting_room.switch", "event:" + event.slug,
                             "{\"mode\":\"" + std::string(name(mode)) + "\"}"});
        return {};
    });
}

} // namespace ace::server::waitingroom
