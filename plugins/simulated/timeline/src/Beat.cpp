// SPDX-License-Identifier: MIT
#include <ace/simulated/Beat.h>

#include <utility>

namespace ace::simulated {

void Beat::start(const std::string& name, std::function<void()> work, std::chrono::milliseconds every)
{
    stop();
    stopping_ = false;
    thread_ = Thread(name, [this, work = std::move(work), every] {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            lock.unlock();
            work();
            lock.lock();
            stop_.wait_for(lock, every, [this] { return stopping_; });
        }
    });
}

void Beat::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    thread_.join();
}

} // namespace ace::simulated
