// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace ace::server::http {

// The requests that are being answered. Thread-safe.
class InFlight
{
public:
    class Entry
    {
    public:
        explicit Entry(InFlight& all) : all_(all)
        {
            const std::lock_guard lock(all_.mutex_);
            ++all_.count_;
        }
        ~Entry()
        {
            const std::lock_guard lock(all_.mutex_);
            if (--all_.count_ == 0)
                all_.none_.notify_all();
        }
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;

    private:
        InFlight& all_;
    };

    bool waitForNone(std::chrono::milliseconds most)
    {
        std::unique_lock lock(mutex_);
        return none_.wait_for(lock, most, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable none_;
    int count_ = 0;
};

} // namespace ace::server::http
