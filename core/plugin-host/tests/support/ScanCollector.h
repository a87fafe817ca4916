// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <ace/sdk/port/Scanner.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace ace::test {

// Keeps what a scanner hands over, and waits for it.
class ScanCollector
{
public:
    // After each scan `then` runs, on the device's thread.
    sdk::Scanner::Handler handler(std::function<void()> then = [] {})
    {
        return [this, then](const sdk::ScanData& scan) {
            {
                const std::lock_guard lock(mutex_);
                scans_.push_back(scan);
            }
            arrived_.notify_all();
            then();
        };
    }

    // The data of the first `count` scans; the test fails when they do not come within 10 seconds.
    std::vector<std::string> waitFor(std::size_t count)
    {
        std::unique_lock lock(mutex_);
        const bool came =
            arrived_.wait_for(lock, std::chrono::seconds(10), [&] { return scans_.size() >= count; });
        CPPUNIT_ASSERT_MESSAGE(std::to_string(scans_.size()) + " scans of " + std::to_string(count), came);
        std::vector<std::string> data;
        for (const auto& scan : scans_)
            data.push_back(scan.data);
        return data;
    }

    std::string symbology() const
    {
        const std::lock_guard lock(mutex_);
        return scans_.empty() ? "" : scans_.front().symbology;
    }

    std::size_t count() const
    {
        const std::lock_guard lock(mutex_);
        return scans_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<sdk::ScanData> scans_;
};

} // namespace ace::test
