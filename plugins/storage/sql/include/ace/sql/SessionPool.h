// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/sql/Session.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace ace::sql {

// Sessions that threads use in turn, first come first served: one that comes free goes straight to the thread
// that has waited longest. Thread-safe.
class SessionPool
{
public:
    // A session in use; gives it back when it goes.
    class Turn
    {
    public:
        Turn(SessionPool& pool, Session& session) : pool_(&pool), session_(&session) {}
        ~Turn()
        {
            if (session_)
                pool_->giveBack(*session_);
        }
        Turn(Turn&& other) noexcept : pool_(other.pool_), session_(std::exchange(other.session_, nullptr)) {}
        Turn& operator=(Turn&&) = delete;
        Session& session() { return *session_; }

    private:
        SessionPool* pool_;
        Session* session_;
    };

    SessionPool(std::vector<std::unique_ptr<Session>> sessions, std::chrono::milliseconds patience);

    // Busy when no session came free within the pool's patience; Unavailable when it has none.
    Result<Turn> take();

private:
    struct Waiter
    {
        std::condition_variable served;
        Session* session = nullptr;
    };

    void giveBack(Session& session);

    const std::vector<std::unique_ptr<Session>> sessions_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::vector<Session*> free_;
    std::deque<Waiter*> waiting_; // on their threads' stacks
};

} // namespace ace::sql
