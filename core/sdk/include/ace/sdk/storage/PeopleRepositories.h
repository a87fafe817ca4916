// SPDX-License-Identifier: MIT
// Staff, stations, time and the audit log. As in Repositories.h: const members read, the others write, all
// throw StorageError; what takes `expectedRevision` throws Conflict where the record has another one.
#pragma once

#include <ace/domain/catalog/Event.h>
#include <ace/domain/people/Audit.h>
#include <ace/domain/people/Staff.h>
#include <ace/domain/people/Station.h>
#include <ace/domain/people/TimeEntry.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace ace::sdk {

// A part of a list that is sorted by identifier, and so by the time its rows were made.
struct Page
{
    std::optional<Uuid> after; // none: from the start
    std::size_t most = 50;
};

class StaffRepository
{
public:
    virtual ~StaffRepository() = default;
    virtual std::vector<Staff> list(const Page& page) const = 0;
    virtual std::vector<Staff> listAt(EventId event) const = 0; // active, with a role there or everywhere
    virtual std::optional<Staff> find(StaffId id) const = 0;
    virtual std::optional<Staff> findByLogin(std::string_view login) const = 0;
    virtual StaffSecrets secretsOf(StaffId id) const = 0;
    virtual std::optional<StaffSession> findSession(const Digest& bearerHash) const = 0;
    // `source` is who tries at which account, as the use case names it.
    virtual LoginFailures failuresOf(std::string_view source) const = 0;

    virtual void insert(const Staff& staff) = 0; // Conflict: the login is taken
    virtual void update(const Staff& staff, std::int64_t expectedRevision) = 0; // stores revision + 1
    virtual void setSecrets(StaffId id, const StaffSecrets& secrets) = 0;
    virtual void insertSession(const StaffSession& session) = 0;
    virtual void touchSession(const Digest& bearerHash, Instant seenAt) = 0;
    virtual void endSession(const Digest& bearerHash) = 0;
    virtual void endSessionsOf(StaffId id) = 0;
    virtual void endSessionsAt(StationId id) = 0;
    virtual std::size_t removeSessionsBefore(Instant expiredBefore, std::size_t most) = 0;
    virtual void recordFailure(std::string_view source, Instant at) = 0;                  // counts 1 more
    virtual void setFailures(std::string_view source, const LoginFailures& failures) = 0; // 0: as cleared
    virtual void clearFailures(std::string_view source) = 0;
    virtual std::size_t removeFailuresBefore(Instant lastBefore, std::size_t most) = 0;
};

class TimeEntryRepository
{
public:
    struct Filter
    {
        std::optional<EventId> event;
        std::optional<StaffId> staff;
        std::optional<TimeWindow> clockedIn;
    };

    virtual ~TimeEntryRepository() = default;
    virtual std::optional<TimeEntry> find(TimeEntryId id) const = 0;
    virtual std::optional<TimeEntry> findOpen(StaffId staff) const = 0;
    virtual std::vector<TimeEntry> list(const Filter& filter, const Page& page) const = 0;

    virtual void insert(const TimeEntry& entry) = 0; // Conflict: this person has an open one
    virtual void update(const TimeEntry& entry, std::int64_t expectedRevision) = 0; // stores revision + 1
};

class StationRepository
{
public:
    virtual ~StationRepository() = default;
    virtual std::vector<Station> list(std::optional<EventId> event, const Page& page) const = 0;
    virtual std::optional<Station> find(StationId id) const = 0;
    virtual std::optional<Station> findByPairingCode(const Digest& hash, Instant now) const = 0; // in time

    virtual void insert(const Station& station) = 0; // Conflict: the name is taken at its event
    virtual void update(const Station& station, std::int64_t expectedRevision) = 0; // name, gate, till
    virtual void setPairingCode(StationId id, const PairingCode& code) = 0;         // the one before is gone
    // Uses the code up: true for exactly one caller, who is then the station. False: used, expired or
    // revoked.
    virtual bool pair(const Digest& codeHash, const std::string& publicKey, Instant now) = 0;
    virtual void revoke(StationId id, Instant now) = 0; // its pairing code is gone too
    virtual void touch(StationId id, Instant seenAt) = 0;
};

class AuditRepository
{
public:
    virtual ~AuditRepository() = default;
    virtual std::vector<AuditRecord> list(std::int64_t afterSequence, std::size_t most) const = 0;

    virtual void append(const AuditEntry& entry) = 0; // takes the next sequence number and links it
};

} // namespace ace::sdk
