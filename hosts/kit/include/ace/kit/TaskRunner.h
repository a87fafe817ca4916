// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/BoundedQueue.h>
#include <ace/base/Thread.h>
#include <ace/kit/Background.h>

#include <memory>
#include <string>

namespace ace::kit {

// A thread that does one task after the other. Construct, use and destroy on the window's thread.
class TaskRunner : public Background
{
public:
    // Runs a task on the window's thread, soon; from any thread.
    using Dispatch = std::function<void(Task)>;

    TaskRunner(const std::string& threadName, Dispatch dispatch)
        : dispatch_(std::move(dispatch)), tasks_(kMostTasks), worker_(threadName, [this] {
              while (auto task = tasks_.pop())
                  (*task)();
          })
    {
    }
    // Waits for the task that is under way; those that wait are dropped. What was dispatched and has not run
    // yet never does.
    ~TaskRunner() override
    {
        tasks_.close();
        tasks_.clear();
        worker_.join();
    }
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    bool post(Task work, Task done) override
    {
        return tasks_.tryPush([this, work = std::move(work), done = std::move(done)] {
            work();
            if (done)
                dispatch(done);
        });
    }

    void dispatch(Task task)
    {
        dispatch_([task = std::move(task), alive = std::weak_ptr<bool>(alive_)] {
            if (!alive.expired()) // on the window's thread, as our destructor
                task();
        });
    }

private:
    static constexpr std::size_t kMostTasks = 64;

    const Dispatch dispatch_;
    const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // shared: tasks on their way watch it
    BoundedQueue<Task> tasks_;
    Thread worker_; // last: it uses all of the above
};

} // namespace ace::kit
