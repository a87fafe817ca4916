// SPDX-License-Identifier: MIT
#include "SqlEntries.h"

#include "ScanRows.h"

namespace ace::sql {

std::vector<Scan> SqlEntries::scansOf(TicketId ticket) const { return readScansOfTicket(session_, ticket); }

std::optional<Presence> SqlEntries::findPresence(TicketId ticket, ZoneId zone) const
{
    return readPresence(session_, ticket, zone);
}

std::int64_t SqlEntries::countInside(ZoneId zone) const
{
    Query row(session_, "SELECT COUNT(*) FROM presence WHERE zone_id = ? AND inside = 1", zone);
    row.next();
    return row.integer(0);
}

} // namespace ace::sql
