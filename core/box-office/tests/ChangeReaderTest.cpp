// SPDX-License-Identifier: MIT
// The table in ChangeReader.h: scenario 56 of payments, hours without messages.
#include "SettlementFixture.h"

namespace ace::boxoffice {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ChangeReaderTest : public SettlementFixture
{
protected:
    std::size_t read() { return test::valueOf(office_->readChanges()); }
    void lists(std::initializer_list<sdk::PaymentNews> news) { card_.pages[""] = {news, ""}; }
    Instant lookedFrom() const { return card_.looked.back().first; }
};

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, s56_whatHappenedWhileNobodyListenedIsSettled)
{
    const OrderRecord bought = held(1), refunded = paid(1);
    card_.confirmed = bought.payment->id;
    card_.back = {{"re_1", {}, {1100, {}}, PaymentState::Confirmed}};
    lists({{refunded.payment->id, true}, {bought.payment->id, false}, {bought.payment->id, false}});
    restart();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, read());
    restart(); // its jobs are on record
    runJobs();
    mustBe(OrderState::Paid, record(bought));
    mustBe(OrderState::Canceled, record(refunded));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledgerOf(*storage_).owed);
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, s56_theFirstLookGoesBackTwoDaysAndLaterOnesTenMinutes)
{
    const Instant began = clock_.now();
    read();
    CPPUNIT_ASSERT(lookedFrom() == began - hours(48));
    read();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.looked.size()); // not yet again
    clock_.advance(minutes(3));
    read();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, card_.looked.size());
    CPPUNIT_ASSERT(lookedFrom() == began - minutes(10));
    restart(); // at once, however short it was
    read();
    CPPUNIT_ASSERT(lookedFrom() == began + minutes(3) - minutes(10));
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, s56_afterDaysOfDowntimeItGoesBackToTheLastLook)
{
    const Instant began = clock_.now();
    read();
    clock_.advance(hours(24 * 5));
    restart();
    read();
    CPPUNIT_ASSERT(lookedFrom() == began - minutes(10));
    clock_.advance(hours(24 * 90));
    read();
    CPPUNIT_ASSERT(lookedFrom() == clock_.now() - hours(24 * 30)); // no list is longer
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, eachDayItLooksTwoDaysBack)
{
    const Instant began = clock_.now();
    read();
    for (int i = 0; i < 24; ++i) {
        clock_.advance(hours(1));
        read();
    }
    CPPUNIT_ASSERT(lookedFrom() == began + hours(24) - hours(48));
    clock_.advance(hours(1));
    read();
    CPPUNIT_ASSERT(lookedFrom() == began + hours(24) - minutes(10));
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, aLookByAClockThatWasAheadIsNone)
{
    read();
    clock_.advance(hours(24 * 365));
    restart();
    read();
    clock_.advance(-hours(24 * 365));
    restart();
    read();
    CPPUNIT_ASSERT(lookedFrom() == clock_.now() - hours(48));
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, pagesAreReadToTheEndAndARestartGoesOnWithTheNext)
{
    const OrderRecord one = held(1), two = held(1);
    const Instant began = clock_.now();
    card_.pages[""] = {{{one.payment->id, false}}, "page 2"};
    card_.pages["page 2"] = {{{two.payment->id, false}}, ""};
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, read());
    CPPUNIT_ASSERT_EQUAL(std::string("page 2"), card_.looked.back().second);
    CPPUNIT_ASSERT(card_.looked[1].first == card_.looked[0].first);
    clock_.advance(hours(1));
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.keepChangeLook("card", {began, began, began - minutes(10), began, "page 2"});
        return {};
    }));
    restart(); // as one that ended in the midst of it leaves it
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read());
    CPPUNIT_ASSERT_EQUAL(std::string("page 2"), card_.looked.back().second);
    clock_.advance(minutes(3));
    read();
    CPPUNIT_ASSERT(lookedFrom() == began - minutes(10)); // before the look that was ended, not before its end
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, whatCannotBeReadNowIsAskedAgainInAMinuteAndNothingIsSkipped)
{
    const Instant began = clock_.now();
    card_.silent = true;
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, read());
    read();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.looked.size());
    clock_.advance(minutes(1));
    card_.silent = false;
    read();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, card_.looked.size());
    CPPUNIT_ASSERT(lookedFrom() <= began - hours(47));
    CPPUNIT_ASSERT(log_.all().find("asked again in a minute") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, aPageThatCannotBeHadAnyMoreBeginsTheLookAnew)
{
    card_.pages[""] = {{}, "page 2"};
    const Instant began = clock_.now();
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.keepChangeLook("card", {began, began, began - minutes(10), began, "page 7"});
        return {};
    }));
    card_.silent = true;
    read();
    card_.silent = false;
    clock_.advance(minutes(1));
    read();
    CPPUNIT_ASSERT_EQUAL(std::string(), card_.looked[1].second);
    CPPUNIT_ASSERT(card_.looked[1].first == began - minutes(10));
}

CPPUNIT_TEST_FIXTURE(ChangeReaderTest, whatIsOnRecordOrOfOthersBecomesNoJob)
{
    const OrderRecord bought = paid(1);
    lists({{bought.payment->id, false}, {ids_.next<PaymentId>(), true}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, read());
    CPPUNIT_ASSERT(jobs("settle-order").empty() && jobs("review-order").empty());
}

} // namespace

} // namespace ace::boxoffice
