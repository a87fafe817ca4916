// SPDX-License-Identifier: MIT
#pragma once

#include "SqlEntries.h"
#include "SqlJobs.h"
#include "SqlOrders.h"
#include "catalog/SqlEvents.h"
#include "people/SqlAudit.h"
#include "people/SqlStaff.h"
#include "people/SqlStations.h"
#include "people/SqlTimeEntries.h"
#include "sales/SqlAllotments.h"
#include "sales/SqlLinkRequests.h"
#include "sales/SqlRefunds.h"
#include "sales/SqlReports.h"
#include "sales/SqlRequests.h"
#include "sales/SqlTills.h"
#include "sales/SqlVouchers.h"
#include "sales/SqlWaitingRooms.h"
#include "sales/SqlWebhooks.h"

namespace ace::sql {

// All repositories over one session.
struct Repositories
{
    explicit Repositories(Session& session)
        : events(session), orders(session), entries(session), jobs(session), staff(session),
          timeEntries(session), stations(session), audit(session), vouchers(session), refunds(session),
          tills(session), allotments(session), webhooks(session), requests(session), reports(session),
          waitingRooms(session), linkRequests(session)
    {
    }

    sdk::ReadAccess forReading()
    {
        return {events,   orders,  entries, jobs,       staff,    timeEntries, stations,     audit,
                vouchers, refunds, tills,   allotments, webhooks, reports,     waitingRooms, linkRequests};
    }
    sdk::WriteAccess forWriting()
    {
        return {events,   orders,   entries,  jobs,         staff,       timeEntries,
                stations, audit,    vouchers, refunds,      tills,       allotments,
                webhooks, requests, reports,  waitingRooms, linkRequests};
    }

    SqlEvents events;
    SqlOrders orders;
    SqlEntries entries;
    SqlJobs jobs;
    SqlStaff staff;
    SqlTimeEntries timeEntries;
    SqlStations stations;
    SqlAudit audit;
    SqlVouchers vouchers;
    SqlRefunds refunds;
    SqlTills tills;
    SqlAllotments allotments;
    SqlWebhooks webhooks;
    SqlRequests requests;
    SqlReports reports;
    SqlWaitingRooms waitingRooms;
    SqlLinkRequests linkRequests;
};

} // namespace ace::sql
