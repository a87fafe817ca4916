// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/sql/Query.h>

#include <map>
#include <optional>
#include <vector>

namespace ace::sql {

// Reads events with all their parts: one query for each kind of part, whatever the number of events.
class EventReader
{
public:
    explicit EventReader(Session& session) : session_(session) {}

    std::vector<EventSetup> readAll(); // by start, then name
    std::optional<EventSetup> readOne(std::string_view slug);
    std::optional<EventSetup> readOne(EventId id);

private:
    std::vector<EventSetup> read(Query&& row, bool one);
    template <class Take> void eachPart(std::string_view columnsAndTable, std::string_view order, Take take);
    void readQuotas();
    void readZones();
    void readTypes();
    void readTypeLists();
    void readGates();
    void readKeys();

    Session& session_;
    std::optional<EventId> only_;
    std::map<EventId, EventSetup*> events_; // points into the list that read() builds
};

} // namespace ace::sql
