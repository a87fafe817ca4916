// SPDX-License-Identifier: MIT
#pragma once

#include "wire/Form.h"

#include <optional>
#include <string>
#include <vector>

namespace ace::stripesimulator {

// What goes wrong with a request. "before" is before it is executed: nothing happened.
struct Fault
{
    std::string kind;
    int latencyMs = 0;
    Json shouldRetry; // true or false: the header Stripe-Should-Retry

    bool is(const char* name) const { return kind == name; }
};

// Rules that spoil the n-th matching request. Not thread-safe: the Simulator locks it.
class Faults
{
public:
    // {"kind": …, "method": "POST", "path": "/v1/refunds*", "nth": 1, "times": 1, "latency_ms": 500,
    //  "should_retry": true}. Only kind is needed; times 0 is for ever. Invalid: what is wrong with it.
    Result<Json> add(const Json& rule);
    void clear() { rules_.clear(); }
    Json describe() const;
    // Counts the request in each rule; the first that is due.
    std::optional<Fault> next(const std::string& method, const std::string& path);

private:
    struct Rule
    {
        Json given;
        std::int64_t seen = 0;
        std::int64_t done = 0;
    };

    std::vector<Rule> rules_;
};

// "*" is any text, also none.
bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace ace::stripesimulator
