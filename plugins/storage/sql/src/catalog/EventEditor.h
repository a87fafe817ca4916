// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/sql/Query.h>

#include <functional>
#include <string>

namespace ace::sql {

// Makes the event on record become as given, part by part. Parts keep their rows, and what refers to them, by
// their ids; what is new is inserted, what is missing goes unless something refers to it. StorageError
// (Conflict) says what is in the way.
//
// Positions and names are unique within an event, so each part first steps aside to a value that no part has.
class EventEditor
{
public:
    EventEditor(Session& session, const EventSetup& setup) : session_(session), setup_(setup) {}

    void insert(); // an event without any part on record
    void update(const EventSetup& before);

private:
    void insertQuota(std::size_t index);
    void insertZone(std::size_t index);
    void insertType(std::size_t index);
    void insertGate(std::size_t index);
    void insertListsOf(const TicketType& type);
    void insertListsOf(const Gate& gate);
    void removeLists(const EventSetup& before);
    void stepAside(const EventSetup& before);
    void updateQuotas(const EventSetup& before);
    void updateZones(const EventSetup& before);
    void updateTypes(const EventSetup& before);
    void updateGates(const EventSetup& before);
    void checkQuotasOf(const TicketType& before, const TicketType& after);
    void checkCurrencyOf(const TicketType& type) const;
    void removeMissing(const EventSetup& before);
    template <class AnId> void remove(std::string_view table, const AnId& id, const std::string& name);

    Session& session_;
    const EventSetup& setup_;
};

} // namespace ace::sql
