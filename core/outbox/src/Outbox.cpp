// SPDX-License-Identifier: MIT
#include <ace/outbox/Outbox.h>

#include <ace/base/Trace.h>

#include <algorithm>
#include <limits>

namespace ace::outbox {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::minutes kMailPauses[] = {1min, 5min, 15min, 30min, 60min, 120min, 240min};
} // namespace

const Outbox::Patience Outbox::kUsual{backOff, kMostAttempts};
const Outbox::Patience Outbox::kMail{mailBackOff, 14};
const Outbox::Patience Outbox::kMoney{backOff, std::numeric_limits<int>::max()};

Microseconds backOff(int attempts)
{
    return std::chrono::seconds(std::min(3600, 1 << std::clamp(attempts - 1, 0, 12)));
}

Microseconds mailBackOff(int attempts)
{
    return kMailPauses[std::clamp<std::size_t>(static_cast<std::size_t>(attempts), 1,
                                               std::size(kMailPauses)) -
                       1];
}

Outbox::Outbox(sdk::Storage& storage, const Clock& clock, Log& log, Lane lane)
    : storage_(storage), clock_(clock), log_(log), lane_(std::move(lane))
{
}

void Outbox::on(const std::string& kind, Handler handler, Resting resting, OnInvalid onInvalid,
                const Patience& patience)
{
    handlers_[kind] = {std::move(handler), std::move(resting), onInvalid, patience};
}

Result<std::size_t> Outbox::runDue()
{
    const Instant now = clock_.now();
    auto jobs = storage_.transactValue([&](sdk::WriteAccess& access) {
        return access.jobs.lease(now, now + lane_.lease, lane_.jobsAtOnce, lane_.kinds);
    });
    if (!jobs)
        return failure(std::move(jobs));
    for (const Job& job : *jobs) {
        if (const auto until = isToWait(now) ? std::optional(now) : restsUntil(job)) {
            if (auto done = putBack(job, *until); !done)
                return failure(std::move(done));
            continue;
        }
        trace("outbox", "Outbox.runDue");
        const auto handler = handlers_.find(job.kind);
        const Result<void> outcome =
            handler == handlers_.end()
                ? Result<void>(
                      failure(ErrorCode::Unavailable, "nothing here does jobs of kind \"" + job.kind + "\""))
                : handler->second.handler(job);
        if (auto concluded = conclude(job, outcome); !concluded)
            return failure(std::move(concluded));
    }
    return jobs->size();
}

// Also where those before were slow: another worker may take it when its lease ends, and would do it as well.
bool Outbox::isToWait(Instant leasedAt) const
{
    return stopping_ || clock_.now() - leasedAt > lane_.lease / 2;
}

std::optional<Instant> Outbox::restsUntil(const Job& job) const
{
    const auto work = handlers_.find(job.kind);
    return work == handlers_.end() || !work->second.resting ? std::nullopt : work->second.resting(job);
}

// As it was before it was taken, which counted an attempt.
Result<void> Outbox::putBack(const Job& job, Instant until)
{
    return storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.complete(job.id);
        access.jobs.insert({job.id, job.kind, job.subject, until, job.attempts - 1});
        return {};
    });
}

const Outbox::Patience& Outbox::patienceFor(const Job& job) const
{
    const auto work = handlers_.find(job.kind);
    return work == handlers_.end() ? kUsual : work->second.patience;
}

bool Outbox::isFinal(const Job& job, const Error& error) const
{
    const auto work = handlers_.find(job.kind);
    const bool givesUp = work != handlers_.end() && work->second.onInvalid == OnInvalid::GiveUp;
    return job.attempts >= patienceFor(job).attemptsMost || (givesUp && error.code == ErrorCode::Invalid);
}

Result<void> Outbox::conclude(const Job& job, const Result<void>& outcome)
{
    const bool buried = !outcome && isFinal(job, outcome.error());
    if (!outcome)
        log_.warn("outbox", job.kind + " " + job.subject +
                                (buried ? " is given up: " : " is tried again later: ") +
                                outcome.error().describe());
    const Instant again = clock_.now() + patienceFor(job).pauseAfter(job.attempts);
    return storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (outcome)
            access.jobs.complete(job.id);
        else if (buried)
            access.jobs.bury(job.id, outcome.error().describe());
        else
            access.jobs.postpone(job.id, again, outcome.error().describe());
        return {};
    });
}

} // namespace ace::outbox
