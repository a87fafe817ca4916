// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlStaff : public sdk::StaffRepository
{
public:
    explicit SqlStaff(Session& session) : session_(session) {}

    std::vector<Staff> list(const sdk::Page& page) const override;
    std::vector<Staff> listAt(EventId event) const override;
    std::optional<Staff> find(StaffId id) const override;
    std::optional<Staff> findByLogin(std::string_view login) const override;
    StaffSecrets secretsOf(StaffId id) const override;
    std::optional<StaffSession> findSession(const Digest& bearerHash) const override;
    LoginFailures failuresOf(std::string_view source) const override;

    void insert(const Staff& staff) override;
    void update(const Staff& staff, std::int64_t expectedRevision) override;
    void setSecrets(StaffId id, const StaffSecrets& secrets) override;
    void insertSession(const StaffSession& session) override;
    void touchSession(const Digest& bearerHash, Instant seenAt) override;
    void endSession(const Digest& bearerHash) override;
    void endSessionsOf(StaffId id) override;
    void endSessionsAt(StationId id) override;
    std::size_t removeSessionsBefore(Instant expiredBefore, std::size_t most) override;
    void recordFailure(std::string_view source, Instant at) override;
    void setFailures(std::string_view source, const LoginFailures& failures) override;
    void clearFailures(std::string_view source) override;
    std::size_t removeFailuresBefore(Instant lastBefore, std::size_t most) override;

private:
    void readRoles(Staff& staff) const;
    void writeRoles(const Staff& staff);
    void loginMustBeFree(const Staff& staff) const;

    Session& session_;
};

} // namespace ace::sql
