// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/domain/people/Actor.h>

#include <cstdint>
#include <string>

namespace ace::inline domain {

// What somebody did that others may ask about later: settings, staff, log-ins, refunds, overrides. Sales and
// scans are rows of their own and not repeated here.
struct AuditEntry
{
    Instant at;
    Actor actor;
    std::string action;  // "staff.create", "order.void", "login.refused"
    std::string subject; // what it is about: "order:ABCD2345", "station:<uuid>"
    std::string detail;  // JSON; no secret, no customer's data

    bool operator==(const AuditEntry&) const = default;
};

// Its place in the chain: sequence from 1 without gaps; hash = SHA-256 of canonicalForm(), which holds the
// previous hash (of the first: 32 zero bytes).
struct AuditRecord
{
    std::int64_t sequence = 0;
    AuditEntry entry;
    Digest previous{};
    Digest hash{};
};

// Version 1: "1", sequence, microseconds, staff, station, action, subject, detail, previous hash in hex; each
// as length in bytes, ':', bytes, ','.
std::string canonicalForm(std::int64_t sequence, const AuditEntry& entry, const Digest& previous);

} // namespace ace::inline domain
