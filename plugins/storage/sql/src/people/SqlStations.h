// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlStations : public sdk::StationRepository
{
public:
    explicit SqlStations(Session& session) : session_(session) {}

    std::vector<Station> list(std::optional<EventId> event, const sdk::Page& page) const override;
    std::optional<Station> find(StationId id) const override;
    std::optional<Station> findByPairingCode(const Digest& hash, Instant now) const override;

    void insert(const Station& station) override;
    void update(const Station& station, std::int64_t expectedRevision) override;
    void setPairingCode(StationId id, const PairingCode& code) override;
    bool pair(const Digest& codeHash, const std::string& publicKey, Instant now) override;
    void revoke(StationId id, Instant now) override;
    void touch(StationId id, Instant seenAt) override;

private:
    void nameMustBeFree(const Station& station) const;

    Session& session_;
};

} // namespace ace::sql
