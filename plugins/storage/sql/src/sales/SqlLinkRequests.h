// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Repositories.h>
#include <ace/sql/Session.h>

namespace ace::sql {

class SqlLinkRequests : public sdk::LinkRequestRepository
{
public:
    explicit SqlLinkRequests(Session& session) : session_(session) {}

    std::optional<sdk::LinkRequest> find(JobId id) const override;
    bool insert(const sdk::LinkRequest& request, Instant unlessAfter) override;
    void forget(Instant askedBefore) override;

private:
    Session& session_;
};

} // namespace ace::sql
