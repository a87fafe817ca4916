// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class TimeEntryContractTest : public BackendFixture
{
protected:
    Instant at(int minutes) { return clock_.now() + std::chrono::minutes(minutes); }
    TimeEntry anEntry(StaffId staff, int in)
    {
        TimeEntry entry;
        entry.id = ids_.next<TimeEntryId>();
        entry.staff = staff;
        entry.event = event_.event.id;
        entry.in = at(in);
        return entry;
    }
    TimeEntry put(TimeEntry entry)
    {
        write([&](sdk::WriteAccess& access) { access.timeEntries.insert(entry); });
        return entry;
    }
    std::optional<TimeEntry> find(TimeEntryId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.timeEntries.find(id); });
    }
    std::vector<TimeEntry> list(const sdk::TimeEntryRepository::Filter& filter, const sdk::Page& page = {})
    {
        return look([&](const sdk::ReadAccess& access) { return access.timeEntries.list(filter, page); });
    }
};

CPPUNIT_TEST_FIXTURE(TimeEntryContractTest, keepsAnEntryWithItsBreaks)
{
    const StaffId ana = putPerson("ana");
    TimeEntry entry = anEntry(ana, 0);
    entry.station = putStation("Counter 1");
    entry.breaks = {{at(10), at(20)}, {at(30), std::nullopt}};
    put(entry);
    reopen();
    CPPUNIT_ASSERT(find(entry.id) == entry);
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) { return access.timeEntries.findOpen(ana); }) ==
                   entry);
    CPPUNIT_ASSERT(!find(ids_.next<TimeEntryId>()));
}

CPPUNIT_TEST_FIXTURE(TimeEntryContractTest, aPersonHasOneOpenEntry)
{
    const StaffId ana = putPerson("ana");
    TimeEntry first = put(anEntry(ana, 0));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.timeEntries.insert(anEntry(ana, 1)); }) ==
                   ErrorCode::Conflict);
    first.out = at(60);
    write([&](sdk::WriteAccess& access) { access.timeEntries.update(first, 1); });
    CPPUNIT_ASSERT(!look([&](const sdk::ReadAccess& access) { return access.timeEntries.findOpen(ana); }));
    put(anEntry(ana, 61));
    first.out.reset();
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.timeEntries.update(first, 2); }) ==
                   ErrorCode::Conflict);
    put(anEntry(putPerson("bob"), 62)); // somebody else's is another matter
}

CPPUNIT_TEST_FIXTURE(TimeEntryContractTest, correctsAnEntryOnceForEachRevision)
{
    TimeEntry entry = put(anEntry(putPerson("ana"), 0));
    entry.in = at(-5);
    entry.out = at(60);
    entry.breaks = {{at(1), at(2)}};
    entry.correctedBy = putPerson("boss");
    entry.correctionReason = "Forgot";
    write([&](sdk::WriteAccess& access) { access.timeEntries.update(entry, 1); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.timeEntries.update(entry, 1); }) ==
                   ErrorCode::Conflict);
    entry.revision = 2;
    CPPUNIT_ASSERT(find(entry.id) == entry);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.timeEntries.update(anEntry(entry.staff, 0), 1); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TimeEntryContractTest, refusesAnEndBeforeItsBeginning)
{
    TimeEntry entry = anEntry(putPerson("ana"), 0);
    entry.out = at(-1);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.timeEntries.insert(entry); }) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(TimeEntryContractTest, listsByEventPersonAndTime)
{
    const auto other = anEvent(ids_, "winter");
    write([&](sdk::WriteAccess& access) { access.events.insert(other); });
    const StaffId ana = putPerson("ana");
    const StaffId bob = putPerson("bob");
    const auto closed = [&](StaffId staff, int in, EventId event) {
        TimeEntry entry = anEntry(staff, in);
        entry.event = event;
        entry.out = at(in + 5);
        return put(entry);
    };
    const auto first = closed(ana, 0, event_.event.id);
    const auto second = closed(ana, 10, other.event.id);
    const auto third = closed(bob, 20, event_.event.id);
    CPPUNIT_ASSERT(list({}) == (std::vector<TimeEntry>{first, second, third}));
    CPPUNIT_ASSERT(list({.event = event_.event.id, .staff = {}, .clockedIn = {}}) ==
                   (std::vector<TimeEntry>{first, third}));
    CPPUNIT_ASSERT(list({.event = {}, .staff = ana, .clockedIn = {}}) ==
                   (std::vector<TimeEntry>{first, second}));
    CPPUNIT_ASSERT(list({.event = {}, .staff = {}, .clockedIn = TimeWindow{at(10), at(20)}}) ==
                   (std::vector<TimeEntry>{second}));
    CPPUNIT_ASSERT(list({}, {second.id.value, 5}) == (std::vector<TimeEntry>{third}));
}

} // namespace ace::test
