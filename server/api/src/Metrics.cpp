// SPDX-License-Identifier: MIT
#include <ace/server/api/Metrics.h>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <limits>

namespace ace::server::api {

namespace {

using Families = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;

prometheus::MetricFamily& add(Families& families, const char* name, const char* help,
                              prometheus::MetricType type)
{
    families.push_back({name, help, type, {}});
    return families.back();
}

void addCounter(prometheus::MetricFamily& family, Labels labels, std::uint64_t value)
{
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = static_cast<double>(value);
    family.metric.push_back(std::move(metric));
}

void addGauge(Families& families, const char* name, const char* help, double value)
{
    prometheus::ClientMetric metric;
    metric.gauge.value = value;
    add(families, name, help, prometheus::MetricType::Gauge).metric.push_back(std::move(metric));
}

void addFront(Families& families, const http::Figures& front)
{
    using enum prometheus::MetricType;
    addCounter(add(families, "ace_http_connections_total", "Connections that were accepted.", Counter), {},
               front.accepted);
    addCounter(
        add(families, "ace_http_shared_answers_total", "Requests answered from a shared answer.", Counter),
        {}, front.shared);
    auto& refused = add(families, "ace_http_refused_total", "Connections and requests not served.", Counter);
    for (std::size_t kind = 0; kind < http::kRefusedKinds; ++kind)
        addCounter(refused, {{"reason", std::string(name(static_cast<http::Refused>(kind)))}},
                   front.refused[kind]);
    addGauge(families, "ace_http_connections", "Open connections.", static_cast<double>(front.connections));
    addGauge(families, "ace_http_connections_idle", "Connections between two requests.",
             static_cast<double>(front.idle));
    addGauge(families, "ace_http_queue", "Requests that wait for a worker.",
             static_cast<double>(front.queued));
    addGauge(families, "ace_http_queue_slow", "Requests of slow routes that wait for a worker.",
             static_cast<double>(front.queuedSlow));
    addGauge(families, "ace_http_workers", "Threads that run handlers.", static_cast<double>(front.workers));
    addGauge(families, "ace_http_listeners", "Open event streams.", static_cast<double>(front.listeners));
    addGauge(families, "ace_http_bytes_owed", "Bytes of answers not yet taken.",
             static_cast<double>(front.bytesOwed));
}

void addGauges(Families& families, const std::vector<Gauge>& gauges)
{
    for (const Gauge& gauge : gauges) {
        auto family = std::ranges::find(families, gauge.name, &prometheus::MetricFamily::name);
        if (family == families.end()) {
            families.push_back({gauge.name, gauge.help, prometheus::MetricType::Gauge, {}});
            family = std::prev(families.end());
        }
        prometheus::ClientMetric metric;
        for (const auto& [label, value] : gauge.labels)
            metric.label.push_back({label, value});
        metric.gauge.value = gauge.value;
        family->metric.push_back(std::move(metric));
    }
}

} // namespace

void Metrics::countRequest(const http::Finished& finished)
{
    const Route route(finished.method, finished.route);
    const double seconds = std::chrono::duration<double>(finished.took).count();
    const auto bound = std::ranges::lower_bound(kBounds, seconds);
    const std::lock_guard lock(mutex_);
    ++requests_[{route, finished.status}];
    Latency& latency = latencies_[route];
    ++latency.buckets[static_cast<std::size_t>(bound - kBounds.begin())];
    ++latency.count;
    latency.sum += finished.took;
}

void Metrics::countScan(const Verdict& verdict)
{
    const std::lock_guard lock(mutex_);
    ++scans_[verdict.reason ? name(*verdict.reason) : "admitted"];
}

std::string Metrics::render(const http::Figures& front, const std::vector<Gauge>& gauges) const
{
    Families families;
    families.reserve(64); // references into it stay good
    {
        const std::lock_guard lock(mutex_);
        auto& requests = add(families, "ace_http_requests_total", "Requests that were answered.",
                             prometheus::MetricType::Counter);
        for (const auto& [key, count] : requests_)
            addCounter(requests,
                       {{"method", key.first.first},
                        {"route", key.first.second},
                        {"code", std::to_string(key.second)}},
                       count);
        auto& latencies =
            add(families, "ace_http_request_seconds", "From a request's last byte to its answer's last.",
                prometheus::MetricType::Histogram);
        for (const auto& [route, latency] : latencies_) {
            prometheus::ClientMetric metric;
            metric.label = {{"method", route.first}, {"route", route.second}};
            std::uint64_t cumulative = 0;
            for (std::size_t i = 0; i < latency.buckets.size(); ++i) {
                cumulative += latency.buckets[i];
                const double bound =
                    i < kBounds.size() ? kBounds[i] : std::numeric_limits<double>::infinity();
                metric.histogram.bucket.push_back({cumulative, bound});
            }
            metric.histogram.sample_count = latency.count;
            metric.histogram.sample_sum = std::chrono::duration<double>(latency.sum).count();
            latencies.metric.push_back(std::move(metric));
        }
        auto& scans =
            add(families, "ace_scans_total", "Scans by their verdict.", prometheus::MetricType::Counter);
        for (const auto& [verdict, count] : scans_)
            addCounter(scans, {{"verdict", verdict}}, count);
    }
    addFront(families, front);
    addGauges(families, gauges);
    return prometheus::TextSerializer().Serialize(families);
}

} // namespace ace::server::api
