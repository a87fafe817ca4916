// SPDX-License-Identifier: MIT
#include "../src/WorkerPool.h"

#include "TestSupport.h"

#include <atomic>
#include <semaphore>
#include <system_error>

namespace ace::server::http {

namespace {

class WorkerPoolTest : public CppUnit::TestFixture
{
protected:
    // A machine that has so many threads.
    WorkerPool::StartThread threads(int most)
    {
        return [this, most](std::function<void()> body) {
            if (++asked > most)
                throw std::system_error(EAGAIN, std::generic_category());
            return Thread("test-work", std::move(body));
        };
    }

    SystemClock clock;
    std::atomic<int> asked{0};
};

CPPUNIT_TEST_FIXTURE(WorkerPoolTest, whereNoFurtherThreadStartsTheOthersDoTheWork)
{
    std::counting_semaphore<> begun{0}, mayEnd{0}, done{0};
    WorkerPool pool({}, clock, threads(1));
    CPPUNIT_ASSERT(pool.submit(Lane::Usual, [&](bool) {
        begun.release();
        mayEnd.acquire();
        done.release();
    }));
    begun.acquire();
    for (int i = 0; i < 3; ++i)
        CPPUNIT_ASSERT(pool.submit(Lane::Usual, [&](bool) { done.release(); }));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), pool.threadCount());
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), pool.queued(Lane::Usual));
    CPPUNIT_ASSERT(asked > 3);
    mayEnd.release();
    for (int i = 0; i < 4; ++i)
        CPPUNIT_ASSERT(done.try_acquire_for(std::chrono::seconds(5)));
}

CPPUNIT_TEST_FIXTURE(WorkerPoolTest, withoutASingleThreadItDoesNotStart)
{
    CPPUNIT_ASSERT_THROW(WorkerPool({}, clock, threads(0)), std::system_error);
}

} // namespace

} // namespace ace::server::http
