// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/server/waiting-room/Pace.h>

namespace ace::server::waitingroom {

using namespace std::chrono_literals;

namespace {

class PaceTest : public CppUnit::TestFixture
{
protected:
    void second(Microseconds checkout, bool waits)
    {
        pace.tookCheckout(checkout);
        now += 1s;
        pace.adjust(now, waits);
    }
    Pace pace;
    Monotonic now{};
};

CPPUNIT_TEST_FIXTURE(PaceTest, goesUpWhileCheckoutsAreQuickAndSomebodyWaits)
{
    const double before = pace.perSecond();
    for (int i = 0; i < 10; ++i)
        second(20ms, true);
    CPPUNIT_ASSERT(pace.perSecond() > before + 20);
    CPPUNIT_ASSERT(!pace.isSlow());
}

CPPUNIT_TEST_FIXTURE(PaceTest, staysWhenNobodyWaits)
{
    const double before = pace.perSecond();
    second(20ms, false);
    CPPUNIT_ASSERT_EQUAL(before, pace.perSecond());
}

CPPUNIT_TEST_FIXTURE(PaceTest, goesDownFastWhenCheckoutsAreSlow)
{
    for (int i = 0; i < 20; ++i)
        second(20ms, true);
    const double before = pace.perSecond();
    second(500ms, true);
    CPPUNIT_ASSERT(pace.perSecond() < 0.7 * before);
    second(20s, true);
    CPPUNIT_ASSERT(!pace.isSlow()); // one that waits for its payment service is no rush
    for (int i = 0; i < 10; ++i)
        pace.tookCheckout(2s);
    second(2s, true);
    CPPUNIT_ASSERT(pace.isSlow());
}

CPPUNIT_TEST_FIXTURE(PaceTest, aPaymentServiceThatTakesItsTimeIsNoRush)
{
    double before = pace.perSecond();
    for (int i = 0; i < 60; ++i) {
        second(600ms, true);
        CPPUNIT_ASSERT(pace.perSecond() >= before);
        before = pace.perSecond();
    }
    CPPUNIT_ASSERT(pace.perSecond() > 100);
    second(1500ms, true);
    CPPUNIT_ASSERT(pace.perSecond() < 0.7 * before);
}

CPPUNIT_TEST_FIXTURE(PaceTest, goesDownWhenItTakesMuchLongerThanBefore)
{
    for (int i = 0; i < 60; ++i)
        second(100ms, true);
    const double before = pace.perSecond();
    for (int i = 0; i < 5; ++i)
        second(1s, true);
    CPPUNIT_ASSERT(pace.perSecond() < 0.1 * before);
}

CPPUNIT_TEST_FIXTURE(PaceTest, aRushFromTheFirstSecondOnIsSlowedDownToo)
{
    const double before = pace.perSecond();
    second(2s, true);
    CPPUNIT_ASSERT(pace.perSecond() < 0.7 * before);
}

CPPUNIT_TEST_FIXTURE(PaceTest, neverStops)
{
    for (int i = 0; i < 50; ++i)
        second(10s, true);
    CPPUNIT_ASSERT(pace.perSecond() >= 1);
}

CPPUNIT_TEST_FIXTURE(PaceTest, letsInAsManyASecondAsItSays)
{
    std::int64_t in = 0;
    for (int i = 0; i <= 100; ++i) { // ten seconds
        const std::int64_t allowed = pace.allowance(now);
        pace.letIn(allowed);
        in += allowed;
        now += 100ms;
    }
    const auto expected = static_cast<std::int64_t>(10 * pace.perSecond());
    CPPUNIT_ASSERT(in >= expected && in <= expected + 21);
}

CPPUNIT_TEST_FIXTURE(PaceTest, savesUpTwoSecondsAtMost)
{
    pace.allowance(now);
    now += 1h;
    CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(2 * pace.perSecond()), pace.allowance(now));
}

} // namespace

} // namespace ace::server::waitingroom
