// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/domain/people/Actor.h>
#include <ace/domain/people/Station.h>
#include <ace/sdk/storage/Storage.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ace::staffing {

// To be shown once, as text or QR code. 16 characters of base32 (RFC 4648 section 6): 80 random bits.
struct IssuedPairingCode
{
    std::string code;
    Instant expiresAt; // 15 minutes on
};

enum class PairingRefusal {
    UnknownCode, // never given, used, expired, replaced by a newer one, or its station is revoked
    UnfitKey,    // not a P-256 public key as PEM
    OtherKind,   // the code is for another kind of station than the machine is made for
};
using PairingOutcome = std::variant<Station, PairingRefusal>;

// The machines, over a Storage. Each change stands in the audit log by the same transaction. Thread-safe.
class StationRegistry
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        const Clock& clock;
        IdSource& ids;
        Log& log;
    };

    explicit StationRegistry(const Parts& parts) : parts_(parts) {}

    Result<std::vector<Station>> list(std::optional<EventId> event, const sdk::Page& page);
    // From memory: what was changed here counts at once, what another process changed within 5 seconds.
    Result<std::optional<Station>> find(StationId id);

    // Gives it its id; not paired yet. Invalid: no name, a gate station without a gate of its event, a
    // counter with a gate, a till of another event. Conflict: the name is taken at its event. Keys as in
    // StaffDirectory::add().
    Result<Station> add(Station station, const Actor& actor,
                        const std::optional<sdk::IdempotencyKey>& idempotency = std::nullopt);
    // Name, gate and till. Errors as add(); Conflict too: another revision, or revoked.
    Result<Station> edit(const Station& station, std::int64_t expectedRevision, const Actor& actor);

    // The code before is gone. NotFound: no such station; Conflict: it is revoked.
    Result<IssuedPairingCode> newPairingCode(StationId id, const Actor& actor);
    // The code counts in either case of letters, with spaces and hyphens between. One caller wins; the key
    // that the station had before, if any, counts no more. The same code with the same key is answered again,
    // for a lost reply, while the station has that key and is not revoked. A refusal leaves the code.
    // Whether the key's point is on the curve is the caller's to check. `machine`: none if it is not known.
    Result<PairingOutcome> pair(std::string_view code, std::string_view publicKeyPem,
                                std::optional<StationKind> machine = std::nullopt);
    // For good: its key, its pairing code and the log-ins made there count no more.
    Result<void> revoke(StationId id, const Actor& actor);

    // Notes that the station was heard, on record about once a minute. A failure is only logged.
    void noteSeen(StationId id);

private:
    using Stations = std::unordered_map<StationId, Station>;

    Result<std::shared_ptr<const Stations>> snapshot();
    void forget();
    Result<void> change(const sdk::Storage::WriteWork& work);

    Parts parts_;
    std::mutex mutex_;
    std::shared_ptr<const Stations> stations_; // shared with the calls that read it
    Monotonic readAt_{};
    std::unordered_map<StationId, Monotonic> seen_; // one each for stations on record
};

} // namespace ace::staffing
