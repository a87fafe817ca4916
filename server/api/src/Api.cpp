// SPDX-License-Identifier: MIT
#include <ace/server/api/Api.h>

#include "Documentation.h"
#include "Handlers.h"

namespace ace::server::api {

void addRoutes(http::Router& router, const Services& services)
{
    router.serve<ListEventsHandler>("GET", "/api/v1/events", services);
    router.add("GET", "/api/v1/events/{}", [&services](const http::PathValues& values) {
        return std::make_unique<ShowEventHandler>(services, values[0]);
    });
    router.serve<SellHandler>("POST", "/api/v1/orders", services);
    router.add("GET", "/api/v1/orders/{}", [&services](const http::PathValues& values) {
        return std::make_unique<ShowOrderHandler>(services, values[0]);
    });
    router.add("GET", "/api/v1/orders/{}/tickets/{}.pdf", [&services](const http::PathValues& values) {
        return std::make_unique<TicketPdfHandler>(services, values[0], values[1]);
    });
    router.serve<ScanHandler>("POST", "/api/v1/scans", services);
    router.serve<HealthHandler>("GET", "/healthz");
    addDocumentation(router);
}

} // namespace ace::server::api
