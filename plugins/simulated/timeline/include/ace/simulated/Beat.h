// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Thread.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

namespace ace::simulated {

// A thread that does something again and again, every few milliseconds: what a simulated device does by
// itself when the host's clock says so. One thread starts and stops it.
class Beat
{
public:
    ~Beat() { stop(); }

    void start(const std::string& name, std::function<void()> work); // must not throw
    void stop();                                                     // when it returns, the work has ended

private:
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    Thread thread_;
};

} // namespace ace::simulated
