// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/domain/Job.h>
#include <ace/sdk/storage/Storage.h>

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ace::outbox {

// Does the work that was promised in the transaction of its cause. At least once outside: a handler must take
// the same job twice. A job that fails is tried again after a pause, as patient as its kind is; after the
// last attempt it is buried: kept, with its problem, for a person. Not thread-safe but for stop(): one worker
// calls runDue(); several workers and processes share the jobs by leases.
class Outbox
{
public:
    static constexpr int kMostAttempts = 12;
    static constexpr std::size_t kJobsAtOnce = 16;

    struct Patience
    {
        Microseconds (*pauseAfter)(int attempts);
        int attemptsMost;
    };
    static const Patience kUsual; // 1 s, 2 s, 4 s … up to an hour; kMostAttempts
    static const Patience kMail;  // 1 min, 5 min, 15 min … up to 4 h; 14 attempts in 32 hours
    static const Patience kMoney; // as kUsual, and never given up: somebody waits for it

    using Handler = std::function<Result<void>(const Job&)>;
    // Until when a job is not to be tried; none: it may be now.
    using Resting = std::function<std::optional<Instant>(const Job&)>;

    // Which jobs are its own: so that slow ones have a worker of their own.
    struct Lane
    {
        sdk::JobLane kinds = {};
        std::size_t jobsAtOnce = kJobsAtOnce;
        Microseconds lease = std::chrono::minutes(3); // longer than all of those together may take
    };

    Outbox(sdk::Storage& storage, const Clock& clock, Log& log) : Outbox(storage, clock, log, Lane{}) {}
    Outbox(sdk::Storage& storage, const Clock& clock, Log& log, Lane lane);

    // What to do with a job whose handler answers Invalid: no attempt will ever succeed.
    enum class OnInvalid { TryAgain, GiveUp };
    // A job that rests is put back until then: that is no attempt, and no line in the log.
    void on(const std::string& kind, Handler handler, Resting resting = {},
            OnInvalid onInvalid = OnInvalid::TryAgain, const Patience& patience = kUsual);
    // Takes up to jobsAtOnce() jobs that are due and does them; answers how many it took. As many: there may
    // be more.
    Result<std::size_t> runDue();
    std::size_t jobsAtOnce() const { return lane_.jobsAtOnce; }
    // Any thread: runDue() begins no other job, and gives back those that it took.
    void stop() { stopping_ = true; }

private:
    struct Work
    {
        Handler handler;
        Resting resting; // empty: never
        OnInvalid onInvalid;
        Patience patience;
    };

    bool isToWait(Instant leasedAt) const;
    std::optional<Instant> restsUntil(const Job& job) const;
    Result<void> putBack(const Job& job, Instant until);
    Result<void> conclude(const Job& job, const Result<void>& outcome);
    const Patience& patienceFor(const Job& job) const;
    bool isFinal(const Job& job, const Error& error) const;

    sdk::Storage& storage_;
    const Clock& clock_;
    Log& log_;
    const Lane lane_;
    std::map<std::string, Work> handlers_;
    std::atomic<bool> stopping_{false};
};

// 1 s after the first attempt, doubling, at most an hour.
Microseconds backOff(int attempts);
// Servers that greylist want a sender that comes back after 5 to 15 minutes, and some keep a mailbox closed
// for a night (RFC 5321 §4.5.4.1 asks for 30 minutes and for days; tickets are wanted sooner).
Microseconds mailBackOff(int attempts);

} // namespace ace::outbox
