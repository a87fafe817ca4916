// SPDX-License-Identifier: MIT
// The server itself: health, readiness, metrics.
#include "HealthJson.h"
#include "Operations.h"

#include <ace/base/Bytes.h>
#include <ace/server/api/Metrics.h>
#include <ace/server/http/WholeRequest.h>

#include <algorithm>

namespace ace::server::api {

namespace {

void checkHealth(Call& call) { call.send(200, R"({"status":"ok"})"); }

void checkReadiness(Call& call)
{
    const std::vector<Check> checks = call.services.readiness.checks();
    const bool ready =
        std::ranges::all_of(checks, [](const Check& check) { return check.ok || !check.needed; });
    call.send(ready ? 200 : 503, renderReadiness(ready, checks));
}

// This machine itself. What a proxy on it hands on looks the same where the proxy does not say so: beside
// such a one, configure a token.
bool isFromHere(const Poco::Net::HTTPServerRequest& request)
{
    return !http::wasForwarded(request) && request.clientAddress().host().isLoopback();
}

void requireOperator(const Call& call)
{
    const std::string& token = call.services.metricsToken;
    const bool may = token.empty()
                         ? isFromHere(call.request())
                         : equalInConstantTime(call.request().get("Authorization", ""), "Bearer " + token);
    if (!may)
        throw http::Problem("unauthorized", "Metrics are for this machine, or for the configured bearer.",
                            {{"WWW-Authenticate", "Bearer realm=\"ace\""}});
}

void addQuotas(const Services& services, std::vector<Gauge>& gauges)
{
    for (const catalog::EventPtr& event : http::valueOrThrow(services.catalog.listEvents())) {
        const auto levels = http::valueOrThrow(services.catalog.quotaLevels(event->event.id));
        for (const QuotaLevel& level : levels) {
            const Quota* quota = event->findQuota(level.id);
            const std::vector<std::pair<std::string, std::string>> labels = {
                {"event", event->event.slug}, {"quota", quota ? cleanUtf8(quota->name) : ""}};
            const auto add = [&](const char* name, const char* help, std::int64_t value) {
                gauges.push_back({name, help, labels, static_cast<double>(value)});
            };
            add("ace_quota_size", "Tickets that a quota has.", level.size);
            add("ace_quota_sold", "Tickets of a quota that are sold.", level.sold);
            add("ace_quota_held", "Tickets of a quota in carts.", level.held);
            add("ace_quota_leased", "Tickets of a quota signed ahead for stations.", level.leased);
        }
    }
}

void addJobs(const Services& services, std::vector<Gauge>& gauges)
{
    const auto [open, buried] =
        http::valueOrThrow(services.storage.readValue([](const sdk::ReadAccess& access) {
            return std::pair(access.jobs.countOpen(), access.jobs.countBuried());
        }));
    gauges.push_back({"ace_jobs_open", "Jobs of the outbox that wait.", {}, static_cast<double>(open)});
    gauges.push_back({"ace_jobs_dead", "Jobs that were given up.", {}, static_cast<double>(buried)});
}

void showMetrics(Call& call)
{
    requireOperator(call);
    std::vector<Gauge> gauges = call.services.gauges ? call.services.gauges() : std::vector<Gauge>();
    addQuotas(call.services, gauges);
    addJobs(call.services, gauges);
    for (const Check& check : call.services.readiness.checks())
        gauges.push_back({"ace_part_up",
                          "Whether a part of the server works.",
                          {{"part", check.name}},
                          check.ok ? 1.0 : 0.0});
    const http::Figures front = call.services.figures ? call.services.figures() : http::Figures{};
    http::send(call.response(), 200, "text/plain; version=0.0.4; charset=utf-8",
               call.services.metrics.render(front, gauges));
}

constexpr OperationFunction kFunctions[] = {
    {"checkHealth", checkHealth},
    {"checkReadiness", checkReadiness},
    {"showMetrics", showMetrics},
};

} // namespace

std::span<const OperationFunction> serverOperations() { return kFunctions; }

} // namespace ace::server::api
