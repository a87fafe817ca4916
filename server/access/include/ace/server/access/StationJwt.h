// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/domain/people/Station.h>
#include <ace/staffing/StationRegistry.h>

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ace::server::access {

enum class JwtRefusal {
    NotAToken,    // not a JWT of the one form below, or too large
    Unknown,      // no such station, not paired, another key
    Revoked,      // its own good signature, but the station is revoked
    WrongPlace,   // for another installation
    OutOfTime,    // not yet, or no longer
    LivesTooLong, // made for more than 600 s
};

// The JWTs (RFC 7519) that stations sign for themselves with ES256 (RFC 7518 section 3.4). Only this form:
//   header {"alg":"ES256","typ":"JWT","kid":<station>}; any "crit" is refused
//   claims {"iss":<station>,"aud":<installation>,"iat","nbf","exp"}: whole seconds; exp − iat ≤ 600
// 60 s of skew are allowed. Signatures that were good are remembered for as long as the token lives, up to
// `rememberedMost`; time, key and revocation are looked at each time. Thread-safe.
class StationJwt
{
public:
    StationJwt(staffing::StationRegistry& stations, const Clock& clock, std::string installation,
               std::size_t rememberedMost = 4096);

    struct Refused
    {
        JwtRefusal why = JwtRefusal::NotAToken;
        std::optional<Station> signer = {}; // where its signature was good
    };
    using Answer = std::variant<Station, Refused>;
    Result<Answer> verify(std::string_view token);
    std::size_t remembered() const;

private:
    struct Times
    {
        Instant notBefore;
        Instant expiresAt;
    };
    struct Known
    {
        StationId station;
        Digest key{}; // of the PEM that it was verified with
        Times times;
    };
    Result<Answer> verifyAnew(std::string_view token, const Digest& digest);
    Answer judge(const Station& station, const Times& times) const;
    std::optional<Known> recall(const Digest& token) const;
    void remember(const Digest& token, const Known& known);

    staffing::StationRegistry& stations_;
    const Clock& clock_;
    const std::string installation_;
    const std::size_t rememberedMost_;
    mutable std::mutex mutex_;
    std::map<Digest, Known> known_; // by SHA-256 of the token
};

// Whether it is a P-256 public key whose point lies on the curve. To be asked before a station is paired.
bool isP256PublicKey(std::string_view pem);

} // namespace ace::server::access
