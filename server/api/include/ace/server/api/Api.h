// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/Allotments.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/box-office/Tills.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/catalog/Vouchers.h>
#include <ace/outbox/DeadLetters.h>
#include <ace/outbox/Webhooks.h>
#include <ace/reporting/Reporting.h>
#include <ace/server/access/Access.h>
#include <ace/server/api/Readiness.h>
#include <ace/server/http/Figures.h>
#include <ace/server/http/Router.h>
#include <ace/server/tickets/TicketPdf.h>
#include <ace/staffing/People.h>

#include <functional>
#include <memory>
#include <string>

namespace ace::server::waitingroom {
class Rooms;
}

namespace ace::server::api {

class Metrics;
struct Gauge;
class UnderWay;

// What the API works with; all of it outlives the router.
struct Services
{
    catalog::Catalog& catalog;
    catalog::LocalCatalog& setUp; // the same events, to be changed
    catalog::Vouchers& vouchers;
    boxoffice::BoxOffice& boxOffice;
    boxoffice::Tills& tills;
    boxoffice::Allotments& allotments;
    admission::Admission& admission;
    reporting::Reporting& reporting;
    outbox::Webhooks& webhooks;
    outbox::DeadLetters& deadLetters;
    staffing::People& people;
    sdk::Storage& storage; // for what only reads: lists of orders, a station's sync, readiness
    const tickets::TicketPdf& pdf;
    access::Access& access;
    Metrics& metrics;
    Readiness& readiness;
    UnderWay& underWay;
    waitingroom::Rooms& rooms;
    const Clock& clock;
    IdSource& ids;
    std::string installation;                   // the `aud` of stations' JWTs
    std::string publicUrl;                      // without a slash at its end; in pairing codes
    std::string metricsToken;                   // empty: metrics are for this machine alone
    std::function<http::Figures()> figures;     // of the connection front; may be empty
    std::function<std::vector<Gauge>()> gauges; // of the program itself; may be empty
};

// Every operation of access::operations() and openapi.yaml but GET /problems/{code}, which is the shop's
// page.
void addRoutes(http::Router& router, const Services& services);

} // namespace ace::server::api
