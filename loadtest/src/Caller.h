// SPDX-License-Identifier: MIT
#pragma once

#include "HttpClient.h"
#include "Tally.h"

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace ace::loadtest {

// What every run of callers needs to know.
struct Site
{
    std::string url;
    std::string bearer;
    std::size_t callers = 1;
    std::chrono::milliseconds timeout{10'000}; // of one answer
    // How long a request without an answer, or answered 5xx or 429, is asked again, with the same key.
    std::chrono::milliseconds patience{0};
};

// One caller's connection, and what it saw. Not thread-safe.
class Caller
{
public:
    Caller(HttpClient http, const Site& site, const Clock& clock)
        : http_(std::move(http)), site_(site), clock_(clock)
    {
    }

    // The answer, or the failure that outlasted the patience; `call` gets the site's bearer.
    Result<HttpAnswer> ask(HttpCall call);

    Tally tally;

private:
    HttpClient http_;
    const Site& site_;
    const Clock& clock_;
};

// Runs `work` on `site.callers` threads, each with a caller of its own, and merges what they saw.
Result<Tally> runCallers(const Site& site, const Clock& clock, const std::function<void(Caller&)>& work);

// The same seed, kind and number give the same key: 32 hex digits in the form of a UUID.
std::string seededKey(std::uint64_t seed, const std::string& kind, std::uint64_t number);

} // namespace ace::loadtest
