// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/domain/Ids.h>
#include <ace/domain/people/Station.h>

#include <filesystem>
#include <optional>
#include <string>

namespace ace::kit {

// What a paired machine knows of itself. The private key never leaves its folder.
struct StationIdentity
{
    std::string serverUrl;
    std::string caFile; // empty: what this machine trusts
    StationId station;
    std::string installation; // the server's, for the audience of our tokens
    StationKind kind = StationKind::Counter;
    std::string name;
    std::string eventSlug;
    std::string gate;           // its name; empty at a counter
    std::optional<TillId> till; // of a counter
    std::string privateKey;     // P-256, PEM

    bool operator==(const StationIdentity&) const = default;
};

// The identity in a station's data folder: station.json, readable by its owner only. Before the station is
// paired its key waits in station-key.pem, so that pairing once more after a lost answer shows the same key.
class IdentityStore
{
public:
    explicit IdentityStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<std::optional<StationIdentity>> load() const; // none: not paired
    Result<void> save(const StationIdentity& identity) const;
    // The key that a pairing shows; made where there is none.
    Result<std::string> ensureKey() const;
    // Overwrites and removes identity and key: this station was revoked, or is paired anew.
    Result<void> wipe() const;

private:
    std::filesystem::path identityFile() const { return folder_ / "station.json"; }
    std::filesystem::path keyFile() const { return folder_ / "station-key.pem"; }

    std::filesystem::path folder_;
};

} // namespace ace::kit
