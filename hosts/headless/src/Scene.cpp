// SPDX-License-Identifier: MIT
#include "Scene.h"

#include <algorithm>

namespace ace::headless {

std::string describe(const admission::ScanOutcome& outcome)
{
    if (const auto* problem = std::get_if<admission::ScanProblem>(&outcome))
        return *problem == admission::ScanProblem::UnknownGate ? "unknown_gate" : "nonce_reused";
    const auto& verdict = std::get<admission::ScanAnswer>(outcome).verdict;
    return verdict.admitted() ? "admitted" : std::string("refused ") + name(*verdict.reason);
}

std::string describe(const boxoffice::Refused& refused)
{
    return std::string(name(refused.refusal)) + " (" + refused.detail + ")";
}

std::string note(Scene& scene, const boxoffice::Refused& refused)
{
    scene.unexpected = "refused " + describe(refused);
    scene.refused = refused;
    return *scene.unexpected;
}

catalog::EventPtr eventOf(Scene& scene, const std::string& slug)
{
    auto event = must(scene.stage.station().catalog().findEvent(slug));
    if (!event)
        throw Surprise("an event \"" + slug + "\"", "there is none; give it first");
    return event;
}

const TicketType& typeOf(const EventSetup& event, const std::string& name)
{
    const auto found = std::ranges::find(event.types, name, &TicketType::name);
    if (found == event.types.end())
        throw Surprise("a ticket type \"" + name + "\"", event.event.slug + " has none of that name");
    return *found;
}

const Ticket& ticketOf(const Scene& scene, std::int32_t number)
{
    const auto count = static_cast<std::int32_t>(scene.tickets.size());
    if (number < 1 || number > count)
        throw Surprise("a ticket " + std::to_string(number), "the story has issued " + std::to_string(count));
    return scene.tickets[static_cast<std::size_t>(number - 1)];
}

const Ticket& lastTicketOf(const Scene& scene)
{
    return ticketOf(scene, std::max(1, static_cast<int>(scene.tickets.size())));
}

const OrderRecord& orderOf(const Scene& scene)
{
    if (!scene.order)
        throw Surprise("an order", "the story has none yet");
    return *scene.order;
}

} // namespace ace::headless
