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

} // namespace

RateLimiter::RateLimiter(const RateLimits& limits, const Clock& clock, IdSource& ids)
    : limits_(limits), clock_(clock), credentials_(std::make_unique<Table>()),
      addresses_(std::make_unique<Table>())
{
    ids.fill(secret_);
}

RateLimiter::Grant RateLimiter::take(By by, std::string_view key, RateClass rate)
{
    const auto kind = static_cast<std::size_t>(rate);
    const RateLimit& limit = (by == By::Credential ? limits_.credential : limits_.address).at(kind);
    const Digest digest = hmacSha256(secret_, std::to_string(kind) + std::string(key));
    std::size_t index = 0;
    std::memcpy(&index, digest.data(), sizeof index);
    auto& bucket = (by == By::Credential ? *credentials_ : *addresses_)[index % kBuckets];

    const std::int64_t now = clock_.monotonic().time_since_epoch().count();
    const auto apart = static_cast<std::int64_t>(1e6 / limit.perSecond); // microseconds for one to come back
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
