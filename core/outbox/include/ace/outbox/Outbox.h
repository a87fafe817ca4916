// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/domain/Job.h>
#include <ace/sdk/storage/Storage.h>

#include <functional>
#include <map>
#include <string>

namespace ace::outbox {

// Does the work that was promised in the transaction of its cause. At least once outside: a handler must take
// the same job twice. A job that fails is tried again after 1 s, 2 s, 4 s … up to an hour; after
// kMostAttempts it is buried: kept, with its problem, for a person. Not thread-safe: one worker calls
// runDue(); several workers and processes share the jobs by leases.
class Outbox
{
public:
    static constexpr int kMostAttempts = 12;

    using Handler = std::function<Result<void>(const Job&)>;

    // Which jobs are its own: so that slow ones have a worker of their own.
    struct Lane
    {
        std::string only;   // a kind; empty: all
        std::string except; // a kind; empty: none
    };

    Outbox(sdk::Storage& storage, const Clock& clock, Log& log) : Outbox(storage, clock, log, Lane{}) {}
    Outbox(sdk::Storage& storage, const Clock& clock, Log& log, Lane lane);

    void on(const std::string& kind, Handler handler);
    // Takes a few jobs that are due and does them; answers how many it took.
    Result<std::size_t> runDue();

private:
    Result<void> conclude(const Job& job, const Result<void>& outcome);

    sdk::Storage& storage_;
    const Clock& clock_;
    Log& log_;
    const Lane lane_;
    std::map<std::string, Handler> handlers_;
};

// 1 s after the first attempt, doubling, at most an hour.
Microseconds backOff(int attempts);

} // namespace ace::outbox
