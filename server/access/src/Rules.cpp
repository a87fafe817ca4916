// SPDX-License-Identifier: MIT
#include <ace/server/access/Rules.h>

#include "Refusals.h"

#include <algorithm>

namespace ace::server::access {

namespace {

constexpr Permissions kSupervise = Permission::Supervise;
constexpr Permissions kManageStaff = Permission::ManageStaff;

bool isOneself(const Credential& who, StaffId id) { return who.staff && who.staff->staff.id == id; }

} // namespace

void requireEvent(const Credential& who, const Operation& operation, EventId event)
{
    if (operation.who == Who::Public || operation.who == Who::Operator || operation.who == Who::LogIn)
        return;
    // A station by itself holds no role; its own event is its right.
    const bool byItself = operation.who == Who::Station;
    if (byItself && who.station ? who.station->event == event : who.may(operation.permissions, event))
        return;
    if (operation.scope == Scope::Object)
        throw missing(operation);
    throw forbidden("This credential may not do that at this event.");
}

std::optional<EventId> listedEvent(const Credential& who, const Operation& operation,
                                   std::optional<EventId> asked)
{
    if (!asked && who.station)
        asked = who.station->event;
    if (asked)
        requireEvent(who, operation, *asked);
    else if (!who.mayEverywhere(operation.permissions))
        throw forbidden("This credential may see single events only: name one with ?event=.");
    return asked;
}

void requirePermission(const Credential& who, const Permissions& permissions, EventId event)
{
    if (!who.may(permissions, event))
        throw forbidden("The role of this credential does not include that.");
}

void requireGate(const Credential& who, GateId gate)
{
    if (who.station && who.station->gate != gate)
        throw forbidden("This station scans for its own gate only.");
}

void requireStation(const Credential& who, const Operation& operation, StationId owner, EventId event)
{
    requireEvent(who, operation, event);
    const bool own = who.station && who.station->id == owner;
    if (!own && !who.may(kSupervise, event))
        throw missing(operation);
}

void requireTill(const Credential& who, const Operation& operation, const Till& till)
{
    requireEvent(who, operation, till.event);
    const bool own = who.station && who.station->till == till.id;
    if (!own && !who.may(kSupervise, till.event))
        throw forbidden("This is another counter's till.");
}

void requireTillSession(const Credential& who, const Operation& operation, const TillSession& session,
                        const Till& till)
{
    requireTill(who, operation, till);
    const bool own = who.staff && session.openedBy.staff == who.staff->staff.id;
    if (!own && !who.may(kSupervise, till.event))
        throw forbidden("Somebody else opened this till session; ask them, or a supervisor.");
}

void requireCorrection(const Credential& who, const Operation& operation, const TimeEntry& entry)
{
    requireEvent(who, operation, entry.event);
    if (isOneself(who, entry.staff) && !who.staff->staff.mayEverywhere(Permission::ManageStaff))
        throw forbidden("One's own times are corrected by another supervisor, or by an organiser.");
}

sdk::TimeEntryRepository::Filter listedTimes(const Credential& who, sdk::TimeEntryRepository::Filter asked)
{
    const std::optional<StaffId> self = who.staff ? std::optional(who.staff->staff.id) : std::nullopt;
    if (self && asked.staff == self)
        return asked;
    const auto event = !asked.event && who.station ? std::optional(who.station->event) : asked.event;
    if (event ? who.may(kSupervise, *event) : who.mayEverywhere(kSupervise)) {
        asked.event = event;
        return asked;
    }
    if (asked.staff || !self)
        throw forbidden("Only a supervisor sees the times of others.");
    asked.staff = self;
    return asked;
}

bool mayManage(const Credential& who, const Staff& subject)
{
    if (who.mayEverywhere(kManageStaff))
        return true;
    return !subject.assignments.empty() &&
           std::ranges::all_of(subject.assignments, [&](const Assignment& assignment) {
               return assignment.event && who.may(kManageStaff, *assignment.event);
           });
}

void requireStaffRecord(const Credential& who, const Operation& operation, const Staff& subject)
{
    if (!mayManage(who, subject))
        throw missing(operation);
}

void requireStaffRecordOrOneself(const Credential& who, const Operation& operation, const Staff& subject)
{
    if (!isOneself(who, subject.id))
        requireStaffRecord(who, operation, subject);
}

void requireMayGive(const Credential& who, const std::vector<Assignment>& assignments)
{
    Staff afterwards;
    afterwards.assignments = assignments;
    if (!mayManage(who, afterwards))
        throw forbidden("Roles can be given only at events where one manages the staff.");
}

} // namespace ace::server::access
