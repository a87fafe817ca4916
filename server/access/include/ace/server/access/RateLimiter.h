// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/server/access/Operations.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace ace::server::access {

struct RateLimit
{
    std::int64_t burst = 0; // requests at once
    double perSecond = 0;   // that come back
};

// By RateClass. A venue's machines, its office and its guests often share one address, so that what one of
// them does must not stop the others: anonymous limits are wide, and log-ins have a narrow one by name too.
struct RateLimits
{
    std::array<RateLimit, 5> credential{{{1000, 200}, {300, 100}, {1000, 200}, {30, 1}, {30, 1}}};
    std::array<RateLimit, 5> address{{{2000, 500}, {60, 1}, {60, 1}, {600, 10}, {300, 5}}};
    RateLimit login{30, 0.5}; // of one name from one address
};

// Token buckets in tables of fixed size, one for credentials, one for addresses, one for log-ins' names, so
// that memory is bounded and no crowd of addresses touches a credential. Two that fall into one bucket share
// it; which ones cannot be foreseen from outside. Thread-safe, without locks.
class RateLimiter
{
public:
    enum class By { Credential, Address, Login };

    struct Grant
    {
        bool allowed = true;
        std::int64_t limit = 0;
        std::int64_t remaining = 0;
        std::chrono::seconds reset{0};      // until the bucket is full again
        std::chrono::seconds retryAfter{0}; // where it is not allowed; at least 1
    };

    RateLimiter(const RateLimits& limits, const Clock& clock, IdSource& ids);

    Grant take(By by, std::string_view key, RateClass rate);
    // What was taken counts no more.
    void giveBack(By by, std::string_view key, RateClass rate);

private:
    static constexpr std::size_t kBuckets = 1u << 16; // in each table

    // When the bucket is full again, as microseconds of the monotonic clock (GCRA, ITU-T I.371).
    using Bucket = std::atomic<std::int64_t>;
    using Table = std::array<Bucket, kBuckets>;

    const RateLimit& limitOf(By by, RateClass rate) const;
    Bucket& bucketOf(By by, std::string_view key, RateClass rate);

    const RateLimits limits_;
    const Clock& clock_;
    Digest secret_{};
    std::array<std::unique_ptr<Table>, 3> tables_; // by By
};

} // namespace ace::server::access
