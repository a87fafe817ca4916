// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/domain/Ids.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::inline domain {

enum class StationKind { Counter, Gate };

// A machine of ours. It is made by an organiser, then paired once: from there on it holds its own key pair
// and proves itself with it. Revoked is for good; pair another one.
struct Station
{
    StationId id;
    std::string name; // unique within the event
    StationKind kind = StationKind::Counter;
    EventId event;
    std::optional<GateId> gate; // of a gate station: the only one it may scan for
    std::optional<TillId> till; // of a counter
    std::string publicKey;      // P-256 SubjectPublicKeyInfo as PEM; empty: not paired yet
    Instant createdAt;
    std::optional<Instant> pairedAt;
    std::optional<Instant> revokedAt;
    std::optional<Instant> seenAt; // about a minute old at most
    std::int64_t revision = 1;

    bool operator==(const Station&) const = default;
    bool trusted() const { return !publicKey.empty() && !revokedAt; }
};

// One use, then gone. Only its hash is kept.
struct PairingCode
{
    Digest hash{};
    Instant expiresAt;
};

const char* name(StationKind kind); // "counter", "gate"
std::optional<StationKind> parseStationKind(std::string_view text);

} // namespace ace::inline domain
