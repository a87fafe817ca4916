// SPDX-License-Identifier: MIT
#include <ace/server/access/RateLimiter.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace ace::server::access {

namespace {

std::chrono::seconds wholeSeconds(std::int64_t micros)
{
    return std::chrono::ceil<std::chrono::seconds>(Microseconds(std::max<std::int64_t>(micros, 0)));
}

// For one to come back.
std::int64_t microsecondsApart(const RateLimit& limit)
{
    return static_cast<std::int64_t>(1e6 / limit.perSecond);
}

} // namespace

RateLimiter::RateLimiter(const RateLimits& limits, const Clock& clock, IdSource& ids)
    : limits_(limits),
      clock_(clock), tables_{std::make_unique<Table>(), std::make_unique<Table>(), std::make_unique<Table>()}
{
    ids.fill(secret_);
}

const RateLimit& RateLimiter::limitOf(By by, RateClass rate) const
{
    if (by == By::Login)
        return limits_.login;
    return (by == By::Credential ? limits_.credential : limits_.address).at(static_cast<std::size_t>(rate));
}

RateLimiter::Bucket& RateLimiter::bucketOf(By by, std::string_view key, RateClass rate)
{
    const Digest digest =
        hmacSha256(secret_, std::to_string(static_cast<std::size_t>(rate)) + std::string(key));
    std::size_t index = 0;
    std::memcpy(&index, digest.data(), sizeof index);
    return (*tables_.at(static_cast<std::size_t>(by)))[index % kBuckets];
}

void RateLimiter::giveBack(By by, std::string_view key, RateClass rate)
{
    bucketOf(by, key, rate).fetch_sub(microsecondsApart(limitOf(by, rate)));
}

RateLimiter::Grant RateLimiter::take(By by, std::string_view key, RateClass rate)
{
    const RateLimit& limit = limitOf(by, rate);
    Bucket& bucket = bucketOf(by, key, rate);

    const std::int64_t now = clock_.monotonic().time_since_epoch().count();
    const std::int64_t apart = microsecondsApart(limit);
    const std::int64_t room = limit.burst * apart;
    std::int64_t full = bucket.load();
    while (true) {
        const std::int64_t next = std::max(full, now) + apart;
        if (next - now > room)
            return {false, limit.burst, 0, wholeSeconds(full - now),
                    std::max(wholeSeconds(next - now - room), std::chrono::seconds(1))};
        if (bucket.compare_exchange_weak(full, next))
            return {true, limit.burst, (room - (next - now)) / apart, wholeSeconds(next - now), {}};
    }
}

} // namespace ace::server::access
