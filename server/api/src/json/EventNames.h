// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

// The API names events by slug, the record by id.
class EventNames
{
public:
    explicit EventNames(std::vector<catalog::EventPtr> events) : events_(std::move(events)) {}

    catalog::EventPtr find(EventId id) const; // null: no such event
    catalog::EventPtr find(std::string_view slug) const;
    std::string slugOf(EventId id) const;      // empty: no such event
    EventId idOf(std::string_view slug) const; // throws Problem unknown_event

private:
    std::vector<catalog::EventPtr> events_;
};

} // namespace ace::server::api
