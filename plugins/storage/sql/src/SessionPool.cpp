// SPDX-License-Identifier: MIT
#include <ace/sql/SessionPool.h>

#include <algorithm>

namespace ace::sql {

SessionPool::SessionPool(std::vector<std::unique_ptr<Session>> sessions, std::chrono::milliseconds patience)
    : sessions_(std::move(sessions)), patience_(patience)
{
    for (const auto& session : sessions_)
        free_.push_back(session.get());
}

Result<SessionPool::Turn> SessionPool::take()
{
    if (sessions_.empty())
        return failure(ErrorCode::Unavailable, "the record is open for reading only");
    std::unique_lock lock(mutex_);
    if (!free_.empty()) {
        Session* session = free_.back(); // the one with the warmest cache
        free_.pop_back();
        return Turn(*this, *session);
    }
    Waiter waiter;
    waiting_.push_back(&waiter);
    if (!waiter.served.wait_for(lock, patience_, [&] { return waiter.session != nullptr; })) {
        std::erase(waiting_, &waiter);
        return failure(ErrorCode::Busy,
                       "the database was busy for too long; nothing was done, try again in a moment");
    }
    return Turn(*this, *waiter.session);
}

void SessionPool::giveBack(Session& session)
{
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
        free_.push_back(&session);
        return;
    }
    Waiter& next = *waiting_.front();
    waiting_.pop_front();
    next.session = &session;
    next.served.notify_one(); // under the lock: the waiter's stack frame goes as soon as it can take it
}

} // namespace ace::sql
