// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>
#include <ace/base/Clock.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/catalog/Catalog.h>
#include <ace/runtime/DataFolder.h>
#include <ace/server/http/Router.h>
#include <ace/server/tickets/TicketPdf.h>

namespace ace::server::api {

// What the API works with; all of it outlives the router.
struct Services
{
    catalog::Catalog& catalog;
    boxoffice::BoxOffice& boxOffice;
    admission::Admission& admission;
    const tickets::TicketPdf& pdf;
    const runtime::BearerCheck& bearers;
    const Clock& clock;
};

// REST for counters, gates and whoever wants to list events:
//   GET  /api/v1/events                               public
//   GET  /api/v1/events/{slug}                        public; ticket types with availability
//   POST /api/v1/orders                               counter; Idempotency-Key
//   GET  /api/v1/orders/{code}                        counter
//   GET  /api/v1/orders/{code}/tickets/{id}.pdf       counter
//   POST /api/v1/scans                                gate
//   GET  /healthz                                     public
void addRoutes(http::Router& router, const Services& services);

} // namespace ace::server::api
