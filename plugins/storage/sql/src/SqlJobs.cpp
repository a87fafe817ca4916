// SPDX-License-Identifier: MIT
#include "SqlJobs.h"

#include "OrderRows.h"
#include "Refusals.h"

namespace ace::sql {

namespace {

void mustBeOpen(std::int64_t changed, JobId id) { mustExist(changed, "open job", id.value); }

} // namespace

std::vector<Job> SqlJobs::lease(Instant now, Instant leaseUntil, std::size_t most, const sdk::JobLane& lane)
{
    const auto kinds = [](const std::string& start) { return start.empty() ? "" : start + "%"; };
    const std::string only = lane.only + "%", first = kinds(lane.except[0]), second = kinds(lane.except[1]);
    std::vector<Job> jobs;
    for (Query row(session_,
                   "SELECT id, kind, subject, due_at, attempts FROM job WHERE buried = 0 AND ready_at <= ?"
                   " AND kind LIKE ? AND kind NOT LIKE ? AND kind NOT LIKE ? ORDER BY ready_at, id LIMIT ?",
                   now, only, first, second, most);
         row.next();)
        jobs.push_back(
            {row.id<JobId>(0), row.text(1), row.text(2), row.instant(3), row.integer<std::int32_t>(4)});
    for (Job& job : jobs) {
        ++job.attempts;
        run(session_, "UPDATE job SET ready_at = ?, attempts = ? WHERE id = ?", leaseUntil, job.attempts,
            job.id);
    }
    return jobs;
}

void SqlJobs::complete(JobId id)
{
    mustBeOpen(run(session_, "DELETE FROM job WHERE id = ? AND buried = 0", id), id);
}

void SqlJobs::postpone(JobId id, Instant dueAt, std::string_view problem)
{
    mustBeOpen(run(session_,
                   "UPDATE job SET due_at = ?, ready_at = ?, problem = ? WHERE id = ? AND buried = 0", dueAt,
                   dueAt, problem, id),
               id);
}

void SqlJobs::bury(JobId id, std::string_view problem)
{
    mustBeOpen(
        run(session_, "UPDATE job SET buried = 1, problem = ? WHERE id = ? AND buried = 0", problem, id), id);
}

std::int64_t SqlJobs::countOpen() const { return count(false); }
std::int64_t SqlJobs::countBuried() const { return count(true); }

std::int64_t SqlJobs::count(bool buried) const
{
    Query row(session_, "SELECT COUNT(*) FROM job WHERE buried = ?", buried);
    row.next();
    return row.integer(0);
}

std::vector<sdk::BuriedJob> SqlJobs::listBuried(const sdk::Page& page) const
{
    std::vector<sdk::BuriedJob> jobs;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT id, kind, subject, due_at, attempts, problem FROM job WHERE buried = 1 AND id > ?"
                   " ORDER BY id LIMIT ?",
                   start, page.most);
         row.next();)
        jobs.push_back(
            {{row.id<JobId>(0), row.text(1), row.text(2), row.instant(3), row.integer<std::int32_t>(4)},
             row.text(5)});
    return jobs;
}

void SqlJobs::insert(const Job& job) { writeJob(session_, job); }

bool SqlJobs::replay(JobId id, Instant dueAt)
{
    return run(session_,
               "UPDATE job SET buried = 0, attempts = 0, due_at = ?, ready_at = ? WHERE id = ? AND buried = "
               "1",
               dueAt, dueAt, id) == 1;
}

} // namespace ace::sql
