// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace ace::test {

// Keeps what a device told, in words, and waits for it.
class NoticeCollector
{
public:
    void add(const std::string& word)
    {
        const std::lock_guard lock(mutex_);
        words_.push_back(word);
        arrived_.notify_all();
    }

    // All so far must be `words`, in their order; the test fails when they do not come within 20 seconds.
    void waitFor(const std::vector<std::string>& words)
    {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return words_.size() >= words.size(); });
        std::string told;
        for (const auto& word : words_)
            told += "\"" + word + "\" ";
        CPPUNIT_ASSERT_MESSAGE("it told " + told, words_ == words);
    }

    std::size_t count() const
    {
        const std::lock_guard lock(mutex_);
        return words_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::string> words_;
};

} // namespace ace::test
