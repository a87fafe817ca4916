// SPDX-License-Identifier: MIT
#include "SqlAudit.h"

#include "Counter.h"
#include "Refusals.h"

namespace ace::sql {

std::vector<AuditRecord> SqlAudit::list(std::int64_t afterSequence, std::size_t most) const
{
    std::vector<AuditRecord> records;
    for (Query row(session_,
                   "SELECT sequence, at, staff_id, station_id, action, subject, detail, previous_hash, hash"
                   " FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",
                   afterSequence, most);
         row.next();)
        records.push_back({row.integer(0),
                           {row.instant(1), actorOf(row, 2), row.text(4), row.text(5), row.text(6)},
                           row.array<32>(7),
                           row.array<32>(8)});
    return records;
}

Digest SqlAudit::hashOf(std::int64_t sequence) const
{
    if (sequence == 0)
        return {};
    Query row(session_, "SELECT hash FROM audit WHERE sequence = ?", sequence);
    if (!row.next())
        throw SqlError(Fault::Corrupt, "entry " + std::to_string(sequence) + " of the audit log is missing");
    return row.array<32>(0);
}

void SqlAudit::append(const AuditEntry& entry)
{
    const std::int64_t sequence = advance(session_, "audit");
    const Digest previous = hashOf(sequence - 1);
    const Digest hash = sha256(canonicalForm(sequence, entry, previous));
    run(session_,
        "INSERT INTO audit (sequence, at, staff_id, station_id, action, subject, detail, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sequence, entry.at, entry.actor.staff, entry.actor.station, entry.action, entry.subject, entry.detail,
        previous, hash);
}

} // namespace ace::sql
