// SPDX-License-Identifier: MIT
#include "SqlWaitingRooms.h"

#include "Words.h"

#include <ace/sql/Query.h>

namespace ace::sql {

WaitingRoom SqlWaitingRooms::find(EventId event) const
{
    Query row(session_, "SELECT mode, lobby, arrivals, admitted FROM waiting_room WHERE event_id = ?", event);
    if (!row.next())
        return {};
    return {fromWord<WaitingMode>(row.view(0)), {row.integer(1), row.integer(2), row.integer(3)}};
}

void SqlWaitingRooms::ensure(EventId event)
{
    {
        Query row(session_, "SELECT 1 FROM waiting_room WHERE event_id = ?", event);
        if (row.next())
            return;
    }
    run(session_,
        "INSERT INTO waiting_room (event_id, mode, lobby, arrivals, admitted) VALUES (?, ?, 0, 0, 0)", event,
        word(WaitingMode::Automatic));
}

void SqlWaitingRooms::setMode(EventId event, WaitingMode mode)
{
    ensure(event);
    run(session_, "UPDATE waiting_room SET mode = ? WHERE event_id = ?", word(mode), event);
}

void SqlWaitingRooms::add(EventId event, const WaitingCounts& more)
{
    ensure(event);
    run(session_,
        "UPDATE waiting_room SET lobby = lobby + ?, arrivals = arrivals + ?, admitted = admitted + ?"
        " WHERE event_id = ?",
        more.lobby, more.arrivals, more.admitted, event);
}

} // namespace ace::sql
