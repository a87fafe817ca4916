// SPDX-License-Identifier: MIT
#include "Idempotency.h"

#include "wire/ApiError.h"

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kKeptSeconds = 24 * 3600;
constexpr std::size_t kEntriesMost = 100'000;

} // namespace

std::optional<Response> Idempotency::begin(const std::string& key, const std::string& request,
                                           std::int64_t now)
{
    prune(now);
    const auto known = entries_.find(key);
    if (known == entries_.end()) {
        entries_[key] = {request, now, std::nullopt};
        oldest_.emplace_back(now, key);
        return std::nullopt;
    }
    if (known->second.request != request)
        throw ApiError(
            400, {{"type", "idempotency_error"},
                  {"message", "The idempotency key \"" + key +
                                  "\" was used before with another path or other parameters. Take a new "
                                  "key for another request."}});
    if (!known->second.answer)
        throw ApiError(409,
                       {{"type", "invalid_request_error"},
                        {"code", "idempotency_key_in_use"},
                        {"message", "A request with this idempotency key is still running. Try again."}});
    return known->second.answer;
}

void Idempotency::finish(const std::string& key, const std::optional<Response>& answer)
{
    const auto known = entries_.find(key);
    if (known == entries_.end())
        return;
    if (answer)
        known->second.answer = answer;
    else
        entries_.erase(known);
}

void Idempotency::clear()
{
    entries_.clear();
    oldest_.clear();
}

void Idempotency::prune(std::int64_t now)
{
    while (!oldest_.empty() &&
           (oldest_.front().first + kKeptSeconds <= now || entries_.size() >= kEntriesMost)) {
        const auto known = entries_.find(oldest_.front().second);
        if (known != entries_.end() && known->second.time == oldest_.front().first)
            entries_.erase(known);
        oldest_.pop_front();
    }
}

} // namespace ace::stripesimulator
