// SPDX-License-Identifier: MIT
#include "EventEditor.h"

#include "Refusals.h"

namespace ace::sql {

namespace {

template <class Part> const Part* findIn(const std::vector<Part>& parts, const Part& wanted)
{
    for (const Part& part : parts)
        if (part.id == wanted.id)
            return &part;
    return nullptr;
}

std::string inUse(const std::string& what) { return what + " is in use, so it stays"; }

} // namespace

void EventEditor::insert()
{
    for (std::size_t i = 0; i < setup_.quotas.size(); ++i)
        insertQuota(i);
    for (std::size_t i = 0; i < setup_.zones.size(); ++i)
        insertZone(i);
    for (std::size_t i = 0; i < setup_.types.size(); ++i)
        insertType(i);
    for (std::size_t i = 0; i < setup_.gates.size(); ++i)
        insertGate(i);
    for (const TicketType& type : setup_.types)
        insertListsOf(type);
    for (const Gate& gate : setup_.gates)
        insertListsOf(gate);
}

void EventEditor::insertQuota(std::size_t index)
{
    const Quota& quota = setup_.quotas[index];
    run(session_,
        "INSERT INTO quota (id, event_id, position, name, size, held, leased, sold) VALUES (?, ?, ?, ?, ?, "
        "0, 0, 0)",
        quota.id, setup_.event.id, index, quota.name, quota.size);
}

void EventEditor::insertZone(std::size_t index)
{
    run(session_, "INSERT INTO zone (id, event_id, position, name) VALUES (?, ?, ?, ?)",
        setup_.zones[index].id, setup_.event.id, index, setup_.zones[index].name);
}

void EventEditor::checkCurrencyOf(const TicketType& type) const
{
    if (type.price.currency != setup_.event.currency)
        refuse(ErrorCode::Invalid, "ticket type \"" + type.name + "\" has another currency than its event");
}

void EventEditor::insertType(std::size_t index)
{
    const TicketType& type = setup_.types[index];
    checkCurrencyOf(type);
    run(session_,
        "INSERT INTO ticket_type (id, event_id, position, number, name, description, price, tax_rate_ppm,"
        " min_per_order, max_per_order, valid_from, valid_until, entries, hidden, on_web, at_counter)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        type.id, setup_.event.id, index, type.number, type.name, type.description, type.price.minor,
        type.taxRatePpm, type.minPerOrder, type.maxPerOrder, type.validity.from, type.validity.until,
        type.entries, type.hidden, type.onWeb, type.atCounter);
}

void EventEditor::insertGate(std::size_t index)
{
    const Gate& gate = setup_.gates[index];
    run(session_, "INSERT INTO gate (id, event_id, position, name, zone_id) VALUES (?, ?, ?, ?, ?)", gate.id,
        setup_.event.id, index, gate.name, gate.zone);
}

void EventEditor::insertListsOf(const TicketType& type)
{
    for (std::size_t i = 0; i < type.zones.size(); ++i)
        run(session_, "INSERT INTO ticket_type_zone (type_id, position, zone_id) VALUES (?, ?, ?)", type.id,
            i, type.zones[i]);
    for (std::size_t i = 0; i < type.quotas.size(); ++i)
        run(session_, "INSERT INTO ticket_type_quota (type_id, position, quota_id) VALUES (?, ?, ?)", type.id,
            i, type.quotas[i]);
}

void EventEditor::insertListsOf(const Gate& gate)
{
    for (std::size_t i = 0; i < gate.onlyTypes.size(); ++i)
        run(session_, "INSERT INTO gate_type (gate_id, position, type_id) VALUES (?, ?, ?)", gate.id, i,
            gate.onlyTypes[i]);
}

void EventEditor::update(const EventSetup& before)
{
    removeLists(before);
    stepAside(before);
    updateQuotas(before);
    updateZones(before);
    updateTypes(before);
    updateGates(before);
    removeMissing(before);
    for (const TicketType& type : setup_.types)
        insertListsOf(type);
    for (const Gate& gate : setup_.gates)
        insertListsOf(gate);
}

void EventEditor::removeLists(const EventSetup& before)
{
    for (const TicketType& type : before.types) {
        run(session_, "DELETE FROM ticket_type_zone WHERE type_id = ?", type.id);
        run(session_, "DELETE FROM ticket_type_quota WHERE type_id = ?", type.id);
    }
    for (const Gate& gate : before.gates)
        run(session_, "DELETE FROM gate_type WHERE gate_id = ?", gate.id);
}

void EventEditor::stepAside(const EventSetup& before)
{
    const EventId event = setup_.event.id;
    run(session_, "UPDATE quota SET position = -1 - position WHERE event_id = ?", event);
    run(session_, "UPDATE zone SET position = -1 - position WHERE event_id = ?", event);
    run(session_, "UPDATE ticket_type SET position = -1 - position, number = -number WHERE event_id = ?",
        event);
    for (const Gate& gate : before.gates) {
        const std::string aside = gate.id.toString();
        run(session_, "UPDATE gate SET position = -1 - position, name = ? WHERE id = ?", aside, gate.id);
    }
}

void EventEditor::updateQuotas(const EventSetup& before)
{
    for (std::size_t i = 0; i < setup_.quotas.size(); ++i) {
        const Quota& quota = setup_.quotas[i];
        if (!findIn(before.quotas, quota))
            insertQuota(i);
        else if (run(session_,
                     "UPDATE quota SET position = ?, name = ?, size = ? WHERE id = ? AND sold + held + "
                     "leased <= ?",
                     i, quota.name, quota.size, quota.id, quota.size) != 1)
            refuse(ErrorCode::Conflict, "quota \"" + quota.name + "\" has given more than " +
                                            std::to_string(quota.size) + " already");
    }
}

void EventEditor::updateZones(const EventSetup& before)
{
    for (std::size_t i = 0; i < setup_.zones.size(); ++i) {
        const Zone& zone = setup_.zones[i];
        if (!findIn(before.zones, zone))
            insertZone(i);
        else
            run(session_, "UPDATE zone SET position = ?, name = ? WHERE id = ?", i, zone.name, zone.id);
    }
}

// What was ordered took one of each quota of its type, and its tokens carry the type's number.
void EventEditor::checkQuotasOf(const TicketType& before, const TicketType& after)
{
    if (before.quotas == after.quotas && before.number == after.number)
        return;
    if (Query(session_, "SELECT 1 FROM order_line WHERE type_id = ? LIMIT 1", after.id).next() ||
        Query(session_, "SELECT 1 FROM allotment WHERE type_id = ? LIMIT 1", after.id).next())
        refuse(ErrorCode::Conflict, "ticket type \"" + before.name +
                                        "\" was sold already, so its quotas and its number stay as they are");
}

void EventEditor::updateTypes(const EventSetup& before)
{
    for (std::size_t i = 0; i < setup_.types.size(); ++i) {
        const TicketType& type = setup_.types[i];
        const TicketType* old = findIn(before.types, type);
        if (!old) {
            insertType(i);
            continue;
        }
        checkCurrencyOf(type);
        checkQuotasOf(*old, type);
        run(session_,
            "UPDATE ticket_type SET position = ?, number = ?, name = ?, description = ?, price = ?, "
            "tax_rate_ppm ="
            " ?, min_per_order = ?, max_per_order = ?, valid_from = ?, valid_until = ?, entries = ?, hidden "
            "= ?,"
            " on_web = ?, at_counter = ? WHERE id = ?",
            i, type.number, type.name, type.description, type.price.minor, type.taxRatePpm, type.minPerOrder,
            type.maxPerOrder, type.validity.from, type.validity.until, type.entries, type.hidden, type.onWeb,
            type.atCounter, type.id);
    }
}

void EventEditor::updateGates(const EventSetup& before)
{
    for (std::size_t i = 0; i < setup_.gates.size(); ++i) {
        const Gate& gate = setup_.gates[i];
        if (!findIn(before.gates, gate))
            insertGate(i);
        else
            run(session_, "UPDATE gate SET position = ?, name = ?, zone_id = ? WHERE id = ?", i, gate.name,
                gate.zone, gate.id);
    }
}

void EventEditor::removeMissing(const EventSetup& before)
{
    for (const Gate& gate : before.gates)
        if (!findIn(setup_.gates, gate))
            remove("gate", gate.id, "gate \"" + gate.name + "\"");
    for (const TicketType& type : before.types)
        if (!findIn(setup_.types, type))
            remove("ticket_type", type.id, "ticket type \"" + type.name + "\"");
    for (const Zone& zone : before.zones)
        if (!findIn(setup_.zones, zone))
            remove("zone", zone.id, "zone \"" + zone.name + "\"");
    for (const Quota& quota : before.quotas)
        if (!findIn(setup_.quotas, quota))
            remove("quota", quota.id, "quota \"" + quota.name + "\"");
}

template <class AnId>
void EventEditor::remove(std::string_view table, const AnId& id, const std::string& name)
{
    try {
        run(session_, "DELETE FROM " + std::string(table) + " WHERE id = ?", id);
    } catch (const SqlError& error) {
        if (error.fault() != Fault::Caller) // a foreign key names it
            throw;
        refuse(ErrorCode::Conflict, inUse(name));
    }
}

} // namespace ace::sql
