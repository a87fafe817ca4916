// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Thread.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

namespace ace::simulated {

// A thread that does something again and again: what a simulated device does by itself, when the host's clock
// says so for instance. One thread starts and stops it.
class Beat
{
public:
    ~Beat() { stop(); }

    // `work` must not throw.
    void start(const std::string& name, std::function<void()> work,
               std::chrono::milliseconds every = std::chrono::milliseconds(5));
    void stop(); // when it returns, the work has ended

private:
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    Thread thread_;
};

} // namespace ace::simulated
