// SPDX-License-Identifier: MIT
#include "SqlStaff.h"

#include "Refusals.h"
#include "Words.h"

namespace ace::sql {

namespace {

// id, name, login, active, revision
Staff staffOf(const Query& row)
{
    return {row.id<StaffId>(0), row.text(1), row.text(2), row.flag(3), {}, row.integer(4)};
}

} // namespace

std::vector<Staff> SqlStaff::list(const sdk::Page& page) const
{
    std::vector<Staff> all;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT id, name, login, active, revision FROM staff WHERE id > ? ORDER BY id LIMIT ?",
                   start, page.most);
         row.next();)
        all.push_back(staffOf(row));
    for (Staff& staff : all)
        readRoles(staff);
    return all;
}

std::vector<Staff> SqlStaff::listAt(EventId event) const
{
    std::vector<Staff> all;
    for (Query row(session_,
                   "SELECT id, name, login, active, revision FROM staff WHERE active = 1 AND EXISTS"
                   " (SELECT 1 FROM staff_role r WHERE r.staff_id = staff.id"
                   " AND (r.event_id IS NULL OR r.event_id = ?)) ORDER BY name, id",
                   event);
         row.next();)
        all.push_back(staffOf(row));
    for (Staff& staff : all)
        readRoles(staff);
    return all;
}

std::optional<Staff> SqlStaff::find(StaffId id) const
{
    std::optional<Staff> staff;
    {
        Query row(session_, "SELECT id, name, login, active, revision FROM staff WHERE id = ?", id);
        if (row.next())
            staff = staffOf(row);
    }
    if (staff)
        readRoles(*staff);
    return staff;
}

std::optional<Staff> SqlStaff::findByLogin(std::string_view login) const
{
    std::optional<Staff> staff;
    {
        Query row(session_, "SELECT id, name, login, active, revision FROM staff WHERE login = ?", login);
        if (row.next())
            staff = staffOf(row);
    }
    if (staff)
        readRoles(*staff);
    return staff;
}

void SqlStaff::readRoles(Staff& staff) const
{
    for (Query row(session_, "SELECT role, event_id FROM staff_role WHERE staff_id = ? ORDER BY position",
                   staff.id);
         row.next();)
        staff.assignments.push_back({fromWord<Role>(row.view(0)), row.optionalId<EventId>(1)});
}

StaffSecrets SqlStaff::secretsOf(StaffId id) const
{
    Query row(session_, "SELECT password, pin FROM staff_secret WHERE staff_id = ?", id);
    mustExist(row.next(), "staff", id.value);
    return {row.text(0), row.text(1)};
}

std::optional<StaffSession> SqlStaff::findSession(const Digest& bearerHash) const
{
    Query row(session_,
              "SELECT staff_id, station_id, created_at, seen_at, expires_at FROM staff_session"
              " WHERE bearer_hash = ?",
              bearerHash);
    if (!row.next())
        return std::nullopt;
    return StaffSession{bearerHash,     row.id<StaffId>(0), row.optionalId<StationId>(1),
                        row.instant(2), row.instant(3),     row.instant(4)};
}

LoginFailures SqlStaff::failuresOf(std::string_view source) const
{
    Query row(session_, "SELECT count, last_at FROM login_failure WHERE source = ?", source);
    return row.next() ? LoginFailures{row.integer<std::int32_t>(0), row.instant(1)} : LoginFailures{};
}

void SqlStaff::loginMustBeFree(const Staff& staff) const
{
    if (Query(session_, "SELECT 1 FROM staff WHERE login = ? AND id <> ?", staff.login, staff.id).next())
        refuse(ErrorCode::Conflict, "the login \"" + staff.login + "\" is taken");
}

void SqlStaff::insert(const Staff& staff)
{
    loginMustBeFree(staff);
    run(session_, "INSERT INTO staff (id, name, login, active, revision) VALUES (?, ?, ?, ?, ?)", staff.id,
        staff.name, staff.login, staff.active, staff.revision);
    run(session_, "INSERT INTO staff_secret (staff_id, password, pin) VALUES (?, '', '')", staff.id);
    writeRoles(staff);
}

