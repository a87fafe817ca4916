// SPDX-License-Identifier: MIT
#include "PeopleFixture.h"

namespace ace::staffing {

namespace {

using std::chrono::minutes;

class TimeClockTest : public test::PeopleFixture
{
public:
    void setUp() override
    {
        PeopleFixture::setUp();
        ann_ = aCashier();
        give(ann_);
        station_ = aStation();
        bearer_ = bearerOf(withPin(station_, "ann"));
    }

protected:
    Result<TimeEntry> clock(ClockAction action, const std::string& key = "", const std::string& body = "body")
    {
        if (key.empty())
            return people_->staffing.clock(bearer_, action, std::nullopt);
        return people_->staffing.clock(bearer_, action, sdk::IdempotencyKey{"station", key, sha256(body)});
    }
    void work(int hours) // in use, so that the log-in does not end
    {
        for (int i = 0; i < hours; ++i) {
            clock_.advance(minutes(60));
            CPPUNIT_ASSERT(isIn(bearer_));
        }
    }
    TimeEntry aDay() // 8 hours and a break of 30 minutes
    {
        test::valueOf(clock(ClockAction::In));
        work(4);
        test::valueOf(clock(ClockAction::Pause));
        clock_.advance(minutes(30));
        test::valueOf(clock(ClockAction::Resume));
        work(4);
        return test::valueOf(clock(ClockAction::Out));
    }
    TimeEntry onRecord(TimeEntryId id) { return test::valueOf(people_->timeClock.find(id)).value(); }

