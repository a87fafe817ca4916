// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe-simulator/Message.h>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace ace::stripesimulator {

// The first answer to each idempotency key, kept for 24 hours. Not thread-safe: the Simulator locks it.
class Idempotency
{
public:
    // The kept answer, or none: execute, then finish(). ApiError: the key was used for something else
    // (400), or its request still runs (409).
    std::optional<Response> begin(const std::string& key, const std::string& request, std::int64_t now);
    // Without an answer the key is as if it had never been used.
    void finish(const std::string& key, const std::optional<Response>& answer);
    void clear();

private:
    struct Entry
    {
        std::string request;
        std::int64_t time = 0;
        std::optional<Response> answer; // none while it runs
    };

    void prune(std::int64_t now);

    std::map<std::string, Entry> entries_;
    std::deque<std::pair<std::int64_t, std::string>> oldest_;
};

} // namespace ace::stripesimulator
