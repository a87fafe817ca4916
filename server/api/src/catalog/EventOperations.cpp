// SPDX-License-Identifier: MIT
#include "EventJson.h"
#include "Operations.h"
#include "Refusals.h"
#include "SetupJson.h"

#include <ace/server/access/Rules.h>

#include <algorithm>

namespace ace::server::api {

namespace {

std::vector<QuotaLevel> levelsOf(const Call& call, const EventSetup& setup)
{
    return http::valueOrThrow(call.services.catalog.quotaLevels(setup.event.id));
}

void listEvents(Call& call)
{
    call.send(200, renderEventList(http::valueOrThrow(call.services.catalog.listEvents())));
}

void showEvent(Call& call)
{
    const catalog::EventPtr event = call.event();
    call.send(200, renderEvent(*event, levelsOf(call, *event)));
}

void sendSetup(const Call& call, int status, const EventSetup& setup)
{
    call.sendRevised(status, renderSetup(setup, levelsOf(call, setup)), setup.revision);
}

void showEventSetup(Call& call) { sendSetup(call, 200, *call.event()); }

void createEvent(Call& call)
{
    EventSetup setup = parseNewEvent(call.body(), call.services.ids);
    const auto edited = doneOrThrow(call.services.setUp.addEvent(std::move(setup), call.act()));
    call.setLocation("/api/v1/events/" + edited.event->event.slug + "/setup");
    sendSetup(call, 201, *edited.event);
}

using Change = catalog::EventEdit::Change;

// What all edits of the event in the address have in common.
catalog::EventEdit editOf(const Call& call, const char* action, Change change)
{
    catalog::EventEdit edit;
    edit.slug = call.event()->event.slug;
    edit.action = action;
    edit.change = std::move(change);
    edit.act = call.act();
    if (call.operation.ifMatch)
        edit.expectedRevision = call.expectedRevision();
    return edit;
}

catalog::EventEdited apply(const Call& call, const catalog::EventEdit& edit)
{
    return doneOrThrow(call.services.setUp.editEvent(edit));
}

void editEvent(Call& call)
{
    Event tried = call.event()->event;
    api::edit(tried, call.body()); // what cannot be read is refused here, not inside the transaction
    const auto edit =
        editOf(call, "event.edit", [&](EventSetup& setup) -> std::optional<catalog::EditRefused> {
            api::edit(setup.event, call.body());
            return std::nullopt;
        });
    sendSetup(call, 200, *apply(call, edit).event);
}

template <class Part> void add(Call& call, const char* folder, const Part& part, const char* action)
{
    auto edit = editOf(call, action, [&](EventSetup& setup) -> std::optional<catalog::EditRefused> {
        catalog::add(setup, part);
        return std::nullopt;
    });
    edit.part = part.id.toString();
    const auto edited = apply(call, edit);
    call.setLocation("/api/v1/events/" + edited.event->event.slug + "/" + folder + "/" + edited.part);
    sendSetup(call, 201, *edited.event);
}

// `parts` is the list of the setup that it stands in.
template <class Part> void change(Call& call, std::vector<Part> EventSetup::*parts, const char* action)
{
    const auto id = call.pathId<decltype(Part::id)>(1);
    Part tried;
    api::edit(tried, call.body()); // what cannot be read is refused here, not inside the transaction
    auto edit = editOf(call, action, [&](EventSetup& setup) -> std::optional<catalog::EditRefused> {
        const auto found = std::ranges::find(setup.*parts, id, &Part::id);
        if (found == (setup.*parts).end())
            return catalog::EditRefused{catalog::EditRefusal::UnknownPart, "", "There is no such part."};
        Part changed = *found;
        api::edit(changed, call.body());
        return catalog::replace(setup, changed);
    });
    edit.part = id.toString();
    sendSetup(call, 200, *apply(call, edit).event);
}

template <class AnId> void remove(Call& call, const char* action)
{
    const auto id = call.pathId<AnId>(1);
    auto edit = editOf(call, action, [&](EventSetup& setup) { return catalog::remove(setup, id); });
    edit.part = id.toString();
    sendSetup(call, 200, *apply(call, edit).event);
}

void addQuota(Call& call) { add(call, "quotas", parseNewQuota(call.body(), call.services.ids), "quota.add"); }
void addZone(Call& call) { add(call, "zones", parseNewZone(call.body(), call.services.ids), "zone.add"); }
void addTicketType(Call& call)
{
    const Event event = call.event()->event;
    add(call, "ticket-types", parseNewTicketType(call.body(), event, call.services.ids), "ticket_type.add");
}
void addGate(Call& call) { add(call, "gates", parseNewGate(call.body(), call.services.ids), "gate.add"); }

void editQuota(Call& call) { change(call, &EventSetup::quotas, "quota.edit"); }
void editZone(Call& call) { change(call, &EventSetup::zones, "zone.edit"); }
void editTicketType(Call& call) { change(call, &EventSetup::types, "ticket_type.edit"); }
void editGate(Call& call) { change(call, &EventSetup::gates, "gate.edit"); }

void removeQuota(Call& call) { remove<QuotaId>(call, "quota.remove"); }
void removeZone(Call& call) { remove<ZoneId>(call, "zone.remove"); }
void removeTicketType(Call& call) { remove<TicketTypeId>(call, "ticket_type.remove"); }
void removeGate(Call& call) { remove<GateId>(call, "gate.remove"); }

void listKeys(Call& call)
{
    std::vector<std::string> items;
    for (const SigningKey& key : call.event()->keys)
        items.push_back(renderKey(key));
    call.sendItems(items, std::nullopt);
}

void sendKey(const Call& call, int status, KeyId id)
{
    const catalog::EventPtr event = http::valueOrThrow(call.services.catalog.findEventOfKey(id));
    if (!event)
        throw call.missing();
    call.send(status, renderKey(*std::ranges::find(event->keys, id, &SigningKey::id)));
}

void rotateKey(Call& call)
{
    sendKey(call, 201, doneOrThrow(call.services.setUp.rotateKey(call.event()->event.slug, call.act())));
}

void retireKey(Call& call)
{
    const auto number = parseKeyId(call.path(1));
    if (!number)
        throw call.missing();
    const std::string slug = call.event()->event.slug;
    sendKey(call, 200, doneOrThrow(call.services.setUp.retireKey(slug, *number, call.act())));
}

constexpr OperationFunction kFunctions[] = {
    {"listEvents", listEvents},
    {"showEvent", showEvent},
    {"createEvent", createEvent},
    {"editEvent", editEvent},
    {"showEventSetup", showEventSetup},
    {"addQuota", addQuota},
    {"editQuota", editQuota},
    {"removeQuota", removeQuota},
    {"addZone", addZone},
    {"editZone", editZone},
    {"removeZone", removeZone},
    {"addTicketType", addTicketType},
    {"editTicketType", editTicketType},
    {"removeTicketType", removeTicketType},
    {"addGate", addGate},
    {"editGate", editGate},
    {"removeGate", removeGate},
    {"listKeys", listKeys},
    {"rotateKey", rotateKey},
    {"retireKey", retireKey},
};

} // namespace

std::span<const OperationFunction> eventOperations() { return kFunctions; }

} // namespace ace::server::api
