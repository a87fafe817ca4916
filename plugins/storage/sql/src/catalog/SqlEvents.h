// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlEvents : public sdk::EventRepository
{
public:
    explicit SqlEvents(Session& session) : session_(session) {}

    std::vector<EventSetup> list() const override;
    std::optional<EventSetup> findBySlug(std::string_view slug) const override;
    std::vector<QuotaLevel> levels(EventId event) const override;
    std::optional<SigningSeed> findSeed(KeyId key) const override;
    bool keyIdTaken(KeyId key) const override;

    void insert(const EventSetup& setup) override;
    void update(const EventSetup& setup, std::int64_t expectedRevision) override;
    void insertKey(const SigningKey& key, const SigningSeed& seed) override;
    void setKeyState(KeyId key, KeyState state) override;

private:
    void slugMustBeFree(const Event& event) const;

    Session& session_;
};

} // namespace ace::sql
