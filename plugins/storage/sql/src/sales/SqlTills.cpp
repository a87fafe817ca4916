// SPDX-License-Identifier: MIT
#include "SqlTills.h"

#include "Receipts.h"
#include "Refusals.h"
#include "TillCount.h"
#include "Words.h"

namespace ace::sql {

namespace {

#define ACE_TILL_COLUMNS                                                                                     \
    "t.id, t.event_id, t.name, s.series FROM till t JOIN receipt_series s ON s.till_id = t.id"
#define ACE_SESSION_COLUMNS                                                                                  \
    "id, till_id, opened_by_staff, opened_by_station, opened_at, currency, opening_float, closed_at, "       \
    "closed_by_staff, closed_by_station, counted"

Till tillOf(const Query& row) { return {row.id<TillId>(0), row.id<EventId>(1), row.text(2), row.text(3)}; }

TillSession sessionOf(const Query& row)
{
    TillSession session;
    session.id = row.id<TillSessionId>(0);
    session.till = row.id<TillId>(1);
    session.openedBy = actorOf(row, 2);
    session.openedAt = row.instant(4);
    session.openingFloat = {row.integer(6), row.currency(5)};
    session.closedAt = optionalInstant(row, 7);
    session.closedBy = actorOf(row, 8);
    if (!row.isNull(10))
        session.counted = Money{row.integer(10), row.currency(5)};
    return session;
}

} // namespace

std::vector<Till> SqlTills::list(EventId event) const
{
    std::vector<Till> tills;
    for (Query row(session_, "SELECT " ACE_TILL_COLUMNS " WHERE t.event_id = ? ORDER BY t.id", event);
         row.next();)
        tills.push_back(tillOf(row));
    return tills;
}

std::optional<Till> SqlTills::find(TillId id) const
{
    Query row(session_, "SELECT " ACE_TILL_COLUMNS " WHERE t.id = ?", id);
    return row.next() ? std::optional<Till>(tillOf(row)) : std::nullopt;
}

std::optional<TillSession> SqlTills::findSession(TillSessionId id) const
{
    Query row(session_, "SELECT " ACE_SESSION_COLUMNS " FROM till_session WHERE id = ?", id);
    return row.next() ? std::optional<TillSession>(sessionOf(row)) : std::nullopt;
}

std::optional<TillSession> SqlTills::findOpenSession(TillId till) const
{
    Query row(session_, "SELECT " ACE_SESSION_COLUMNS " FROM till_session WHERE open_till = ?", till);
    return row.next() ? std::optional<TillSession>(sessionOf(row)) : std::nullopt;
}

TillSession SqlTills::loadSession(TillSessionId id) const
{
    auto session = findSession(id);
    mustExist(session.has_value(), "till session", id.value);
    return *session;
}

std::vector<TillSession> SqlTills::listSessions(TillId till, const sdk::Page& page) const
{
    std::vector<TillSession> sessions;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT " ACE_SESSION_COLUMNS " FROM till_session WHERE till_id = ? AND id > ?"
                   " ORDER BY id LIMIT ?",
                   till, start, page.most);
         row.next();)
        sessions.push_back(sessionOf(row));
    return sessions;
}

std::vector<CashMove> SqlTills::movesOf(TillSessionId id) const
{
    const Currency currency = loadSession(id).openingFloat.currency;
    std::vector<CashMove> moves;
    for (Query row(session_,
                   "SELECT kind, amount, reason, staff_id, station_id, moved_at FROM cash_move"
                   " WHERE session_id = ? ORDER BY position",
                   id);
         row.next();)
        moves.push_back({id, fromWord<CashMoveKind>(row.view(0)), Money{row.integer(1), currency},
                         row.text(2), actorOf(row, 3), row.instant(5)});
    return moves;
}

TillTotals SqlTills::totalsOf(TillSessionId id) const
{
    const TillSession session = loadSession(id);
    return session.closedAt ? readTotals(session_, session) : countTotals(session_, session);
}

std::vector<Receipt> SqlTills::listReceipts(std::string_view series, std::int64_t afterNumber,
                                            std::size_t most) const
{
    return readReceipts(session_, series, afterNumber, most);
}

std::vector<std::string> SqlTills::listSeries() const
{
    std::vector<std::string> all;
    for (Query row(session_, "SELECT series FROM receipt_series ORDER BY series"); row.next();)
        all.push_back(row.text(0));
    return all;
}

void SqlTills::insert(const Till& till)
{
    if (Query(session_, "SELECT 1 FROM receipt_series WHERE series = ?", till.series).next())
        refuse(ErrorCode::Conflict, "the series \"" + till.series + "\" belongs to another till");
    run(session_, "INSERT INTO till (id, event_id, name) VALUES (?, ?, ?)", till.id, till.event, till.name);
    run(session_, "INSERT INTO receipt_series (series, till_id, last_number) VALUES (?, ?, 0)", till.series,
        till.id);
}

void SqlTills::openSession(const TillSession& session)
{
    mustExist(find(session.till).has_value(), "till", session.till.value);
    if (findOpenSession(session.till))
        refuse(ErrorCode::Conflict, "the till is open already; close it first");
    run(session_,
        "INSERT INTO till_session (id, till_id, open_till, movements, opened_by_staff, opened_by_station, "
        "opened_at,"
        " currency, opening_float) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?)",
        session.id, session.till, session.till, session.openedBy.staff, session.openedBy.station,
        session.openedAt, session.openingFloat.currency.text(), session.openingFloat.minor);
}

void SqlTills::insertMove(const CashMove& move)
{
    const TillSession session = loadSession(move.session);
    if (!enterTillSession(session_, move.session))
        refuse(ErrorCode::Conflict, "the till session is closed; open one first");
    if (move.amount.currency != session.openingFloat.currency)
        refuse(ErrorCode::Invalid, "a till session has one currency");
    const std::int64_t position =
        numberOf(Query(session_, "SELECT movements FROM till_session WHERE id = ?", move.session));
    run(session_,
        "INSERT INTO cash_move (session_id, position, kind, amount, reason, staff_id, station_id, moved_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        move.session, position, word(move.kind), move.amount.minor, move.reason, move.by.staff,
        move.by.station, move.at);
}

bool SqlTills::closeSession(const TillSession& closed)
{
    if (!closed.closedAt || !closed.counted)
        refuse(ErrorCode::Invalid, "closing a till session takes a time and a count");
    const TillSession session = loadSession(closed.id);
    if (closed.counted->currency != session.openingFloat.currency)
        refuse(ErrorCode::Invalid, "a till session has one currency");
    const auto changed = run(session_,
                             "UPDATE till_session SET open_till = NULL, closed_at = ?, closed_by_staff = ?,"
                             " closed_by_station = ?, counted = ? WHERE id = ? AND closed_at IS NULL",
                             closed.closedAt, closed.closedBy.staff, closed.closedBy.station,
                             closed.counted->minor, closed.id);
    if (changed == 1)
        writeTotals(session_, closed.id, countTotals(session_, session));
    return changed == 1;
}

#undef ACE_SESSION_COLUMNS
#undef ACE_TILL_COLUMNS

} // namespace ace::sql
