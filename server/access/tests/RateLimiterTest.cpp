// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Thread.h>
#include <ace/server/access/RateLimiter.h>

namespace ace::server::access {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using By = RateLimiter::By;

class RateLimiterTest : public CppUnit::TestFixture
{
protected:
    static RateLimits small() // 3 at once, then one every 2 seconds
    {
        RateLimits limits;
        limits.credential.fill({3, 0.5});
        limits.address.fill({2, 1});
        return limits;
    }
    RateLimiter::Grant take(const std::string& key = "station:1", RateClass rate = RateClass::Read)
    {
        return limiter_.take(By::Credential, key, rate);
    }

    test::FakeClock clock_;
    test::FakeIdSource ids_;
    RateLimiter limiter_{small(), clock_, ids_};
};

CPPUNIT_TEST_FIXTURE(RateLimiterTest, givesABurstAndThenTheRate)
{
    for (const int left : {2, 1, 0}) {
        const auto grant = take();
        CPPUNIT_ASSERT(grant.allowed);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, grant.limit);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{left}, grant.remaining);
    }
    const auto refused = take();
    CPPUNIT_ASSERT(!refused.allowed);
    CPPUNIT_ASSERT(refused.retryAfter == seconds(2));
    CPPUNIT_ASSERT(refused.reset == seconds(6));
    clock_.advance(milliseconds(1999));
    CPPUNIT_ASSERT(!take().allowed);
    CPPUNIT_ASSERT(take().retryAfter == seconds(1)); // never 0
    clock_.advance(milliseconds(1));
    CPPUNIT_ASSERT(take().allowed);
    CPPUNIT_ASSERT(!take().allowed);
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, gathersNoMoreThanABurst)
{
    clock_.advance(std::chrono::hours(1000));
    for (int i = 0; i < 3; ++i)
        CPPUNIT_ASSERT(take().allowed);
    CPPUNIT_ASSERT(!take().allowed);
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, keepsCredentialsAddressesAndClassesApart)
{
    for (int i = 0; i < 4; ++i)
        take();
    CPPUNIT_ASSERT(!take().allowed);
    CPPUNIT_ASSERT(take("station:2").allowed);
    CPPUNIT_ASSERT(take("station:1", RateClass::Scan).allowed);
    CPPUNIT_ASSERT(limiter_.take(By::Address, "station:1", RateClass::Read).allowed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, limiter_.take(By::Address, "192.0.2.1", RateClass::Read).limit);
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, aCrowdOfAddressesTouchesNoCredential)
{
    for (int i = 0; i < 200'000; ++i)
        limiter_.take(By::Address, "address " + std::to_string(i), RateClass::Read);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, take().remaining);
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, countsThreadsExactly)
{
    RateLimits limits;
    limits.credential.fill({1000, 0.001});
    RateLimiter limiter(limits, clock_, ids_);
    std::atomic<int> allowed = 0;
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back("take", [&] {
                for (int round = 0; round < 500; ++round)
                    allowed += limiter.take(By::Credential, "one", RateClass::Write).allowed;
            });
    }
    CPPUNIT_ASSERT_EQUAL(1000, allowed.load());
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, isWideEnoughForAVenueBehindOneAddress)
{
    RateLimiter limiter({}, clock_, ids_);
    for (int i = 0; i < 2000; ++i)
        CPPUNIT_ASSERT(limiter.take(By::Address, "192.0.2.1", RateClass::Read).allowed);
    for (int i = 0; i < 600; ++i)
        CPPUNIT_ASSERT(limiter.take(By::Address, "192.0.2.1", RateClass::Login).allowed);
    CPPUNIT_ASSERT(!limiter.take(By::Address, "192.0.2.1", RateClass::Login).allowed);
}

CPPUNIT_TEST_FIXTURE(RateLimiterTest, whatIsGivenBackCanBeTakenAgainAndNoMore)
{
    for (int i = 0; i < 100; ++i) {
        CPPUNIT_ASSERT(take().allowed);
        limiter_.giveBack(By::Credential, "station:1", RateClass::Read);
    }
    for (int i = 0; i < 3; ++i)
        CPPUNIT_ASSERT(take().allowed);
    CPPUNIT_ASSERT(!take().allowed);
}

} // namespace

} // namespace ace::server::access
