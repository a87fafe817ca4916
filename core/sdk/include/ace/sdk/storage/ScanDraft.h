// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/domain/entry/Scan.h>

#include <optional>
#include <string>
#include <variant>

namespace ace::sdk {

// One scan as the station saw it, with what its token alone decided. The record decides the rest (domain
// `judge`) in the transaction that writes the row.
struct ScanDraft
{
    Scan scan;                       // verdict, ticketState and firstScan are filled in when it is recorded
    std::string scope;               // credential + route: a nonce is unique in it
    Digest bodyHash{};               // a repeated nonce with another one is refused
    std::optional<Reason> refused;   // decided already: no token of ours, its key, event or window
    std::optional<Reason> access;    // the gate's product or zone rule
    ZoneId zone;                     // the gate leads into it
    std::int32_t entriesAllowed = 1; // of the ticket's type; the presence starts with it
};

struct RecordedScan
{
    Scan scan;
    bool repeated = false; // the nonce was known (not by the same draft, by its id): this is the first answer
    std::optional<Scan> firstScan;          // what scan.firstScan names
    std::optional<TicketTypeId> ticketType; // of scan.ticket
};
// Known, with another body.
struct NonceReused
{
};
using ScanOutcome = std::variant<RecordedScan, NonceReused>;

} // namespace ace::sdk
