// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlJobs : public sdk::JobRepository
{
public:
    explicit SqlJobs(Session& session) : session_(session) {}

    std::vector<Job> lease(Instant now, Instant leaseUntil, std::size_t most,
                           const sdk::JobLane& lane) override;
    void complete(JobId id) override;
    void postpone(JobId id, Instant dueAt, std::string_view problem) override;
    void bury(JobId id, std::string_view problem) override;
    std::int64_t countOpen() const override;
    std::int64_t countBuried() const override;
    std::vector<sdk::BuriedJob> listBuried(const sdk::Page& page) const override;
    void insert(const Job& job) override;
    bool replay(JobId id, Instant dueAt) override;

private:
    std::int64_t count(bool buried) const;

    Session& session_;
};

} // namespace ace::sql
