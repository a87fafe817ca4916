// SPDX-License-Identifier: MIT
#include "ScanRows.h"

#include "Refusals.h"
#include "Words.h"

namespace ace::sql {

namespace {

#define ACE_SCAN_COLUMNS                                                                                     \
    "id, nonce, event_id, gate_id, direction, reason, ticket_id, ticket_state, raw, scanned_at, "            \
    "received_at, first_scan, staff_id, station_id"

Scan scanOf(const Query& row)
{
    Scan scan;
    scan.id = row.id<ScanId>(0);
    scan.nonce = row.text(1);
    scan.event = row.id<EventId>(2);
    scan.gate = row.id<GateId>(3);
    scan.direction = fromWord<Direction>(row.view(4));
    if (!row.isNull(5))
        scan.verdict.reason = fromWord<Reason>(row.view(5));
    scan.ticket = row.optionalId<TicketId>(6);
    if (!row.isNull(7))
        scan.ticketState = fromWord<TicketState>(row.view(7));
    scan.raw = row.rawBytes(8);
    scan.scannedAt = row.instant(9);
    scan.receivedAt = row.instant(10);
    scan.firstScan = row.optionalId<ScanId>(11);
    scan.by = actorOf(row, 12);
    return scan;
}

std::span<const std::uint8_t> asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

std::optional<LoggedScan> readScanOfNonce(Session& session, std::string_view scope, std::string_view nonce)
{
    Query row(session, "SELECT " ACE_SCAN_COLUMNS ", body_hash FROM scan WHERE scope = ? AND nonce = ?",
              scope, nonce);
    return row.next() ? std::optional<LoggedScan>({scanOf(row), row.array<32>(14)}) : std::nullopt;
}

std::optional<Scan> readScan(Session& session, ScanId id)
{
    Query row(session, "SELECT " ACE_SCAN_COLUMNS " FROM scan WHERE id = ?", id);
    return row.next() ? std::optional<Scan>(scanOf(row)) : std::nullopt;
}

std::vector<Scan> readScansOfTicket(Session& session, TicketId ticket)
{
    std::vector<Scan> scans;
    for (Query row(session,
                   "SELECT " ACE_SCAN_COLUMNS " FROM scan WHERE ticket_id = ? ORDER BY scanned_at, id",
                   ticket);
         row.next();)
        scans.push_back(scanOf(row));
    return scans;
}

void writeScan(Session& session, const sdk::ScanDraft& draft, const Scan& scan)
{
    const auto reason =
        scan.verdict.reason ? std::optional<std::string_view>(word(*scan.verdict.reason)) : std::nullopt;
    const auto state =
        scan.ticketState ? std::optional<std::string_view>(word(*scan.ticketState)) : std::nullopt;
    const auto raw = asBytes(scan.raw);
    run(session,
        "INSERT INTO scan (" ACE_SCAN_COLUMNS ", scope, body_hash, zone_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        scan.id, scan.nonce, scan.event, scan.gate, word(scan.direction), reason, scan.ticket, state, raw,
        scan.scannedAt, scan.receivedAt, scan.firstScan, scan.by.staff, scan.by.station, draft.scope,
        draft.bodyHash, draft.zone);
}

std::optional<Presence> readPresence(Session& session, TicketId ticket, ZoneId zone)
{
    Query row(session,
              "SELECT inside, entries_left, last_entry FROM presence WHERE zone_id = ? AND ticket_id = ?",
              zone, ticket);
    return row.next() ? std::optional<Presence>(
                            {row.flag(0), row.integer<std::int32_t>(1), row.optionalId<ScanId>(2)})
                      : std::nullopt;
}

#undef ACE_SCAN_COLUMNS

} // namespace ace::sql
