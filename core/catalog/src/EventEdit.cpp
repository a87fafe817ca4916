// SPDX-License-Identifier: MIT
#include <ace/catalog/EventEdit.h>

#include <algorithm>

namespace ace::catalog {

namespace {

template <class Part>
std::optional<EditRefused> replaceIn(std::vector<Part>& parts, const Part& part, const char* kind)
{
    const auto found = std::ranges::find(parts, part.id, &Part::id);
    if (found == parts.end())
        return EditRefused{EditRefusal::UnknownPart, "",
                           std::string("the event has no ") + kind + " " + part.id.toString()};
    *found = part;
    return std::nullopt;
}

template <class Part, class AnId>
std::optional<EditRefused> removeFrom(std::vector<Part>& parts, AnId id, const char* kind)
{
    if (std::erase_if(parts, [&](const Part& part) { return part.id == id; }) == 0)
        return EditRefused{EditRefusal::UnknownPart, "",
                           std::string("the event has no ") + kind + " " + id.toString()};
    return std::nullopt;
}

} // namespace

const char* name(EditRefusal refusal)
{
    switch (refusal) {
    case EditRefusal::UnknownEvent:
        return "unknown_event";
    case EditRefusal::UnknownPart:
        return "unknown_part";
    case EditRefusal::RevisionChanged:
        return "revision_changed";
    case EditRefusal::Invalid:
        return "invalid";
    case EditRefusal::CurrencyFixed:
        return "currency_fixed";
    case EditRefusal::KeyActive:
        return "key_active";
    case EditRefusal::CodeTaken:
        return "code_taken";
    case EditRefusal::IdempotencyKeyReused:
        return "idempotency_key_reused";
    }
    return "invalid";
}

void add(EventSetup& setup, TicketType type)
{
    type.number = 0;
    for (const TicketType& known : setup.types)
        type.number = std::max(type.number, known.number);
    ++type.number;
    setup.types.push_back(std::move(type));
}

void add(EventSetup& setup, Quota quota) { setup.quotas.push_back(std::move(quota)); }
void add(EventSetup& setup, Zone zone) { setup.zones.push_back(std::move(zone)); }
void add(EventSetup& setup, Gate gate) { setup.gates.push_back(std::move(gate)); }

std::optional<EditRefused> replace(EventSetup& setup, const TicketType& type)
{
    TicketType kept = type;
    if (const TicketType* known = setup.findType(type.id))
        kept.number = known->number; // tokens carry it
    return replaceIn(setup.types, kept, "ticket type");
}

std::optional<EditRefused> replace(EventSetup& setup, const Quota& quota)
{
    return replaceIn(setup.quotas, quota, "quota");
}

std::optional<EditRefused> replace(EventSetup& setup, const Zone& zone)
{
    return replaceIn(setup.zones, zone, "zone");
}

std::optional<EditRefused> replace(EventSetup& setup, const Gate& gate)
{
    return replaceIn(setup.gates, gate, "gate");
}

std::optional<EditRefused> remove(EventSetup& setup, TicketTypeId id)
{
    return removeFrom(setup.types, id, "ticket type");
}

std::optional<EditRefused> remove(EventSetup& setup, QuotaId id)
{
    return removeFrom(setup.quotas, id, "quota");
}

std::optional<EditRefused> remove(EventSetup& setup, ZoneId id)
{
    return removeFrom(setup.zones, id, "zone");
}

std::optional<EditRefused> remove(EventSetup& setup, GateId id)
{
    return removeFrom(setup.gates, id, "gate");
}

} // namespace ace::catalog
