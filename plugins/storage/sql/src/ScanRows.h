// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/ScanDraft.h>
#include <ace/sql/Query.h>

#include <optional>
#include <vector>

namespace ace::sql {

// Rows of the scan log. They are only ever added.

struct LoggedScan
{
    Scan scan;
    Digest bodyHash{};
};

std::optional<LoggedScan> readScanOfNonce(Session& session, std::string_view scope, std::string_view nonce);
std::optional<Scan> readScan(Session& session, ScanId id);
std::vector<Scan> readScansOfTicket(Session& session, TicketId ticket); // oldest first
void writeScan(Session& session, const sdk::ScanDraft& draft, const Scan& scan);

std::optional<Presence> readPresence(Session& session, TicketId ticket, ZoneId zone);

} // namespace ace::sql
