// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/entry/Verdict.h>
#include <ace/server/http/Figures.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace ace::server::api {

// A value at the moment of the asking, for the text of Metrics.
struct Gauge
{
    std::string name; // "ace_quota_sold"
    std::string help;
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
};

// What this process has counted since its start, for Prometheus. Thread-safe. Labels are route patterns,
// codes and reasons, so that there are only so many of them.
class Metrics
{
public:
    void countRequest(const http::Finished& finished); // the front's observer; quick
    void countScan(const Verdict& verdict);

    // Text exposition format 0.0.4; gauges of one name stand together.
    std::string render(const http::Figures& front, const std::vector<Gauge>& gauges) const;

private:
    // Seconds, as upper bounds; one more for what is slower.
    static constexpr std::array<double, 11> kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                    0.1,   0.25,   0.5,   1,    5};
    using Route = std::pair<std::string, std::string>; // method, pattern
    struct Latency
    {
        std::array<std::uint64_t, kBounds.size() + 1> buckets{};
        std::uint64_t count = 0;
        std::chrono::microseconds sum{0};
    };

    mutable std::mutex mutex_;
    std::map<std::pair<Route, int>, std::uint64_t> requests_; // by status
    std::map<Route, Latency> latencies_;
    std::map<std::string, std::uint64_t> scans_; // by reason; "admitted"
};

} // namespace ace::server::api
