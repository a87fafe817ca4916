// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Assert.h>
#include <ace/base/Result.h>
#include <ace/base/Thread.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <span>
#include <string>
#include <vector>

namespace ace::inline base {

// Group commit for concurrent callers: while one call of `Work` is at the disk, the next callers gather, and
// go into the following call together. Each caller waits until its own item has been answered, that is, until
// it is durable. One worker thread; submit() from any thread.
template <class In, class Out> class Batcher
{
public:
    // Answers item by item, in order: exactly one answer for each. Runs on the worker thread. Must not throw.
    using Work = std::function<std::vector<Result<Out>>(std::span<const In>)>;

    Batcher(const std::string& threadName, std::size_t maxBatch, std::size_t maxWaiting, Work work)
        : work_(std::move(work)), maxBatch_(maxBatch), maxWaiting_(maxWaiting),
          worker_(threadName, [this] { run(); })
    {
    }

    // Whoever has submitted is answered before the worker ends.
    ~Batcher()
    {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        arrived_.notify_one();
    }

    Batcher(const Batcher&) = delete;
    Batcher& operator=(const Batcher&) = delete;

    // Busy when `maxWaiting` callers wait already or the batcher is stopping.
    Result<Out> submit(In item)
    {
        Caller caller(std::move(item));
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || waiting_.size() >= maxWaiting_)
                return failure(ErrorCode::Busy,
                               "too many requests wait to be written; try again in a moment");
            waiting_.push_back(&caller);
        }
        arrived_.notify_one();
        caller.answered.acquire();
        return std::move(*caller.answer);
    }

    // As submit(), with an answer for each item, in order; they need not go into the same call. All are
    // refused as Busy when one too many would wait.
    std::vector<Result<Out>> submitAll(std::vector<In> items)
    {
        std::deque<Caller> callers; // a semaphore does not move
        for (In& item : items)
            callers.emplace_back(std::move(item));
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || waiting_.size() + callers.size() > maxWaiting_)
                return std::vector<Result<Out>>(
                    callers.size(),
                    failure(ErrorCode::Busy, "too many requests wait to be written; try again in a moment"));
            for (Caller& caller : callers)
                waiting_.push_back(&caller);
        }
        arrived_.notify_one();
        std::vector<Result<Out>> answers;
        for (Caller& caller : callers) {
            caller.answered.acquire();
            answers.push_back(std::move(*caller.answer));
        }
        return answers;
    }

    std::size_t waiting() const
    {
        const std::lock_guard lock(mutex_);
        return waiting_.size();
    }

private:
    struct Caller
    {
        explicit Caller(In given) : item(std::move(given)) {}

        In item;
        std::optional<Result<Out>> answer;
        std::binary_semaphore answered{0};
    };

    void run()
    {
        std::vector<Caller*> batch;
        std::vector<In> items;
        while (takeBatch(batch)) {
            items.clear();
            for (Caller* caller : batch)
                items.push_back(std::move(caller->item));
            std::vector<Result<Out>> answers = work_(items);
            ACE_ASSERT(answers.size() == batch.size());
            for (std::size_t i = 0; i < batch.size(); ++i) {
                batch[i]->answer.emplace(std::move(answers[i]));
                batch[i]->answered.release(); // the caller's stack frame may be gone after this
            }
        }
    }

    bool takeBatch(std::vector<Caller*>& batch)
    {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        const std::size_t count = std::min(maxBatch_, waiting_.size());
        batch.assign(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
        return !batch.empty();
    }

    const Work work_;
    const std::size_t maxBatch_;
    const std::size_t maxWaiting_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Caller*> waiting_;
    bool stopping_ = false;
    Thread worker_; // last: it uses all of the above
};

} // namespace ace::inline base
