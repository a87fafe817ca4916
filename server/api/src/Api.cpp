// SPDX-License-Identifier: MIT
#include <ace/server/api/Api.h>

#include "Handlers.h"

namespace ace::server::api {

void addRoutes(http::Router& router, const Services& services)
{
    http::RouteOptions hot; // a sale shows within this time
    hot.shareFor = std::chrono::milliseconds(500);
    router.serve<ListEventsHandler>(hot, "GET", "/api/v1/events", services);
    router.add(
        "GET", "/api/v1/events/{}",
        [&services](const http::PathValues& values) {
            return std::make_unique<ShowEventHandler>(services, values[0]);
        },
        hot);
    router.serve<SellHandler>("POST", "/api/v1/orders", services);
    router.add("GET", "/api/v1/orders/{}", [&services](const http::PathValues& values) {
        return std::make_unique<ShowOrderHandler>(services, values[0]);
    });
    router.add("GET", "/api/v1/orders/{}/tickets/{}.pdf", [&services](const http::PathValues& values) {
        return std::make_unique<TicketPdfHandler>(services, values[0], values[1]);
    });
    router.serve<ScanHandler>("POST", "/api/v1/scans", services);
    router.serve<HealthHandler>("GET", "/healthz");
}

} // namespace ace::server::api
