// SPDX-License-Identifier: MIT
#include "SyncJson.h"

#include "catalog/SetupJson.h"
#include "people/StaffJson.h"
#include "json/Render.h"

#include <charconv>

namespace ace::server::api {

std::optional<std::int64_t> parseSequence(std::string_view cursor)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), number);
    const bool whole = !cursor.empty() && error == std::errc() && end == cursor.data() + cursor.size();
    return whole && number >= 0 ? std::optional(number) : std::nullopt;
}

std::string renderSync(const SyncAnswer& answer)
{
    Json keys = Json::array();
    for (const SigningKey& key : answer.event.keys)
        keys.push_back(Json::parse(renderKey(key)));
    Json changes = Json::array();
    for (const sdk::TicketChange& change : answer.changes)
        changes.push_back(Json{{"id", change.ticket.id.toString()},
                               {"type", change.ticket.type.toString()},
                               {"state", name(change.ticket.state)},
                               {"revoked", change.ticket.revoked},
                               {"holder", textOf(change.ticket.holder)}});
    Json staff = Json::array();
    for (const staffing::StaffHere& person : answer.staff)
        staff.push_back(Json::parse(renderStaffHere(person.id, person.name, person.login)));
    return Json{{"event", answer.event.event.slug},
                {"keys", std::move(keys)},
                {"ticket_changes", std::move(changes)},
                {"staff", std::move(staff)},
                {"server_time", formatUtc(answer.serverTime)},
                {"next", std::to_string(answer.next)},
                {"more", answer.more},
                {"restarted", answer.restarted}}
        .dump();
}

} // namespace ace::server::api
