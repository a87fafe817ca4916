// SPDX-License-Identifier: MIT
#include "SqlAllotments.h"

#include "Refusals.h"
#include "TicketChanges.h"
#include "Words.h"

#include <ace/sql/Transaction.h>

namespace ace::sql {

namespace {

// id, station_id, type_id, created_at, staff_id, by_station_id
Allotment allotmentOf(const Query& row)
{
    return {row.id<AllotmentId>(0), row.id<StationId>(1), row.id<TicketTypeId>(2),
            row.instant(3),         actorOf(row, 4),      {}};
}

bool takeLeased(Session& session, const sdk::QuotaClaim& claim)
{
    return run(session,
               "UPDATE quota SET leased = leased + ? WHERE id = ? AND sold + held + leased + ? <= size",
               claim.count, claim.quota, claim.count) == 1;
}

} // namespace

std::vector<Allotment> SqlAllotments::list(std::optional<StationId> station, const sdk::Page& page) const
{
    std::vector<Allotment> allotments;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT id, station_id, type_id, created_at, staff_id, by_station_id FROM allotment"
                   " WHERE id > ? AND (? = 0 OR station_id = ?) ORDER BY id LIMIT ?",
                   start, station.has_value(), station, page.most);
         row.next();)
        allotments.push_back(allotmentOf(row));
    for (Allotment& allotment : allotments)
        readTickets(allotment);
    return allotments;
}

std::optional<Allotment> SqlAllotments::find(AllotmentId id) const
{
    std::optional<Allotment> allotment;
    {
        Query row(
            session_,
            "SELECT id, station_id, type_id, created_at, staff_id, by_station_id FROM allotment WHERE id = ?",
            id);
        if (row.next())
            allotment = allotmentOf(row);
    }
    if (allotment)
        readTickets(*allotment);
    return allotment;
}

void SqlAllotments::readTickets(Allotment& allotment) const
{
    for (Query row(session_,
                   "SELECT id, token, state FROM leased_ticket WHERE allotment_id = ? ORDER BY position",
                   allotment.id);
         row.next();)
        allotment.tickets.push_back(
            {row.id<TicketId>(0), row.array<96>(1), fromWord<LeaseState>(row.view(2))});
}

std::optional<QuotaId> SqlAllotments::insert(const Allotment& allotment,
                                             const std::vector<sdk::QuotaClaim>& claims)
{
    if (allotment.tickets.empty())
        refuse(ErrorCode::Invalid, "an allotment needs a ticket");
    for (const sdk::QuotaClaim& claim : claims)
        if (claim.count != std::ssize(allotment.tickets))
            refuse(ErrorCode::Invalid, "each ticket of an allotment takes one of each of its quotas");
    Savepoint savepoint(session_); // an allotment that is refused has taken nothing
    for (const sdk::QuotaClaim& claim : claims) {
        if (takeLeased(session_, claim))
            continue;
        mustExist(Query(session_, "SELECT 1 FROM quota WHERE id = ?", claim.quota).next(), "quota",
                  claim.quota.value);
        return claim.quota;
    }
    write(allotment, claims);
    savepoint.keep();
    return std::nullopt;
}

void SqlAllotments::write(const Allotment& allotment, const std::vector<sdk::QuotaClaim>& claims)
{
    run(session_,
        "INSERT INTO allotment (id, station_id, type_id, created_at, staff_id, by_station_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        allotment.id, allotment.station, allotment.type, allotment.createdAt, allotment.by.staff,
        allotment.by.station);
    for (const sdk::QuotaClaim& claim : claims)
        run(session_, "INSERT INTO allotment_quota (allotment_id, quota_id) VALUES (?, ?)", allotment.id,
            claim.quota);
    for (std::size_t i = 0; i < allotment.tickets.size(); ++i)
        run(session_,
            "INSERT INTO leased_ticket (id, allotment_id, position, token, state) VALUES (?, ?, ?, ?, "
            "'leased')",
            allotment.tickets[i].id, allotment.id, i, allotment.tickets[i].token);
}

EventId SqlAllotments::eventOf(AllotmentId id) const
{
    Query row(session_,
              "SELECT t.event_id FROM allotment a JOIN ticket_type t ON t.id = a.type_id WHERE a.id = ?", id);
    mustExist(row.next(), "allotment", id.value);
    return row.id<EventId>(0);
}

std::size_t SqlAllotments::finish(AllotmentId id, const std::vector<TicketId>& tickets, LeaseState state)
{
    if (state == LeaseState::Leased)
        refuse(ErrorCode::Invalid, "a leased ticket is finished by being sold, returned or written off");
    const EventId event = eventOf(id);
    std::size_t finished = 0;
    for (const TicketId ticket : tickets) {
        if (run(session_,
                "UPDATE leased_ticket SET state = ? WHERE id = ? AND allotment_id = ? AND state = 'leased'",
                word(state), ticket, id) != 1)
            continue;
        ++finished;
        if (state != LeaseState::Sold) // its token is well signed all the same
            noteTicketChange(session_, ticket, event);
    }
    if (finished > 0)
        moveQuota(id, static_cast<std::int64_t>(finished), state);
    return finished;
}

void SqlAllotments::moveQuota(AllotmentId id, std::int64_t count, LeaseState state)
{
    const std::int64_t sold = state == LeaseState::Returned ? 0 : count;
    std::vector<QuotaId> quotas;
    for (Query row(session_, "SELECT quota_id FROM allotment_quota WHERE allotment_id = ? ORDER BY quota_id",
                   id);
         row.next();)
        quotas.push_back(row.id<QuotaId>(0));
    for (const QuotaId quota : quotas)
        if (run(session_,
                "UPDATE quota SET leased = leased - ?, sold = sold + ? WHERE id = ? AND leased >= ?", count,
                sold, quota, count) != 1)
            throw SqlError(Fault::Corrupt, "a quota on record does not hold what an allotment took from it");
}

} // namespace ace::sql
