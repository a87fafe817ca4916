// SPDX-License-Identifier: MIT
#include <ace/server/access/Operations.h>

#include <ace/base/Assert.h>

#include <algorithm>

namespace ace::server::access {

namespace {

namespace table {

using enum Who;
using enum Scope;

constexpr std::size_t kSmall = 64u << 10;
constexpr std::size_t kBatch = 512u << 10;  // 500 scans, or the tickets of an allotment
constexpr std::size_t kDocument = 1u << 20; // a whole event

constexpr Permission kSell = Permission::Sell;
constexpr Permission kScan = Permission::Scan;
constexpr Permission kClock = Permission::Clock;
constexpr Permission kUndo = Permission::Undo;
constexpr Permission kSupervise = Permission::Supervise;
constexpr Permission kReport = Permission::Report;
constexpr Permission kSetUp = Permission::SetUp;
constexpr Permission kManageStaff = Permission::ManageStaff;

// A row as it is written below: what its method makes usual, and then what is different.
struct Row : Operation
{
    constexpr Row with(auto change) const
    {
        Row row = *this;
        change(row);
        return row;
    }
    constexpr Row countedAs(RateClass by) const
    {
        return with([&](Row& row) { row.rate = by; });
    }
    constexpr Row repeatedBy(Repeat by) const
    {
        return with([&](Row& row) { row.repeat = by; });
    }
    constexpr Row upTo(std::size_t bytes) const
    {
        return with([&](Row& row) { row.bodyMost = bytes; });
    }
    constexpr Row inSlowLine() const
    {
        return with([](Row& row) { row.slow = true; });
    }
    constexpr Row orElse(std::string_view problem) const
    {
        return with([&](Row& row) { row.missing = problem; });
    }
    constexpr Row atCounters() const
    {
        return with([](Row& row) { row.at = StationKind::Counter; });
    }
    constexpr Row atGates() const
    {
        return with([](Row& row) { row.at = StationKind::Gate; });
    }
    constexpr Row demoOf(runtime::Role role) const
    {
        return with([&](Row& row) { row.demo = role; });
    }
};

constexpr Row get(std::string_view id, std::string_view pattern, Who who, Permissions permissions = {},
                  Scope scope = None)
{
    return {{id, "GET", pattern, who, permissions, scope}};
}

constexpr Row post(std::string_view id, std::string_view pattern, Who who, Permissions permissions = {},
                   Scope scope = None)
{
    return {{id, "POST", pattern, who, permissions, scope, RateClass::Write, Repeat::Key, false, kSmall}};
}

constexpr Row put(std::string_view id, std::string_view pattern, Who who, Permissions permissions,
                  Scope scope)
{
    return {{id, "PUT", pattern, who, permissions, scope, RateClass::Write, Repeat::Harmless, false, kSmall}};
}

constexpr Row patch(std::string_view id, std::string_view pattern, Who who, Permissions permissions,
                    Scope scope)
{
    return {
        {id, "PATCH", pattern, who, permissions, scope, RateClass::Write, Repeat::Harmless, true, kSmall}};
}

constexpr Row remove(std::string_view id, std::string_view pattern, Who who, Permissions permissions,
                     Scope scope)
{
    return {{id, "DELETE", pattern, who, permissions, scope, RateClass::Write, Repeat::Harmless,
             !permissions.empty()}};
}

// A router takes the first that matches: "/stations/self" stands before "/stations/{id}".
constexpr Operation kRows[] = {
    get("listEvents", "/api/v1/events", Public),
    post("createEvent", "/api/v1/events", BackOffice, kSetUp, Everywhere).upTo(kDocument),
    get("showEvent", "/api/v1/events/{slug}", Public).orElse("unknown_event"),
    patch("editEvent", "/api/v1/events/{slug}", BackOffice, kSetUp, Slug),
    get("showEventSetup", "/api/v1/events/{slug}/setup", Staff, {kSell, kScan, kSetUp}, Slug),
    post("addQuota", "/api/v1/events/{slug}/quotas", BackOffice, kSetUp, Slug),
    patch("editQuota", "/api/v1/events/{slug}/quotas/{id}", BackOffice, kSetUp, Slug),
    remove("removeQuota", "/api/v1/events/{slug}/quotas/{id}", BackOffice, kSetUp, Slug),
    post("addZone", "/api/v1/events/{slug}/zones", BackOffice, kSetUp, Slug),
    patch("editZone", "/api/v1/events/{slug}/zones/{id}", BackOffice, kSetUp, Slug),
    remove("removeZone", "/api/v1/events/{slug}/zones/{id}", BackOffice, kSetUp, Slug),
    post("addTicketType", "/api/v1/events/{slug}/ticket-types", BackOffice, kSetUp, Slug),
    patch("editTicketType", "/api/v1/events/{slug}/ticket-types/{id}", BackOffice, kSetUp, Slug),
    remove("removeTicketType", "/api/v1/events/{slug}/ticket-types/{id}", BackOffice, kSetUp, Slug),
    post("addGate", "/api/v1/events/{slug}/gates", BackOffice, kSetUp, Slug),
    patch("editGate", "/api/v1/events/{slug}/gates/{id}", BackOffice, kSetUp, Slug),
    remove("removeGate", "/api/v1/events/{slug}/gates/{id}", BackOffice, kSetUp, Slug),
    get("listKeys", "/api/v1/events/{slug}/keys", Staff, {kScan, kSetUp}, Slug),
    post("rotateKey", "/api/v1/events/{slug}/keys", BackOffice, kSetUp, Slug),
    post("retireKey", "/api/v1/events/{slug}/keys/{id}/retire", BackOffice, kSetUp, Slug),
    get("listVouchers", "/api/v1/events/{slug}/vouchers", Staff, {kSetUp, kSell}, Slug),
    post("createVoucher", "/api/v1/events/{slug}/vouchers", BackOffice, kSetUp, Slug),
    get("showVoucher", "/api/v1/events/{slug}/vouchers/{id}", BackOffice, kSetUp, Slug),
    patch("editVoucher", "/api/v1/events/{slug}/vouchers/{id}", BackOffice, kSetUp, Slug),
    get("showWaitingRoom", "/api/v1/events/{slug}/waiting-room", Staff, {kSetUp, kSupervise}, Slug),
    put("switchWaitingRoom", "/api/v1/events/{slug}/waiting-room", BackOffice, kSetUp, Slug),
    get("listTills", "/api/v1/events/{slug}/tills", Staff, kSell, Slug),
    post("createTill", "/api/v1/events/{slug}/tills", BackOffice, kSetUp, Slug),

    post("sell", "/api/v1/orders", StaffAtStation, kSell, Request)
        .atCounters()
        .demoOf(runtime::Role::Counter),
    get("listOrders", "/api/v1/orders", Staff, {kSell, kReport}, List),
    get("showOrder", "/api/v1/orders/{code}", Staff, kSell, Object)
        .orElse("unknown_order")
        .demoOf(runtime::Role::Counter),
    get("listPayments", "/api/v1/orders/{code}/payments", Staff, kSell, Object).orElse("unknown_order"),
    get("showTicketPdf", "/api/v1/orders/{code}/tickets/{id}.pdf", Staff, kSell, Object)
        .inSlowLine()
        .orElse("unknown_order")
        .demoOf(runtime::Role::Counter),
    post("voidOrder", "/api/v1/orders/{code}/void", Staff, kUndo, Object).orElse("unknown_order"),
    post("resendOrder", "/api/v1/orders/{code}/resend", Staff, kUndo, Object).orElse("unknown_order"),
    get("listRefunds", "/api/v1/orders/{code}/refunds", Staff, kUndo, Object).orElse("unknown_order"),
    post("refundOrder", "/api/v1/orders/{code}/refunds", Staff, kUndo, Object).orElse("unknown_order"),

    get("showTicket", "/api/v1/tickets/{id}", Staff, {kSell, kUndo}, Object),
    post("blockTicket", "/api/v1/tickets/{id}/block", Staff, kUndo, Object),
    post("unblockTicket", "/api/v1/tickets/{id}/unblock", Staff, kUndo, Object),
    post("renameTicket", "/api/v1/tickets/{id}/rename", Staff, kUndo, Object),
    post("reissueTicket", "/api/v1/tickets/{id}/reissue", Staff, kUndo, Object),

    post("scan", "/api/v1/scans", StaffAtStation, kScan, Request)
        .countedAs(RateClass::Scan)
        .repeatedBy(Repeat::Nonce)
        .atGates()
        .demoOf(runtime::Role::Gate),
    post("scanBatch", "/api/v1/scans/batch", Station)
        .countedAs(RateClass::Scan)
        .repeatedBy(Repeat::Nonce)
        .upTo(kBatch)
        .atGates(),

    get("sync", "/api/v1/sync", Station),

    get("listAllotments", "/api/v1/allotments", Staff, {kSell, kSupervise}, List),
    post("createAllotment", "/api/v1/allotments", StaffAtStation, kSupervise, Request).atCounters(),
    get("showAllotment", "/api/v1/allotments/{id}", Staff, {kSell, kSupervise}, Object),
    post("returnAllotment", "/api/v1/allotments/{id}/return", StaffAtStation, kSell, Object)
        .upTo(kBatch)
        .atCounters(),
    post("writeOffAllotment", "/api/v1/allotments/{id}/write-off", Staff, kSupervise, Object).upTo(kBatch),

    post("openTillSession", "/api/v1/tills/{id}/sessions", Staff, kSell, Object).atCounters(),
    get("listTillSessions", "/api/v1/tills/{id}/sessions", Staff, kSell, Object),
    get("showTillSession", "/api/v1/till-sessions/{id}", Staff, kSell, Object),
    post("moveCash", "/api/v1/till-sessions/{id}/moves", Staff, kSell, Object).atCounters(),
    post("closeTillSession", "/api/v1/till-sessions/{id}/close", Staff, kSell, Object).atCounters(),

    get("listReceipts", "/api/v1/receipts", Staff, {kSell, kReport}, Object),

    get("listStaff", "/api/v1/staff", BackOffice, kManageStaff, Any),
    post("createStaff", "/api/v1/staff", BackOffice, kManageStaff, Any),
    get("showStaff", "/api/v1/staff/{id}", BackOffice, kManageStaff, Any),
    patch("editStaff", "/api/v1/staff/{id}", BackOffice, kManageStaff, Any),
    put("setPassword", "/api/v1/staff/{id}/password", BackOffice, {}, Any)
        .countedAs(RateClass::Login)
        .inSlowLine(),
    put("setPin", "/api/v1/staff/{id}/pin", BackOffice, {}, Any).countedAs(RateClass::Login).inSlowLine(),
    get("listStaffHere", "/api/v1/staff-here", Station),
    post("logIn", "/api/v1/sessions", LogIn)
        .countedAs(RateClass::Login)
        .repeatedBy(Repeat::Harmless)
        .inSlowLine(),
    get("showSession", "/api/v1/sessions/current", Staff, {}, Any),
    remove("logOut", "/api/v1/sessions/current", Staff, {}, Any),

    get("listTimeEntries", "/api/v1/time-entries", Staff, {kClock, kSupervise}, Any),
    post("clock", "/api/v1/time-entries", Staff, kClock, Any),
    get("exportTimeEntries", "/api/v1/time-entries.csv", Staff, kSupervise, List).inSlowLine(),
    get("showCurrentTimeEntry", "/api/v1/time-entries/current", Staff, kClock, Any),
    patch("correctTimeEntry", "/api/v1/time-entries/{id}", Staff, kSupervise, Object),

    get("listStations", "/api/v1/stations", BackOffice, kManageStaff, List),
    post("createStation", "/api/v1/stations", BackOffice, kManageStaff, Request),
    post("pairStation", "/api/v1/stations/pair", Public)
        .countedAs(RateClass::Pairing)
        .repeatedBy(Repeat::Code),
    get("showSelf", "/api/v1/stations/self", Station),
    get("showStation", "/api/v1/stations/{id}", BackOffice, kManageStaff, Object),
    patch("editStation", "/api/v1/stations/{id}", BackOffice, kManageStaff, Object),
    post("makePairingCode", "/api/v1/stations/{id}/pairing-code", BackOffice, kManageStaff, Object)
        .repeatedBy(Repeat::Harmless),
    post("revokeStation", "/api/v1/stations/{id}/revoke", BackOffice, kManageStaff, Object),

    get("reportSales", "/api/v1/reports/sales", Staff, kReport, Request).inSlowLine(),
    get("exportSales", "/api/v1/reports/sales.csv", Staff, kReport, Request).inSlowLine(),
    get("reportEntries", "/api/v1/reports/entries", Staff, kReport, Request).inSlowLine(),
    get("exportEntries", "/api/v1/reports/entries.csv", Staff, kReport, Request).inSlowLine(),

    get("listWebhooks", "/api/v1/webhooks", BackOffice, kSetUp, Everywhere),
    post("createWebhook", "/api/v1/webhooks", BackOffice, kSetUp, Everywhere),
    get("showWebhook", "/api/v1/webhooks/{id}", BackOffice, kSetUp, Everywhere),
    patch("editWebhook", "/api/v1/webhooks/{id}", BackOffice, kSetUp, Everywhere),
    remove("removeWebhook", "/api/v1/webhooks/{id}", BackOffice, kSetUp, Everywhere),

    get("listJobs", "/api/v1/jobs", BackOffice, kSetUp, Everywhere),
    post("replayJob", "/api/v1/jobs/{id}/replay", BackOffice, kSetUp, Everywhere),

    get("listAudit", "/api/v1/audit", BackOffice, kManageStaff, Everywhere),

    get("checkHealth", "/healthz", Public),
    get("checkReadiness", "/readyz", Public),
    get("showMetrics", "/metrics", Operator),
    get("showOpenapi", "/openapi.json", Public),
    get("showDocs", "/api/docs", Public),
    get("showProblem", "/problems/{code}", Public),
};

} // namespace table

} // namespace

std::span<const Operation> operations() { return table::kRows; }

const Operation& operation(std::string_view id)
{
    const auto* found = std::ranges::find(table::kRows, id, &Operation::id);
    ACE_ASSERT(found != std::end(table::kRows));
    return *found;
}

std::string routePatternOf(const Operation& operation)
{
    std::string pattern;
    bool inside = false;
    for (const char c : operation.pattern) {
        inside = inside && c != '}';
        if (!inside)
            pattern += c;
        inside = inside || c == '{';
    }
    return pattern;
}

} // namespace ace::server::access
