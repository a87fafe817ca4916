// SPDX-License-Identifier: MIT
#include "Faults.h"

#include <algorithm>
#include <iterator>

namespace ace::stripesimulator {

namespace {

constexpr const char* kFaultKinds[] = {
    "latency",
    "hold_before",
    "hold_after",
    "drop_before",
    "drop_after",
    "error_500_before",
    "error_500_after",
    "rate_limit",
    "lock_timeout",
    "conflict",
    "html_502_before",
    "html_502_after",
    "reader_timeout_before",
    "reader_timeout_after",
    "truncated",
    "unauthorized",
};
constexpr std::size_t kRulesMost = 100;
constexpr int kLatencyMostMs = 60'000;

std::string kindsText()
{
    std::string text;
    for (const char* kind : kFaultKinds)
        text += (text.empty() ? "" : ", ") + std::string(kind);
    return text;
}

std::optional<std::string> problemOf(const Json& rule)
{
    if (!rule.is_object() || !rule.contains("kind"))
        return "A fault is an object with a kind: " + kindsText() + ".";
    for (const auto& [name, value] : rule.items()) {
        const bool isText = name == "kind" || name == "method" || name == "path";
        const bool isNumber = name == "nth" || name == "times" || name == "latency_ms";
        if (!isText && !isNumber && name != "should_retry")
            return "A fault has no \"" + name +
                   "\"; it has kind, method, path, nth, times, latency_ms, should_retry.";
        const bool fits = isText     ? value.is_string()
                          : isNumber ? value.is_number_unsigned()
                                     : value.is_boolean();
        if (!fits)
            return name + (isText     ? " is a text."
                           : isNumber ? " is a whole number, not below 0."
                                      : " is true or false.");
    }
    if (std::ranges::find(kFaultKinds, rule["kind"].get<std::string>()) == std::end(kFaultKinds))
        return "kind is one of: " + kindsText() + ".";
    if (rule.value("nth", 1) < 1)
        return "nth counts from 1.";
    if (rule.value("latency_ms", 0) > kLatencyMostMs)
        return "latency_ms is at most 60000.";
    if (rule["kind"] == "latency" && rule.value("latency_ms", 0) == 0)
        return "The kind latency needs latency_ms.";
    return std::nullopt;
}

} // namespace

bool matchesPattern(std::string_view text, std::string_view pattern)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return text == pattern;
    if (!text.starts_with(pattern.substr(0, star)))
        return false;
    for (std::size_t at = star; at <= text.size(); ++at)
        if (matchesPattern(text.substr(at), pattern.substr(star + 1)))
            return true;
    return false;
}

Result<Json> Faults::add(const Json& rule)
{
    if (const auto problem = problemOf(rule))
        return failure(ErrorCode::Invalid, *problem);
    if (rules_.size() >= kRulesMost)
        return failure(ErrorCode::Invalid, "There are already 100 faults; DELETE /faults first.");
    rules_.push_back({rule, 0, 0});
    return describe();
}

Json Faults::describe() const
{
    Json list = Json::array();
    for (const Rule& rule : rules_) {
        Json one = rule.given;
        one["seen"] = rule.seen;
        one["done"] = rule.done;
        list.push_back(std::move(one));
    }
    return {{"faults", std::move(list)}};
}

std::optional<Fault> Faults::next(const std::string& method, const std::string& path)
{
    std::optional<Fault> fault;
    for (Rule& rule : rules_) {
        const Json& given = rule.given;
        if (given.value("method", method) != method || !matchesPattern(path, given.value("path", "*")))
            continue;
        ++rule.seen;
        const std::int64_t times = given.value("times", 1);
        if (fault || rule.seen < given.value("nth", 1) || (times > 0 && rule.done >= times))
            continue;
        ++rule.done;
        fault = Fault{given["kind"], given.value("latency_ms", 0), given.value("should_retry", Json())};
    }
    return fault;
}

} // namespace ace::stripesimulator
