// SPDX-License-Identifier: MIT
#include "WorkerPool.h"

#include <system_error>
#include <utility>

namespace ace::server::http {

WorkerPool::WorkerPool(PoolLimits limits, const Clock& clock, StartThread startThread)
    : limits_(limits), clock_(clock), startThread_(std::move(startThread))
{
    const std::lock_guard lock(mutex_);
    addWorker();
}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const auto& worker : workers_) {
            worker->called = true;
            worker->wake.notify_one();
        }
    }
    for (const auto& worker : workers_)
        worker->thread.join();
}

bool WorkerPool::submit(Lane lane, Job job)
{
    const std::lock_guard lock(mutex_);
    auto& queue = queueOf(lane);
    if (stopping_ || queue.size() >= limits_.queueMost)
        return false;
    queue.push_back({std::move(job), clock_.monotonic()});
    if (lane == Lane::Usual || slowRunning_ < limits_.slowThreads)
        callWorker();
    return true;
}

void WorkerPool::callWorker()
{
    if (!idle_.empty()) {
        Worker& worker = *idle_.back();
        idle_.pop_back();
        worker.called = true;
        worker.wake.notify_one();
        return;
    }
    if (workers_.size() >= limits_.threads)
        return; // whoever is done first takes it
    try {
        addWorker();
    } catch (const std::system_error&) {
        return; // the machine has no thread left: those that run take it when they are done
    }
}

void WorkerPool::addWorker()
{
    auto worker = std::make_unique<Worker>();
    workers_.reserve(workers_.size() + 1); // nothing may fail once the thread runs
    idle_.reserve(workers_.size() + 1);
    worker->thread = startThread_([this, self = worker.get()] { work(*self); });
    workers_.push_back(std::move(worker));
}

Thread WorkerPool::startNamed(std::function<void()> body) { return {"ace-http-work", std::move(body)}; }

bool WorkerPool::takeJob(Waiting& job, Lane& lane)
{
    lane = queueOf(Lane::Usual).empty() ? Lane::Slow : Lane::Usual;
    auto& queue = queueOf(lane);
    if (queue.empty() || (lane == Lane::Slow && slowRunning_ >= limits_.slowThreads && !stopping_))
        return false;
    job = std::move(queue.front());
    queue.pop_front();
    return true;
}

void WorkerPool::work(Worker& self)
{
    Waiting waiting;
    Lane lane = Lane::Usual;
    std::unique_lock lock(mutex_);
    while (true) {
        if (takeJob(waiting, lane)) {
            const bool late = stopping_ || clock_.monotonic() - waiting.since > limits_.queueTimeout;
            slowRunning_ += lane == Lane::Slow ? 1 : 0;
            self.since = clock_.monotonic();
            lock.unlock();
            waiting.job(late);
            waiting.job = nullptr; // what it holds goes outside the lock
            lock.lock();
            self.since = Monotonic::max();
            slowRunning_ -= lane == Lane::Slow ? 1 : 0;
            continue;
        }
        if (stopping_)
            return;
        self.called = false;
        idle_.push_back(&self);
        self.wake.wait(lock, [&self] { return self.called; });
    }
}

std::size_t WorkerPool::expire()
{
    constexpr std::chrono::seconds kHung{30};
    std::vector<Job> late;
    std::size_t hung = 0;
    {
        const std::lock_guard lock(mutex_);
        const Monotonic now = clock_.monotonic();
        for (auto& queue : queues_)
            for (; !queue.empty() && now - queue.front().since > limits_.queueTimeout; queue.pop_front())
                late.push_back(std::move(queue.front().job));
        for (const auto& worker : workers_) {
            if (worker->since == Monotonic::max() || now - worker->since < kHung)
                continue;
            worker->since = Monotonic::max();
            ++hung;
        }
    }
    for (const Job& job : late)
        job(true);
    return hung;
}

std::size_t WorkerPool::queued(Lane lane) const
{
    const std::lock_guard lock(mutex_);
    return queues_[static_cast<std::size_t>(lane)].size();
}

std::size_t WorkerPool::threadCount() const
{
    const std::lock_guard lock(mutex_);
    return workers_.size();
}

} // namespace ace::server::http
