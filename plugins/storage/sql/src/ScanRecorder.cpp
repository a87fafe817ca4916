// SPDX-License-Identifier: MIT
#include "ScanRecorder.h"

#include "DraftCheck.h"
#include "OrderRows.h"
#include "ScanRows.h"

#include <ace/domain/entry/AdmissionRule.h>
#include <ace/sql/Transaction.h>

namespace ace::sql {

namespace {

constexpr int kMostReissues = 1'000;

std::optional<TicketId> successorOf(Session& session, TicketId ticket)
{
    Query row(session, "SELECT id FROM ticket WHERE reissue_of = ?", ticket);
    return row.next() ? std::optional<TicketId>(row.id<TicketId>(0)) : std::nullopt;
}

} // namespace

using sdk::RecordedScan;
using sdk::ScanDraft;
using sdk::ScanOutcome;

ScanOutcome ScanRecorder::record(const ScanDraft& draft)
{
    checkDraft(draft);
    if (auto known = readScanOfNonce(session_, draft.scope, draft.scan.nonce)) {
        if (known->bodyHash != draft.bodyHash)
            return sdk::NonceReused{};
        return answerAgain(draft, std::move(known->scan));
    }
    const auto ticket = draft.scan.ticket ? readTicket(session_, *draft.scan.ticket) : std::nullopt;
    RecordedScan recorded{draft.scan, false, std::nullopt, std::nullopt};
    recorded.scan.firstScan.reset();
    recorded.scan.ticketState.reset();
    if (ticket) {
        recorded.scan.ticketState = ticket->state;
        recorded.ticketType = ticket->type;
    }
    Savepoint savepoint(session_);
    if (draft.refused)
        recorded.scan.verdict = {draft.refused};
    else
        decide(draft, ticket, recorded.scan);
    writeScan(session_, draft, recorded.scan);
    savepoint.keep();
    if (recorded.scan.firstScan)
        recorded.firstScan = readScan(session_, *recorded.scan.firstScan);
    return recorded;
}

ScanOutcome ScanRecorder::answerAgain(const ScanDraft& draft, Scan scan)
{
    RecordedScan recorded{std::move(scan), true, std::nullopt, std::nullopt};
    recorded.repeated = recorded.scan.id != draft.scan.id;
    if (recorded.scan.firstScan)
        recorded.firstScan = readScan(session_, *recorded.scan.firstScan);
    if (recorded.scan.ticket)
        if (const auto ticket = readTicket(session_, *recorded.scan.ticket))
            recorded.ticketType = ticket->type;
    return recorded;
}

void ScanRecorder::decide(const ScanDraft& draft, const std::optional<Ticket>& ticket, Scan& scan)
{
    // That a ticket is on record says that it was paid for; see the schema.
    std::optional<TicketStanding> standing;
    std::optional<Presence> presence;
    if (ticket) {
        standing = {true, ticket->revoked, ticket->state};
        presence = readPresence(session_, ticket->id, draft.zone);
    }
    const Presence before = presence.value_or(Presence{false, draft.entriesAllowed, std::nullopt});
    scan.verdict = judge(scan.direction, standing ? &*standing : nullptr, draft.access, before);
    if (scan.verdict.reason == Reason::AlreadyRedeemed)
        scan.firstScan = before.lastEntry;
    if (!scan.verdict.admitted())
        return;
    if (scan.direction == Direction::Entry)
        enter(draft, presence.has_value());
    else
        leave(draft);
}

void ScanRecorder::enter(const ScanDraft& draft, bool known)
{
    const TicketId ticket = *draft.scan.ticket;
    if (!known) {
        const std::int32_t left =
            draft.entriesAllowed == kUnlimitedEntries ? kUnlimitedEntries : draft.entriesAllowed - 1;
        run(session_,
            "INSERT INTO presence (zone_id, ticket_id, inside, entries_left, last_entry) VALUES (?, ?, 1, ?, "
            "?)",
            draft.zone, ticket, left, draft.scan.id);
        return;
    }
    const auto changed = run(session_,
                             "UPDATE presence SET inside = 1, last_entry = ?, entries_left ="
                             " CASE WHEN entries_left = ? THEN entries_left ELSE entries_left - 1 END"
                             " WHERE zone_id = ? AND ticket_id = ? AND inside = 0 AND entries_left > 0",
                             draft.scan.id, kUnlimitedEntries, draft.zone, ticket);
    if (changed != 1)
        throw SqlError(Fault::Retry, "the ticket was admitted elsewhere meanwhile");
}

void ScanRecorder::leave(const ScanDraft& draft)
{
    const TicketId shown = *draft.scan.ticket;
    if (run(session_, "UPDATE presence SET inside = 0 WHERE zone_id = ? AND ticket_id = ? AND inside = 1",
            draft.zone, shown) != 0)
        return;
    // Reissued meanwhile, so the presence is its successor's. Only for whoever went in with this one: what is
    // shown may be a copy of what its holder had replaced, and they went in with the new one.
    std::optional<TicketId> later = successorOf(session_, shown);
    for (int i = 0; later && i < kMostReissues; ++i) {
        if (run(session_,
                "UPDATE presence SET inside = 0 WHERE zone_id = ? AND ticket_id = ? AND inside = 1"
                " AND EXISTS (SELECT 1 FROM scan s WHERE s.id = presence.last_entry AND s.ticket_id = ?)",
                draft.zone, *later, shown) != 0)
            return;
        later = successorOf(session_, *later);
    }
}

} // namespace ace::sql
