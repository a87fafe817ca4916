// SPDX-License-Identifier: MIT
// What is decided once the objects of a request are known. All throw http::Problem as Access.h says.
#pragma once

#include <ace/domain/people/Staff.h>
#include <ace/domain/people/TimeEntry.h>
#include <ace/domain/sales/Till.h>
#include <ace/sdk/storage/PeopleRepositories.h>
#include <ace/server/access/Credential.h>
#include <ace/server/access/Operations.h>

#include <optional>
#include <vector>

namespace ace::server::access {

// The event of the address, the body or the object.
void requireEvent(const Credential& who, const Operation& operation, EventId event);

// For Scope::List: whose rows are shown. None: of all events. `asked`: what ?event= names.
std::optional<EventId> listedEvent(const Credential& who, const Operation& operation,
                                   std::optional<EventId> asked);

// One of these permissions at this event, where an operation needs another one for a part of what it does
// (vouchers: all of them SetUp, one by its code Sell). Forbidden.
void requirePermission(const Credential& who, const Permissions& permissions, EventId event);

// A gate station scans only for its own gate.
void requireGate(const Credential& who, GateId gate);

// What belongs to one station (an allotment): its own, or a supervisor's business. As if it did not exist.
void requireStation(const Credential& who, const Operation& operation, StationId owner, EventId event);

// A counter uses its own till; a supervisor any of the event.
void requireTill(const Credential& who, const Operation& operation, const Till& till);
// Closing it, and moving its cash: whoever opened it, or a supervisor.
void requireTillSession(const Credential& who, const Operation& operation, const TillSession& session,
                        const Till& till);

// Correcting a time entry: a supervisor's at its event, as if it did not exist. One's own is somebody else's
// business, so that nobody writes down hours for themselves; an organiser of all events has nobody above.
void requireCorrection(const Credential& who, const Operation& operation, const TimeEntry& entry);

// Whose entries a list shows: one's own, or those of events where `who` supervises. `asked`: what the query
// asks for; asking for more is forbidden.
sdk::TimeEntryRepository::Filter listedTimes(const Credential& who, sdk::TimeEntryRepository::Filter asked);

// Whose staff record: of somebody all of whose roles are at events where `who` manages staff. Of somebody
// without a role, and of organisers of all events, only who manages staff everywhere. As if it did not exist.
void requireStaffRecord(const Credential& who, const Operation& operation, const Staff& subject);
// As requireStaffRecord(), or oneself: for one's own password and PIN.
void requireStaffRecordOrOneself(const Credential& who, const Operation& operation, const Staff& subject);
bool mayManage(const Credential& who, const Staff& subject);
// The roles that a record has afterwards: nobody gives what they could not take. Forbidden.
void requireMayGive(const Credential& who, const std::vector<Assignment>& assignments);

} // namespace ace::server::access