void SqlStaff::update(const Staff& staff, std::int64_t expectedRevision)
{
    loginMustBeFree(staff);
    mustBeCurrent(session_,
                  run(session_,
                      "UPDATE staff SET name = ?, login = ?, active = ?, revision = revision + 1"
                      " WHERE id = ? AND revision = ?",
                      staff.name, staff.login, staff.active, staff.id, expectedRevision),
                  "staff", staff.id.value);
    run(session_, "DELETE FROM staff_role WHERE staff_id = ?", staff.id);
    writeRoles(staff);
}

void SqlStaff::writeRoles(const Staff& staff)
{
    for (std::size_t i = 0; i < staff.assignments.size(); ++i)
        run(session_, "INSERT INTO staff_role (staff_id, position, role, event_id) VALUES (?, ?, ?, ?)",
            staff.id, i, word(staff.assignments[i].role), staff.assignments[i].event);
}

void SqlStaff::setSecrets(StaffId id, const StaffSecrets& secrets)
{
    mustExist(run(session_, "UPDATE staff_secret SET password = ?, pin = ? WHERE staff_id = ?",
                  secrets.password, secrets.pin, id),
              "staff", id.value);
}

void SqlStaff::insertSession(const StaffSession& session)
{
    run(session_,
        "INSERT INTO staff_session (bearer_hash, staff_id, station_id, created_at, seen_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        session.bearerHash, session.staff, session.station, session.createdAt, session.seenAt,
        session.expiresAt);
}

// Both do nothing to a session that has ended meanwhile.
void SqlStaff::touchSession(const Digest& bearerHash, Instant seenAt)
{
    run(session_, "UPDATE staff_session SET seen_at = ? WHERE bearer_hash = ? AND seen_at < ?", seenAt,
        bearerHash, seenAt);
}

void SqlStaff::endSession(const Digest& bearerHash)
{
    run(session_, "DELETE FROM staff_session WHERE bearer_hash = ?", bearerHash);
}

void SqlStaff::endSessionsOf(StaffId id)
{
    run(session_, "DELETE FROM staff_session WHERE staff_id = ?", id);
}

void SqlStaff::endSessionsAt(StationId id)
{
    run(session_, "DELETE FROM staff_session WHERE station_id = ?", id);
}

std::size_t SqlStaff::removeSessionsBefore(Instant expiredBefore, std::size_t most)
{
    std::vector<Digest> over;
    for (Query row(session_,
                   "SELECT bearer_hash FROM staff_session WHERE expires_at < ? ORDER BY expires_at LIMIT ?",
                   expiredBefore, most);
         row.next();)
        over.push_back(row.array<32>(0));
    for (const Digest& bearerHash : over)
        endSession(bearerHash);
    return over.size();
}

void SqlStaff::recordFailure(std::string_view source, Instant at)
{
    if (run(session_, "UPDATE login_failure SET count = count + 1, last_at = ? WHERE source = ?", at,
            source) == 0)
        run(session_, "INSERT INTO login_failure (source, count, last_at) VALUES (?, 1, ?)", source, at);
}

void SqlStaff::setFailures(std::string_view source, const LoginFailures& failures)
{
    if (failures.count <= 0)
        return clearFailures(source);
    if (run(session_, "UPDATE login_failure SET count = ?, last_at = ? WHERE source = ?", failures.count,
            failures.lastAt, source) == 0)
        run(session_, "INSERT INTO login_failure (source, count, last_at) VALUES (?, ?, ?)", source,
            failures.count, failures.lastAt);
}

void SqlStaff::clearFailures(std::string_view source)
{
    run(session_, "DELETE FROM login_failure WHERE source = ?", source);
}

std::size_t SqlStaff::removeFailuresBefore(Instant lastBefore, std::size_t most)
{
    std::vector<std::string> over;
    for (Query row(session_, "SELECT source FROM login_failure WHERE last_at < ? ORDER BY last_at LIMIT ?",
                   lastBefore, most);
         row.next();)
        over.push_back(row.text(0));
    for (const std::string& source : over)
        clearFailures(source);
    return over.size();
}

} // namespace ace::sql