    Staff ann_;
    Station station_;
    std::string bearer_;
};

CPPUNIT_TEST_FIXTURE(TimeClockTest, clocksInAndOut)
{
    const TimeEntry entry = test::valueOf(clock(ClockAction::In));
    CPPUNIT_ASSERT(entry.staff == ann_.id && entry.event == here() && entry.station == station_.id);
    CPPUNIT_ASSERT(entry.in == clock_.now() && !entry.out);
    CPPUNIT_ASSERT(test::valueOf(people_->staffing.openEntry(bearer_)) == entry);
    clock_.advance(minutes(60));
    const TimeEntry closed = test::valueOf(clock(ClockAction::Out));
    CPPUNIT_ASSERT(closed.id == entry.id && closed.out == clock_.now());
    CPPUNIT_ASSERT(closed == onRecord(entry.id));
    CPPUNIT_ASSERT(!test::valueOf(people_->staffing.openEntry(bearer_)));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, refusesWhatTheTableRefuses)
{
    for (const ClockAction action : {ClockAction::Pause, ClockAction::Resume, ClockAction::Out})
        assertFails(ErrorCode::Conflict, clock(action));
    test::valueOf(clock(ClockAction::In));
    assertFails(ErrorCode::Conflict, clock(ClockAction::In));
    assertFails(ErrorCode::Conflict, clock(ClockAction::Resume));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, aRepeatedRequestIsDoneOnce)
{
    const TimeEntry in = test::valueOf(clock(ClockAction::In, "k1"));
    CPPUNIT_ASSERT(test::valueOf(clock(ClockAction::In, "k1")) == in);
    clock_.advance(minutes(1));
    const TimeEntry paused = test::valueOf(clock(ClockAction::Pause, "k2"));
    clock_.advance(minutes(1));
    CPPUNIT_ASSERT(test::valueOf(clock(ClockAction::Pause, "k2")) == paused);
    test::valueOf(clock(ClockAction::Out, "k3"));
    const TimeEntry again = test::valueOf(clock(ClockAction::Out, "k3"));
    CPPUNIT_ASSERT(again.id == in.id && again.out);
    assertFails(ErrorCode::Invalid, clock(ClockAction::Out, "k3", "another body"));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, theKeyOfAColleagueIsAnotherOne)
{
    const TimeEntry anns = test::valueOf(clock(ClockAction::In, "k1"));
    const Staff sam = aCashier("sam");
    give(sam);
    bearer_ = bearerOf(withPin(station_, "sam"));
    const TimeEntry sams = test::valueOf(clock(ClockAction::In, "k1"));
    CPPUNIT_ASSERT(sams.staff == sam.id && sams.id != anns.id);
    bearer_ = bearerOf(withPin(station_, "ann")); // after another log-in it is still Ann's
    CPPUNIT_ASSERT(test::valueOf(clock(ClockAction::In, "k1")) == anns);
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, aRefusalUsesUpNoKey)
{
    assertFails(ErrorCode::Conflict, clock(ClockAction::Out, "k1"));
    test::valueOf(clock(ClockAction::In));
    test::valueOf(clock(ClockAction::Out, "k1"));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, needsALogInAtAStationToClockIn)
{
    assertFails(ErrorCode::NotFound, people_->staffing.clock("nonsense", ClockAction::In, std::nullopt));
    assertFails(ErrorCode::NotFound, people_->staffing.openEntry("nonsense"));
    const std::string atStation = bearer_;
    const std::string office = bearerOf(withPassword("ann"));
    bearer_ = office;
    assertFails(ErrorCode::Conflict, clock(ClockAction::In));
    bearer_ = atStation;
    test::valueOf(clock(ClockAction::In));
    bearer_ = office;
    test::valueOf(clock(ClockAction::Out)); // from the office: forgotten at the counter
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, correctsWithAReasonAndKeepsWhatStood)
{
    const TimeEntry entry = aDay();
    const Actor supervisor{anOrganiser().id, std::nullopt};
    const Correction correction{entry.id,    entry.in + minutes(10), {}, *entry.out,
                                "came late", entry.revision};
    const TimeEntry corrected = test::valueOf(people_->timeClock.correct(correction, supervisor));
    CPPUNIT_ASSERT(corrected == onRecord(entry.id));
    CPPUNIT_ASSERT(corrected.in == entry.in + minutes(10) && corrected.breaks.empty());
    CPPUNIT_ASSERT(corrected.correctedBy == supervisor.staff);
    CPPUNIT_ASSERT_EQUAL(entry.revision + 1, corrected.revision);
    const AuditEntry audit = lastEntry();
    CPPUNIT_ASSERT_EQUAL(std::string("time-entry.correct"), audit.action);
    CPPUNIT_ASSERT(audit.actor == supervisor);
    CPPUNIT_ASSERT_MESSAGE(audit.detail,
                           audit.detail.starts_with(R"({"reason":"came late","before":{"in":")"));
    CPPUNIT_ASSERT(audit.detail.find("\"breaks\":\"2026-") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, refusesCorrectionsThatCannotBe)
{
    const TimeEntry entry = aDay();
    const Correction good{entry.id, entry.in, {}, entry.out, "why", entry.revision};
    const auto refused = [&](auto change, ErrorCode code) {
        Correction correction = good;
        change(correction);
        assertFails(code, people_->timeClock.correct(correction, {}));
    };
    using enum ErrorCode;
    refused([](Correction& one) { one.reason = ""; }, Invalid);
    refused([](Correction& one) { one.reason = std::string(1001, 'x'); }, Invalid);
    refused([](Correction& one) { one.out = one.in - minutes(1); }, Invalid);
    refused([&](Correction& one) { one.out = clock_.now() + minutes(1); }, Invalid);
    refused(
        [&](Correction& one) {
            one.in = clock_.now() + minutes(1);
            one.out = {};
        },
        Invalid);
    refused([](Correction& one) { one.breaks = {{one.in - minutes(1), one.in}}; }, Invalid);
    refused([](Correction& one) { one.breaks.assign(101, {one.in, one.in}); }, Invalid);
    refused([](Correction& one) { one.expectedRevision += 1; }, Conflict);
    refused([&](Correction& one) { one.entry = ids_.next<TimeEntryId>(); }, NotFound);
    test::valueOf(clock(ClockAction::In));
    refused([](Correction& one) { one.out = {}; }, Conflict); // two open ones
    CPPUNIT_ASSERT(entry == onRecord(entry.id));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, writesTheTimesheetAsCsv)
{
    ann_.name = "=HYPERLINK(\"http://x\"), Ann";
    ann_ = test::valueOf(people_->directory.edit(ann_, ann_.revision, {}));
    const TimeEntry entry = aDay();
    const std::string csv = test::valueOf(people_->timeClock.timesheet({here(), {}, {}}));
    const std::string head = "id,name,login,event,station,in,out,break_minutes,worked_minutes,corrected_by,"
                             "correction_reason\r\n";
    CPPUNIT_ASSERT_EQUAL(head, csv.substr(0, head.size()));
    const std::string row = entry.id.toString() + ",\"'=HYPERLINK(\"\"http://x\"\"), Ann\",ann," +
                            here().toString() + "," + station_.id.toString() + ",";
    CPPUNIT_ASSERT_EQUAL(row, csv.substr(head.size(), row.size()));
    CPPUNIT_ASSERT_MESSAGE(csv, csv.ends_with("Z,30,480,,\r\n"));
    CPPUNIT_ASSERT_EQUAL(head, test::valueOf(people_->timeClock.timesheet({there(), {}, {}})));
}

CPPUNIT_TEST_FIXTURE(TimeClockTest, listsByEventPersonAndTime)
{
    const TimeEntry entry = aDay();
    const auto count = [&](const sdk::TimeEntryRepository::Filter& filter) {
        return test::valueOf(people_->timeClock.list(filter, {})).size();
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count({here(), ann_.id, {}}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count({there(), {}, {}}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count({{}, ids_.next<StaffId>(), {}}));
}

} // namespace

} // namespace ace::staffing
