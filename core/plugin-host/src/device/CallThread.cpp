// SPDX-License-Identifier: MIT
#include "device/CallThread.h"

#include "device/SignalStack.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace ace::pluginhost {

namespace {
constexpr std::chrono::milliseconds kLastCall{500};
constexpr std::size_t kWaitingMax = 256;
} // namespace

struct CallThread::Call
{
    explicit Call(std::function<void()> itsWork) : work(std::move(itsWork)) {}

    enum class Stage { Waiting, Running, Finished, Dropped };

    std::function<void()> work;
    Stage stage = Stage::Waiting;
    std::condition_variable changed;

    bool settled() const { return stage == Stage::Finished || stage == Stage::Dropped; }
};

class CallThread::State : public std::enable_shared_from_this<State>
{
public:
    explicit State(Hooks hooks) : hooks_(std::move(hooks)) {}

    void loop();
    Outcome run(std::function<void()> work, std::chrono::milliseconds deadline);
    void wake();
    bool isAbandoned()
    {
        const Lock lock(mutex_);
        return abandoned_;
    }
    bool stop(); // false: abandoned, do not wait for it
    void abandon()
    {
        const Lock lock(mutex_);
        abandon(lock);
    }

private:
    using Lock = std::unique_lock<std::mutex>;

    bool ready() const { return interrupting_ == 0 && (stopping_ || woken_ || !waiting_.empty()); }
    void runNext(Lock& lock);
    void runIdle(Lock& lock);
    Outcome passDeadline(Lock& lock, const std::shared_ptr<Call>& call);
    bool interruptAndWait(Lock& lock, const std::function<bool()>& over);
    void abandon(const Lock& lock);

    const Hooks hooks_;
    std::mutex mutex_;
    std::condition_variable work_;    // the thread waits here
    std::condition_variable settled_; // who interrupts waits here
    std::deque<std::shared_ptr<Call>> waiting_;
    std::thread::id thread_;
    int interrupting_ = 0; // no call starts meanwhile: an interrupt is for the one that hung
    bool idling_ = false;
    bool woken_ = false;
    bool stopping_ = false;
    bool abandoned_ = false;
};

void CallThread::State::loop()
{
    const SignalStack stack;
    Lock lock(mutex_);
    thread_ = std::this_thread::get_id();
    while (!abandoned_) {
        work_.wait(lock, [this] { return abandoned_ || ready(); });
        if (!abandoned_ && !waiting_.empty())
            runNext(lock);
        else if (stopping_)
            return;
        if (!abandoned_ && !stopping_)
            runIdle(lock);
    }
}

void CallThread::State::runNext(Lock& lock)
{
    const std::shared_ptr<Call> call = std::move(waiting_.front());
    waiting_.pop_front();
    call->stage = Call::Stage::Running;
    lock.unlock();
    call->work();
    lock.lock();
    call->stage = Call::Stage::Finished;
    call->changed.notify_all();
    settled_.notify_all();
}

void CallThread::State::runIdle(Lock& lock)
{
    woken_ = false;
    idling_ = true;
    lock.unlock();
    const bool again = hooks_.idle();
    lock.lock();
    idling_ = false;
    woken_ = woken_ || again;
    settled_.notify_all();
}

CallThread::Outcome CallThread::State::run(std::function<void()> work, std::chrono::milliseconds deadline)
{
    Lock lock(mutex_);
    if (thread_ == std::this_thread::get_id()) {
        lock.unlock();
        work();
        return Outcome::Done;
    }
    if (abandoned_)
        return Outcome::Abandoned;
    if (waiting_.size() >= kWaitingMax)
        return Outcome::NeverStarted;
    const auto call = std::make_shared<Call>(std::move(work));
    waiting_.push_back(call);
    work_.notify_one();
    if (!call->changed.wait_for(lock, deadline, [&] { return call->settled(); }))
        return passDeadline(lock, call);
    return call->stage == Call::Stage::Finished ? Outcome::Done : Outcome::Abandoned;
}

CallThread::Outcome CallThread::State::passDeadline(Lock& lock, const std::shared_ptr<Call>& call)
{
    if (call->stage == Call::Stage::Waiting) {
        std::erase(waiting_, call);
        // Another caller watches a running call; what runs between calls is watched by who waits for it.
        if (idling_ && !interruptAndWait(lock, [this] { return !idling_; }))
            abandon(lock);
        return Outcome::NeverStarted;
    }
    if (interruptAndWait(lock, [&] { return call->settled(); }))
        return Outcome::Done;
    abandon(lock);
    return Outcome::TimedOut;
}

bool CallThread::State::interruptAndWait(Lock& lock, const std::function<bool()>& over)
{
    // interrupt() may itself hang, on a lock that the hung call holds: nobody waits for it without a bound.
    ++interrupting_;
    try {
        Thread("ace-interrupt", [state = shared_from_this()] {
            const SignalStack stack;
            state->hooks_.interrupt();
            const Lock locked(state->mutex_);
            --state->interrupting_;
            state->work_.notify_all();
            state->settled_.notify_all();
        }).detach();
    } catch (const std::system_error&) { // the system gives no more threads: nothing can interrupt it
        --interrupting_;
        return false;
    }
    return settled_.wait_for(lock, hooks_.grace, [&] {
        return abandoned_ || (interrupting_ == 0 && over());
    }) && !abandoned_;
}

void CallThread::State::abandon(const Lock&)
{
    abandoned_ = true;
    for (const auto& call : waiting_) {
        call->stage = Call::Stage::Dropped;
        call->changed.notify_all();
    }
    waiting_.clear();
    work_.notify_all();
}

void CallThread::State::wake()
{
    const Lock lock(mutex_);
    woken_ = true;
    work_.notify_one();
}

bool CallThread::State::stop()
{
    const Lock lock(mutex_);
    stopping_ = true;
    work_.notify_all();
    return !abandoned_;
}

CallThread::CallThread(const std::string& name, Hooks hooks)
    : state_(std::make_shared<State>(std::move(hooks)))
{
    try {
        thread_ = Thread(name, [state = state_] { state->loop(); });
    } catch (const std::system_error&) { // the system gives no more threads
        state_->abandon();
    }
}

CallThread::~CallThread()
{
    // A last call finds out whether the thread still answers.
    const bool answers = state_->run([] {}, kLastCall) == Outcome::Done;
    if ((!state_->stop() || !answers) && thread_.joinable())
        thread_.detach();
}

CallThread::Outcome CallThread::run(std::function<void()> work, std::chrono::milliseconds deadline)
{
    return state_->run(std::move(work), deadline);
}

void CallThread::wake() { state_->wake(); }

bool CallThread::isAbandoned() const { return state_->isAbandoned(); }

} // namespace ace::pluginhost
