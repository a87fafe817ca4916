// SPDX-License-Identifier: MIT
#include "device/CallThread.h"
#include "TestSupport.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>
#include <vector>

using namespace ace;
using pluginhost::CallThread;
using Outcome = CallThread::Outcome;
using namespace std::chrono_literals;

namespace {

// What hangs until the test ends. Shared, because a thread that was left alone may come back late.
struct Gate
{
    std::promise<void> opened;
    std::shared_future<void> open = opened.get_future().share();
};

// While it lives, this process gets no thread: their stacks would be larger than its memory.
class NoMoreThreads
{
public:
    NoMoreThreads()
    {
        ::pthread_getattr_default_np(&before_);
        pthread_attr_t none = before_;
        ::pthread_attr_setstacksize(&none, std::size_t{1} << 60);
        ::pthread_setattr_default_np(&none);
    }
    ~NoMoreThreads() { ::pthread_setattr_default_np(&before_); }
    NoMoreThreads(const NoMoreThreads&) = delete;
    NoMoreThreads& operator=(const NoMoreThreads&) = delete;

private:
    pthread_attr_t before_{};
};

} // namespace

class CallThreadTest : public CppUnit::TestFixture
{
public:
    void tearDown() override { gate_->opened.set_value(); }

protected:
    static CallThread::Hooks hooks(
        std::function<void()> interrupt = [] {}, std::function<bool()> idle = [] { return false; })
    {
        return {std::move(interrupt), std::move(idle)};
    }
    std::function<void()> hanging() const
    {
        return [gate = gate_] { gate->open.wait(); };
    }

    std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
};

CPPUNIT_TEST_FIXTURE(CallThreadTest, runsCallsOneAtATime)
{
    CallThread thread("test", hooks());
    int count = 0; // no lock: tsan would tell
    {
        std::vector<Thread> callers;
        for (int i = 0; i < 4; ++i)
            callers.emplace_back("caller", [&] {
                for (int n = 0; n < 100; ++n)
                    if (thread.run([&] { ++count; }, 10s) != Outcome::Done)
                        std::abort();
            });
    }
    CPPUNIT_ASSERT_EQUAL(400, count);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, aCallFromTheThreadItselfRunsInPlace)
{
    CallThread thread("test", hooks());
    bool inner = false;
    const auto outcome = thread.run([&] { inner = thread.run([] {}, 10s) == Outcome::Done; }, 10s);
    CPPUNIT_ASSERT(outcome == Outcome::Done);
    CPPUNIT_ASSERT(inner);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, aCallThatHeedsTheInterruptIsDone)
{
    std::promise<void> interrupted;
    CallThread thread("test", hooks([&] { interrupted.set_value(); }));
    CPPUNIT_ASSERT(thread.run([&] { interrupted.get_future().wait(); }, 20ms) == Outcome::Done);
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Done);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, aCallThatIgnoresTheInterruptIsAbandoned)
{
    CallThread thread("test", hooks());
    CPPUNIT_ASSERT(thread.run(hanging(), 20ms) == Outcome::TimedOut);
    const auto before = std::chrono::steady_clock::now();
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Abandoned);
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - before < 5s);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, anInterruptThatHangsDoesNotHangTheCaller)
{
    CallThread thread("test", hooks(hanging()));
    CPPUNIT_ASSERT(thread.run(hanging(), 20ms) == Outcome::TimedOut);
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Abandoned);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, noCallStartsWhileAnInterruptIsUnderWay)
{
    // The first call returns at once when it is interrupted, the interrupt itself a little later.
    std::promise<void> interrupted;
    std::atomic<bool> inInterrupt = false;
    CallThread thread("test", hooks([&] {
                          inInterrupt = true;
                          interrupted.set_value();
                          std::this_thread::sleep_for(50ms);
                          inInterrupt = false;
                      }));
    Thread second;
    const auto outcome = thread.run(
        [&] {
            second = Thread("second", [&] {
                bool overlapped = true;
                if (thread.run([&] { overlapped = inInterrupt; }, 10s) != Outcome::Done || overlapped)
                    std::abort();
            });
            interrupted.get_future().wait();
        },
        20ms);
    CPPUNIT_ASSERT(outcome == Outcome::Done);
    second.join();
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, aCallThatWaitedTooLongIsTakenBack)
{
    CallThread thread("test", hooks());
    std::promise<void> started, release;
    Thread first("first", [&] {
        const auto outcome = thread.run(
            [&] {
                started.set_value();
                release.get_future().wait();
            },
            10s);
        if (outcome != Outcome::Done)
            std::abort();
    });
    started.get_future().wait();
    std::atomic<bool> ran = false;
    CPPUNIT_ASSERT(thread.run([&] { ran = true; }, 20ms) == Outcome::NeverStarted);
    release.set_value();
    first.join();
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Done);
    CPPUNIT_ASSERT(!ran);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, callsThatWaitBehindAHungOneAreAnsweredWithIt)
{
    CallThread thread("test", hooks());
    std::promise<void> started;
    Thread first("first", [&, hang = hanging()] {
        const auto outcome = thread.run(
            [&started, hang] {
                started.set_value();
                hang();
            },
            50ms);
        if (outcome != Outcome::TimedOut)
            std::abort();
    });
    started.get_future().wait();
    CPPUNIT_ASSERT(thread.run([] {}, 60s) == Outcome::Abandoned);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, idlesAfterAWakeAndAsOftenAsItAsks)
{
    std::latch idled(3);
    std::atomic<int> left = 3;
    CallThread thread("test", hooks([] {},
                                    [&] {
                                        if (left == 0)
                                            return false;
                                        --left;
                                        idled.count_down();
                                        return left > 0;
                                    }));
    thread.wake();
    idled.wait();
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Done);
    CPPUNIT_ASSERT_EQUAL(0, left.load());
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, whatHangsBetweenCallsIsAbandonedByTheNextCaller)
{
    auto idling = std::make_shared<std::promise<void>>();
    CallThread thread("test", hooks([] {},
                                    [idling, hang = hanging()] {
                                        idling->set_value();
                                        hang();
                                        return false;
                                    }));
    thread.wake();
    idling->get_future().wait();
    CPPUNIT_ASSERT(thread.run([] {}, 20ms) == Outcome::NeverStarted);
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Abandoned);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, aHungCallIsAbandonedWhereNoThreadIsLeftToInterruptIt)
{
    CallThread thread("test", hooks());
    {
        const NoMoreThreads all;
        CPPUNIT_ASSERT(thread.run(hanging(), 20ms) == Outcome::TimedOut);
    }
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Abandoned);
}

CPPUNIT_TEST_FIXTURE(CallThreadTest, oneThatGotNoThreadAnswersAtOnce)
{
    const NoMoreThreads all;
    CallThread thread("test", hooks());
    CPPUNIT_ASSERT(thread.run([] {}, 10s) == Outcome::Abandoned);
    CPPUNIT_ASSERT(thread.isAbandoned());
}
