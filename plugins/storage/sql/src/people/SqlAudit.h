// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlAudit : public sdk::AuditRepository
{
public:
    explicit SqlAudit(Session& session) : session_(session) {}

    std::vector<AuditRecord> list(std::int64_t afterSequence, std::size_t most) const override;

    void append(const AuditEntry& entry) override;

private:
    Digest hashOf(std::int64_t sequence) const;

    Session& session_;
};

} // namespace ace::sql
