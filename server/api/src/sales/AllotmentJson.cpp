// SPDX-License-Identifier: MIT
#include "AllotmentJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

#include <ace/ticketing/Token.h>

namespace ace::server::api {

namespace {

constexpr std::int64_t kQuantityMost = 500;

std::vector<TicketId> ticketsOf(const JsonObject& object)
{
    auto tickets = object.findIds<TicketId>("tickets", kQuantityMost);
    if (tickets && tickets->empty())
        object.refuse("tickets", "must not be empty; leave it out for all");
    return tickets.value_or(std::vector<TicketId>());
}

} // namespace

LeaseBody parseLease(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    LeaseBody lease;
    lease.type = object.id<TicketTypeId>("ticket_type");
    const std::int64_t quantity = object.integer("quantity", 1);
    if (quantity > kQuantityMost)
        object.refuse("quantity", "must be at most 500");
    lease.quantity = static_cast<std::int32_t>(quantity);
    return lease;
}

std::vector<TicketId> parseLeasedChoice(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    return ticketsOf(JsonObject(json, ""));
}

WriteOffBody parseWriteOff(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    return {ticketsOf(object), cleanUtf8(object.text("reason", {.least = 1, .most = 500}))};
}

std::string renderAllotment(const Allotment& allotment)
{
    Json tickets = Json::array();
    for (const LeasedTicket& ticket : allotment.tickets)
        tickets.push_back(Json{{"id", ticket.id.toString()},
                               {"token", ticketing::encode(ticket.token)},
                               {"state", name(ticket.state)}});
    return Json{{"id", allotment.id.toString()},
                {"station", allotment.station.toString()},
                {"ticket_type", allotment.type.toString()},
                {"created_at", formatUtc(allotment.createdAt)},
                {"tickets", std::move(tickets)}}
        .dump();
}

std::string renderAllotmentSummary(const boxoffice::AllotmentSummary& allotment)
{
    Json counts = Json::object();
    for (const LeaseState state :
         {LeaseState::Leased, LeaseState::Sold, LeaseState::Returned, LeaseState::WrittenOff}) {
        const auto count = allotment.counts.find(state);
        counts[name(state)] = count == allotment.counts.end() ? 0 : count->second;
    }
    return Json{{"id", allotment.id.toString()},
                {"station", allotment.station.toString()},
                {"ticket_type", allotment.type.toString()},
                {"created_at", formatUtc(allotment.createdAt)},
                {"counts", std::move(counts)}}
        .dump();
}

} // namespace ace::server::api
