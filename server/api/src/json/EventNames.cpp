// SPDX-License-Identifier: MIT
#include "EventNames.h"

#include <ace/server/http/Problem.h>

namespace ace::server::api {

catalog::EventPtr EventNames::find(EventId id) const
{
    for (const catalog::EventPtr& event : events_)
        if (event->event.id == id)
            return event;
    return nullptr;
}

catalog::EventPtr EventNames::find(std::string_view slug) const
{
    for (const catalog::EventPtr& event : events_)
        if (event->event.slug == slug)
            return event;
    return nullptr;
}

std::string EventNames::slugOf(EventId id) const
{
    const catalog::EventPtr event = find(id);
    return event ? event->event.slug : "";
}

EventId EventNames::idOf(std::string_view slug) const
{
    const catalog::EventPtr event = find(slug);
    if (!event)
        throw http::Problem("unknown_event", "There is no event \"" + std::string(slug) + "\".");
    return event->event.id;
}

} // namespace ace::server::api
