// SPDX-License-Identifier: MIT
#include "Builders.h"
#include "TestSupport.h"

#include <ace/outbox/Outbox.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::outbox {

namespace {

class OutboxTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        outbox_ = std::make_unique<Outbox>(*storage_, clock_, log_);
        outbox_->on("deliver-order", [this](const Job& job) -> Result<void> {
            subjects_.push_back(job.subject);
            if (failing_)
                return failure(ErrorCode::Offline, "the printer is away");
            return {};
        });
    }

protected:
    // A sale that promises a job, as every sale does.
    void promise(const std::string& kind = "deliver-order")
    {
        const sdk::OrderDraft draft = test::anOrder(event_, ids_).of("General", 1).withJob(kind).sold();
        const auto answers = storage_->placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
        clock_.advance(std::chrono::hours(24 * 365)); // whatever the builder says, it is due
    }
    std::size_t runDue() { return test::valueOf(outbox_->runDue()); }
    std::int64_t open()
    {
        return test::valueOf(
            storage_->readValue([](const sdk::ReadAccess& access) { return access.jobs.countOpen(); }));
    }
    std::int64_t buried()
    {
        return test::valueOf(
            storage_->readValue([](const sdk::ReadAccess& access) { return access.jobs.countBuried(); }));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    const EventSetup event_ = test::anEvent(ids_);
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<Outbox> outbox_;
    std::vector<std::string> subjects_;
    bool failing_ = false;
};

CPPUNIT_TEST_FIXTURE(OutboxTest, doesWhatASalePromisedOnce)
{
    promise();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, subjects_.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, open());
}

CPPUNIT_TEST_FIXTURE(OutboxTest, triesAgainWithGrowingPauses)
{
    promise();
    failing_ = true;
    for (const int pause : {1, 2, 4, 8}) {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
        clock_.advance(std::chrono::seconds(pause) - Microseconds(1));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
        clock_.advance(Microseconds(1));
    }
    failing_ = false;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, open());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, subjects_.size());
}

CPPUNIT_TEST_FIXTURE(OutboxTest, buriesWhatNeverWorksAndKeepsIt)
{
    promise();
    failing_ = true;
    for (int attempt = 0; attempt < Outbox::kMostAttempts; ++attempt) {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
        clock_.advance(std::chrono::hours(1));
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, buried());
    CPPUNIT_ASSERT(log_.all().find("is given up: the printer is away") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(OutboxTest, whatCanNeverWorkIsBuriedAtOnceWhereItsKindSaysSo)
{
    const auto refuse = [](const Job&) -> Result<void> {
        return failure(ErrorCode::Invalid, "the recipient is unknown");
    };
    outbox_->on("mail", refuse, {}, Outbox::OnInvalid::GiveUp);
    outbox_->on("notice", refuse);
    promise("mail");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, buried());
    CPPUNIT_ASSERT(log_.all().find("is given up: the recipient is unknown") != std::string::npos);
    promise("notice");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, buried());
}

CPPUNIT_TEST_FIXTURE(OutboxTest, aWorkerThatDiedLeavesItsJobToTheNext)
{
    promise();
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.lease(clock_.now(), clock_.now() + std::chrono::minutes(2), 16); // and never comes back
        return {};
    }));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    clock_.advance(std::chrono::minutes(2));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
}

// Its lease would end while it is done, and another worker would do it too.
CPPUNIT_TEST_FIXTURE(OutboxTest, whatWaitedBehindSlowJobsIsLeasedAnew)
{
    int done = 0;
    outbox_->on("mail", [&](const Job& job) -> Result<void> {
        CPPUNIT_ASSERT_EQUAL(1, job.attempts);
        clock_.advance(std::chrono::seconds(50));
        ++done;
        return {};
    });
    for (int count = 0; count < 4; ++count)
        promise("mail");
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, runDue());
    CPPUNIT_ASSERT_EQUAL(2, done);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, runDue()); // at once
    CPPUNIT_ASSERT_EQUAL(4, done);
}

CPPUNIT_TEST_FIXTURE(OutboxTest, aKindThatNobodyDoesIsSaidAndKept)
{
    promise("fax");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT(log_.all().find("nothing here does jobs of kind \"fax\"") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, open());
}

CPPUNIT_TEST_FIXTURE(OutboxTest, aMailIsTriedForADayAndMoreWithThePausesThatGreylistingWants)
{
    Microseconds patience{0};
    for (int attempt = 1; attempt < Outbox::kMail.attemptsMost; ++attempt) {
        CPPUNIT_ASSERT(mailBackOff(attempt) >= mailBackOff(std::max(attempt - 1, 1)));
        patience += mailBackOff(attempt);
    }
    CPPUNIT_ASSERT(patience >= std::chrono::hours(24) && patience <= std::chrono::hours(48));
    CPPUNIT_ASSERT(mailBackOff(1) == std::chrono::minutes(1));
    CPPUNIT_ASSERT(mailBackOff(2) == std::chrono::minutes(5));
    CPPUNIT_ASSERT(mailBackOff(99) == std::chrono::hours(4));
}

CPPUNIT_TEST_FIXTURE(OutboxTest, aKindIsAsPatientAsItsRule)
{
    outbox_->on(
        "mail", [](const Job&) -> Result<void> { return failure(ErrorCode::Busy, "greylisted"); }, {},
        Outbox::OnInvalid::GiveUp, Outbox::kMail);
    promise("mail");
    for (int attempt = 1; attempt <= Outbox::kMail.attemptsMost; ++attempt) {
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, buried());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
        clock_.advance(mailBackOff(attempt));
    }
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, buried());
}

CPPUNIT_TEST_FIXTURE(OutboxTest, whoIsStoppedBeginsNothingAndGivesBackWhatItTook)
{
    promise();
    promise();
    outbox_->on("deliver-order", [this](const Job& job) -> Result<void> {
        subjects_.push_back(job.subject);
        outbox_->stop();
        return {};
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, subjects_.size());
    Outbox next(*storage_, clock_, log_);
    next.on("deliver-order", [](const Job& job) -> Result<void> {
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(job.attempts));
        return {};
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(next.runDue())); // at once, not after the lease
}

CPPUNIT_TEST_FIXTURE(OutboxTest, pausesAnHourAtMost)
{
    CPPUNIT_ASSERT(backOff(1) == std::chrono::seconds(1));
    CPPUNIT_ASSERT(backOff(5) == std::chrono::seconds(16));
    CPPUNIT_ASSERT(backOff(40) == std::chrono::hours(1));
}

} // namespace

} // namespace ace::outbox
