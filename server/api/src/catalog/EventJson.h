// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>

#include <string>
#include <vector>

namespace ace::server::api {

// Prices are minor units of the event's currency, times RFC 3339 in UTC.
std::string renderEventList(const std::vector<catalog::EventPtr>& events);
std::string renderEventSummary(const Event& event);
std::string renderEvent(const EventSetup& setup, const std::vector<QuotaLevel>& levels);

} // namespace ace::server::api
