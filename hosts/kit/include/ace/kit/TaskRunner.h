// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/BoundedQueue.h>
#include <ace/base/Thread.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace ace::kit {

// A thread that does what a window's thread must not wait for: one task after the other, their results back
// on the window's thread. Construct, use and destroy on the window's thread.
class TaskRunner
{
public:
    using Task = std::function<void()>;
    // Runs a task on the window's thread, soon; from any thread. None may run after the runner is gone.
    using Dispatch = std::function<void(Task)>;

    TaskRunner(const std::string& threadName, Dispatch dispatch)
        : dispatch_(std::move(dispatch)), tasks_(kMostTasks), worker_(threadName, [this] {
              while (auto task = tasks_.pop())
                  (*task)();
          })
    {
    }
    ~TaskRunner() // waits for the task that is under way, and does those that wait
    {
        tasks_.close();
        worker_.join();
    }
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    // False: too much waits already; the task is dropped.
    [[nodiscard]] bool post(Task task) { return tasks_.tryPush(std::move(task)); }

    // work() on the thread, then done(what it returned) on the window's.
    template <class Work, class Done> [[nodiscard]] bool run(Work work, Done done)
    {
        return post([this, work = std::move(work), done = std::move(done)]() mutable {
            auto result = std::make_shared<decltype(work())>(work()); // shared: a std::function is copied
            dispatch_([done = std::move(done), result]() mutable { done(std::move(*result)); });
        });
    }

    void dispatch(Task task) { dispatch_(std::move(task)); }

private:
    static constexpr std::size_t kMostTasks = 64;

    const Dispatch dispatch_;
    BoundedQueue<Task> tasks_;
    Thread worker_; // last: it uses all of the above
};

} // namespace ace::kit
