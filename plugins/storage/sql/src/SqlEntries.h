// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlEntries : public sdk::EntryRepository
{
public:
    explicit SqlEntries(Session& session) : session_(session) {}

    std::vector<Scan> scansOf(TicketId ticket) const override;
    std::optional<Presence> findPresence(TicketId ticket, ZoneId zone) const override;
    std::int64_t countInside(ZoneId zone) const override;

private:
    Session& session_;
};

} // namespace ace::sql
