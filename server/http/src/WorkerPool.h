// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Thread.h>

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ace::server::http {

enum class Lane { Usual, Slow };

struct PoolLimits
{
    unsigned threads = 64;
    unsigned slowThreads = 16;   // of them for the slow lane, at most
    std::size_t queueMost = 256; // of each lane
    std::chrono::milliseconds queueTimeout{5'000};
};

// Threads that run handlers, behind two bounded queues. What waits in the usual lane goes first; the slow
// lane never has all the threads. The thread that was idle last is woken first, for its stack is still in
// the cache; further threads are started when all others are busy. Thread-safe.
class WorkerPool
{
public:
    using Job = std::function<void(bool late)>; // late: it waited too long and should only say so

    using StartThread = std::function<Thread(std::function<void()> body)>; // throws std::system_error

    // Starts one worker, so that what is queued is done even where no further thread can be started. Throws
    // std::system_error where not even that one can.
    WorkerPool(PoolLimits limits, const Clock& clock, StartThread startThread = startNamed);
    ~WorkerPool();
    void stop(); // after all queued jobs, which are then late

    [[nodiscard]] bool submit(Lane lane, Job job); // false: the lane is full
    // Runs here, as late, what has waited too long, for no worker may become free for long. Answers how many
    // jobs have become hung since the last call.
    std::size_t expire();
    std::size_t queued(Lane lane) const;
    std::size_t threadCount() const;

private:
    struct Waiting
    {
        Job job;
        Monotonic since;
    };
    struct Worker
    {
        std::condition_variable wake;
        bool called = false;
        Monotonic since = Monotonic::max(); // its job; max: it has none, or it is known to hang
        Thread thread;
    };

    void work(Worker& self);
    bool takeJob(Waiting& job, Lane& lane); // under the lock
    void callWorker();                      // under the lock
    void addWorker();                       // under the lock; throws std::system_error
    static Thread startNamed(std::function<void()> body);
    std::deque<Waiting>& queueOf(Lane lane) { return queues_[static_cast<std::size_t>(lane)]; }

    const PoolLimits limits_;
    const Clock& clock_;
    const StartThread startThread_;
    mutable std::mutex mutex_;
    std::array<std::deque<Waiting>, 2> queues_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::vector<Worker*> idle_; // the last one to become idle is at the end
    unsigned slowRunning_ = 0;
    bool stopping_ = false;
};

} // namespace ace::server::http
