// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/people/TimeEntry.h>

namespace ace {

using std::chrono::hours;
using std::chrono::minutes;
using enum ClockAction;

class TimeEntryTest : public CppUnit::TestFixture
{
protected:
    static Instant at(int minute) { return Instant(hours(500'000)) + minutes(minute); }
    static TimeEntry atWork()
    {
        TimeEntry entry;
        entry.in = at(0);
        return entry;
    }
    static TimeEntry onBreak()
    {
        TimeEntry entry = atWork();
        entry.breaks = {{at(10), std::nullopt}};
        return entry;
    }
    static TimeEntry gone()
    {
        TimeEntry entry = atWork();
        entry.out = at(60);
        return entry;
    }
    static std::string refusals(const TimeEntry& before)
    {
        std::string text;
        for (const ClockAction action : {In, Pause, Resume, Out}) {
            TimeEntry entry = before;
            const Result<void> done = apply(action, at(90), entry);
            CPPUNIT_ASSERT(done || (done.error().code == ErrorCode::Conflict && entry == before));
            text += done ? '.' : 'x';
        }
        return text;
    }
    static bool ordered(const TimeEntry& entry)
    {
        const auto checked = checkOrder(entry);
        CPPUNIT_ASSERT(checked || checked.error().code == ErrorCode::Invalid);
        return checked.has_value();
    }
};

CPPUNIT_TEST_FIXTURE(TimeEntryTest, refusesWhatTheTableRefuses)
{
    CPPUNIT_ASSERT_EQUAL(std::string("x.x."), refusals(atWork()));
    CPPUNIT_ASSERT_EQUAL(std::string("xx.."), refusals(onBreak()));
    CPPUNIT_ASSERT_EQUAL(std::string("xxxx"), refusals(gone()));
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, goesThroughADay)
{
    TimeEntry entry = atWork();
    test::mustSucceed(apply(Pause, at(60), entry));
    CPPUNIT_ASSERT(entry.onBreak());
    test::mustSucceed(apply(Resume, at(75), entry));
    CPPUNIT_ASSERT(!entry.onBreak());
    test::mustSucceed(apply(Pause, at(75), entry)); // at once again
    test::mustSucceed(apply(Out, at(90), entry));
    CPPUNIT_ASSERT(!entry.onBreak());
    CPPUNIT_ASSERT(entry.out == at(90));
    CPPUNIT_ASSERT((entry.breaks == std::vector<Break>{{at(60), at(75)}, {at(75), at(90)}}));
    CPPUNIT_ASSERT(ordered(entry));
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, doesNotGoBackInTime)
{
    for (const ClockAction action : {Resume, Out}) {
        TimeEntry entry = onBreak();
        const Result<void> done = apply(action, at(9), entry);
        CPPUNIT_ASSERT(!done && done.error().code == ErrorCode::Conflict);
        CPPUNIT_ASSERT(entry == onBreak());
    }
    TimeEntry entry = onBreak();
    test::mustSucceed(apply(Resume, at(20), entry));
    CPPUNIT_ASSERT(!apply(Out, at(19), entry));
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, countsWorkWithoutBreaks)
{
    CPPUNIT_ASSERT(atWork().worked(at(30)) == minutes(30));
    CPPUNIT_ASSERT(onBreak().worked(at(30)) == minutes(10));
    TimeEntry entry = gone();
    entry.breaks = {{at(10), at(20)}, {at(30), at(35)}};
    CPPUNIT_ASSERT(entry.worked(at(1000)) == minutes(45));
    CPPUNIT_ASSERT(atWork().worked(at(-5)) == minutes(0)); // a clock that was set back
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, knowsWhatIsInOrder)
{
    CPPUNIT_ASSERT(ordered(atWork()));
    CPPUNIT_ASSERT(ordered(onBreak()));
    TimeEntry entry = gone();
    entry.breaks = {{at(10), at(20)}, {at(20), at(60)}};
    CPPUNIT_ASSERT(ordered(entry));
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, knowsWhatIsOutOfOrder)
{
    TimeEntry entry = gone();
    entry.out = at(-1);
    CPPUNIT_ASSERT(!ordered(entry));
    const std::vector<std::vector<Break>> wrong = {
        {{at(-1), at(5)}},                    // before the clock-in
        {{at(10), at(9)}},                    // backwards
        {{at(10), at(20)}, {at(15), at(25)}}, // over one another
        {{at(30), at(40)}, {at(10), at(20)}}, // not sorted
        {{at(50), at(61)}},                   // after the clock-out
        {{at(50), std::nullopt}},             // open in a closed entry
    };
    for (const auto& breaks : wrong) {
        entry = gone();
        entry.breaks = breaks;
        CPPUNIT_ASSERT(!ordered(entry));
    }
    entry = atWork();
    entry.breaks = {{at(10), std::nullopt}, {at(20), at(30)}};
    CPPUNIT_ASSERT(!ordered(entry));
}

CPPUNIT_TEST_FIXTURE(TimeEntryTest, actionsHaveNames)
{
    for (const ClockAction action : {In, Pause, Resume, Out})
        CPPUNIT_ASSERT(parseClockAction(name(action)) == action);
    CPPUNIT_ASSERT(!parseClockAction("In"));
    CPPUNIT_ASSERT(!parseClockAction(""));
}

} // namespace ace
