// SPDX-License-Identifier: MIT
#include "AllotmentJson.h"
#include "Operations.h"
#include "Refusals.h"

#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

// The allotment of the address, where the caller may see it.
Allotment loadAllotment(const Call& call)
{
    auto allotment = http::valueOrThrow(call.services.allotments.find(call.pathId<AllotmentId>(0)));
    const auto station =
        allotment ? http::valueOrThrow(call.services.people.stations.find(allotment->station)) : std::nullopt;
    if (!station)
        throw call.missing();
    access::requireStation(call.who, call.operation, station->id, station->event);
    return std::move(*allotment);
}

// Of all stations for whoever supervises there; else a station's own.
void listAllotments(Call& call)
{
    const std::optional<EventId> event = access::listedEvent(call.who, call.operation, call.queryEvent());
    const bool all =
        event ? call.who.may(Permission::Supervise, *event) : call.who.mayEverywhere(Permission::Supervise);
    if (!all && !call.who.station)
        return call.sendItems({}, std::nullopt);
    const auto station = all ? std::nullopt : std::optional(call.who.station->id);
    const auto allotments = http::valueOrThrow(call.services.allotments.list(station, call.page()));
    // The cursor goes by all rows, what is shown by the event.
    const catalog::EventPtr only = event ? call.findEvent(*event) : nullptr;
    std::vector<std::string> items;
    const std::size_t limit = call.limit();
    for (std::size_t i = 0; i < allotments.size() && i < limit; ++i)
        if (!only || only->findType(allotments[i].type))
            items.push_back(renderAllotmentSummary(allotments[i]));
    std::optional<std::string> next;
    if (allotments.size() > limit)
        next = allotments[limit - 1].id.toString();
    call.sendItems(items, next);
}

void createAllotment(Call& call)
{
    const Station& station = *call.who.station;
    access::requireEvent(call.who, call.operation, station.event);
    const LeaseBody lease = parseLease(call.body());
    if (!call.findEvent(station.event)->findType(lease.type))
        throw http::Problem("unknown_ticket_type", "This station's event has no such ticket type.");
    const auto allotment =
        doneOrThrow(call.services.allotments.lease({station.id, lease.type, lease.quantity, call.act()}));
    call.setLocation("/api/v1/allotments/" + allotment.id.toString());
    call.send(201, renderAllotment(allotment));
}

void showAllotment(Call& call) { call.send(200, renderAllotment(loadAllotment(call))); }

void returnAllotment(Call& call)
{
    const Allotment allotment = loadAllotment(call);
    if (call.who.station->id != allotment.station)
        throw call.missing(); // only the station knows what it has not sold
    const auto tickets = parseLeasedChoice(call.body());
    call.send(200, renderAllotment(
                       doneOrThrow(call.services.allotments.giveBack(allotment.id, tickets, call.act()))));
}

void writeOffAllotment(Call& call)
{
    const Allotment allotment = loadAllotment(call);
    const WriteOffBody body = parseWriteOff(call.body());
    call.send(200, renderAllotment(doneOrThrow(call.services.allotments.writeOff(allotment.id, body.tickets,
                                                                                 body.reason, call.act()))));
}

constexpr OperationFunction kFunctions[] = {
    {"listAllotments", listAllotments},       {"createAllotment", createAllotment},
    {"showAllotment", showAllotment},         {"returnAllotment", returnAllotment},
    {"writeOffAllotment", writeOffAllotment},
};

} // namespace

std::span<const OperationFunction> allotmentOperations() { return kFunctions; }

} // namespace ace::server::api
