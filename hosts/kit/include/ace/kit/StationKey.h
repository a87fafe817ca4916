// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <memory>
#include <string>
#include <string_view>

namespace ace::kit {

// The key pair of a station: ECDSA on NIST P-256. Not thread-safe.
class StationKey
{
public:
    static StationKey make();
    static Result<StationKey> parse(const std::string& privatePem);
    ~StationKey();
    StationKey(StationKey&&) noexcept;
    StationKey& operator=(StationKey&&) noexcept;

    std::string privatePem() const;
    std::string publicPem() const; // SubjectPublicKeyInfo

    struct Claims
    {
        std::string station;      // issuer and key id
        std::string installation; // audience
        Instant issuedAt;
        Instant expiresAt;
    };
    // A JSON web token (RFC 7519) signed with ES256 (RFC 7518).
    std::string sign(const Claims& claims) const;

private:
    struct Pair;
    explicit StationKey(std::unique_ptr<Pair> pair);

    std::unique_ptr<Pair> pair_;
};

} // namespace ace::kit
