// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>
#include <ace/sdk/storage/Once.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace ace::catalog {

enum class EditRefusal {
    UnknownEvent,
    UnknownPart,     // no such ticket type, quota, zone, gate, key or voucher in this event
    RevisionChanged, // somebody else was faster: read again
    Invalid,         // a rule of EventRules.h is broken
    CurrencyFixed,   // tickets were sold in the other one
    KeyActive,       // it signs: rotate first
    CodeTaken,       // another voucher of the event has it
    IdempotencyKeyReused,
};

const char* name(EditRefusal refusal); // "revision_changed": as in the API

struct EditRefused
{
    EditRefusal refusal = EditRefusal::Invalid;
    std::string key;    // Invalid: where, "ticket_type[2].name"
    std::string detail; // for people
};

// A change of an event's setup. `change` gets what is on record and makes of it what shall be; it runs inside
// the transaction, maybe more than once.
struct EventEdit
{
    using Change = std::function<std::optional<EditRefused>(EventSetup&)>;

    std::string slug;                             // as it is now
    std::optional<std::int64_t> expectedRevision; // none: whichever it has
    std::string action;                           // for the audit log: "ticket_type.add"
    std::string part;                             // the id of what is added or changed; may be empty
    Change change;
    sdk::Act act;
};

struct EventEdited
{
    EventPtr event;
    std::string part;      // EventEdit::part; of the first request where it is repeated
    bool repeated = false; // this is the first answer to the same idempotency key
};

using EditOutcome = std::variant<EventEdited, EditRefused>;
using KeyOutcome = std::variant<KeyId, EditRefused>;

// For EventEdit::change. A new type gets the next number; a changed one keeps its own.
void add(EventSetup& setup, TicketType type);
void add(EventSetup& setup, Quota quota);
void add(EventSetup& setup, Zone zone);
void add(EventSetup& setup, Gate gate);
std::optional<EditRefused> replace(EventSetup& setup, const TicketType& type);
std::optional<EditRefused> replace(EventSetup& setup, const Quota& quota);
std::optional<EditRefused> replace(EventSetup& setup, const Zone& zone);
std::optional<EditRefused> replace(EventSetup& setup, const Gate& gate);
std::optional<EditRefused> remove(EventSetup& setup, TicketTypeId id);
std::optional<EditRefused> remove(EventSetup& setup, QuotaId id);
std::optional<EditRefused> remove(EventSetup& setup, ZoneId id);
std::optional<EditRefused> remove(EventSetup& setup, GateId id);

} // namespace ace::catalog
