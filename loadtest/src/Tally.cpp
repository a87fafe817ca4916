// SPDX-License-Identifier: MIT
#include "Tally.h"

#include <algorithm>
#include <cstdio>

namespace ace::loadtest {

namespace {

std::string milliseconds(std::chrono::microseconds duration)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f ms", static_cast<double>(duration.count()) / 1000.0);
    return text;
}

} // namespace

void Tally::merge(const Tally& other)
{
    for (const auto& [answer, count] : other.answers)
        answers[answer] += count;
    for (const auto& [answer, count] : other.unexpected)
        unexpected[answer] += count;
    busy += other.busy;
    lost += other.lost;
    offline += other.offline;
    unresolved += other.unresolved;
    latency.merge(other.latency);
    elapsed = std::max(elapsed, other.elapsed);
}

std::uint64_t Tally::count(const std::string& answer) const
{
    const auto found = answers.find(answer);
    return found == answers.end() ? 0 : found->second;
}

std::string Tally::describe(const std::string& what) const
{
    const double seconds = std::max(1e-6, static_cast<double>(elapsed.count()) / 1e6);
    char head[96];
    std::snprintf(head, sizeof head, ": %llu answered in %.2f s, %.0f/s",
                  static_cast<unsigned long long>(latency.count()), seconds,
                  static_cast<double>(latency.count()) / seconds);
    std::string text = what + head;
    for (const auto& [answer, count] : answers)
        text += " | " + answer + ": " + std::to_string(count);
    for (const auto& [answer, count] : unexpected)
        text += " | UNEXPECTED " + answer + ": " + std::to_string(count);
    if (busy > 0)
        text += " | asked again after 5xx or 429: " + std::to_string(busy);
    if (lost > 0)
        text += " | lost answers: " + std::to_string(lost);
    if (offline > 0)
        text += " | nobody there: " + std::to_string(offline);
    if (unresolved > 0)
        text += " | unresolved: " + std::to_string(unresolved);
    return text + " | p50 " + milliseconds(latency.percentile(0.50)) + ", p95 " +
           milliseconds(latency.percentile(0.95)) + ", p99 " + milliseconds(latency.percentile(0.99)) +
           ", max " + milliseconds(latency.max());
}

} // namespace ace::loadtest
