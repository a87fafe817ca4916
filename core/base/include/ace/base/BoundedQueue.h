// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace ace::inline base {

// First in, first out, never more than `capacity`. Thread-safe. After close() nothing goes in; what is in can
// be taken.
template <class T> class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    // False: full or closed; the item was not taken.
    [[nodiscard]] bool tryPush(T item)
    {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || items_.size() >= capacity_)
                return false;
            items_.push_back(std::move(item));
        }
        ready_.notify_one();
        return true;
    }

    // Waits for an item; none once the queue is closed and empty.
    std::optional<T> pop()
    {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return closed_ || !items_.empty(); });
        return take();
    }

    // As pop(), but none after `timeout` too.
    std::optional<T> popFor(std::chrono::microseconds timeout)
    {
        std::unique_lock lock(mutex_);
        ready_.wait_for(lock, timeout, [this] { return closed_ || !items_.empty(); });
        return take();
    }

    void close()
    {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

    void clear()
    {
        const std::lock_guard lock(mutex_);
        items_.clear();
    }

    std::size_t size() const
    {
        const std::lock_guard lock(mutex_);
        return items_.size();
    }

private:
    std::optional<T> take()
    {
        if (items_.empty())
            return std::nullopt;
        std::optional<T> item(std::move(items_.front()));
        items_.pop_front();
        return item;
    }

    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<T> items_;
    const std::size_t capacity_;
    bool closed_ = false;
};

} // namespace ace::inline base
