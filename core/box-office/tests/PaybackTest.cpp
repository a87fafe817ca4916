// SPDX-License-Identifier: MIT
// The table in Payback.h, row by row.
#include "OfficeFixture.h"

namespace ace::boxoffice {

namespace {

class PaybackTest : public OfficeFixture
{
protected:
    // A refund that waits for its method, and the job that drives it.
    void aRefund(std::int64_t amount = 500)
    {
        made_ = soldByCard(1);
        auto outcome = test::valueOf(office_->refund({made_.order.code, amount, {}, "rain", {}, {}}));
        const Refund& refund = std::get<Refunded>(outcome).refund;
        CPPUNIT_ASSERT(refund.state == RefundState::Created);
        const auto waiting = jobs("settle-refund");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, waiting.size());
        job_ = waiting.front();
        CPPUNIT_ASSERT_EQUAL(refund.id.toString(), job_.subject);
    }
    bool settled() { return office_->settleRefund(job_).has_value(); }
    void mustBe(RefundState state)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(name(state)),
                             std::string(name(record(made_.order.code).refunds.front().state)));
    }
    static sdk::PaymentProgress says(PaymentState state) { return {state, {}, {}, "card_closed"}; }

    OrderRecord made_;
    Job job_;
};

CPPUNIT_TEST_FIXTURE(PaybackTest, givenBackIsDone)
{
    aRefund();
    CPPUNIT_ASSERT(settled());
    mustBe(RefundState::Done);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, card_.broughtInAll());
    CPPUNIT_ASSERT_EQUAL(0, card_.asked); // it was never asked for before
}

CPPUNIT_TEST_FIXTURE(PaybackTest, doneStaysDoneWhenItsJobComesAgain)
{
    aRefund();
    CPPUNIT_ASSERT(settled() && settled() && settled());
    CPPUNIT_ASSERT_EQUAL(1, card_.reverses);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, refusedForGoodIsFailedAndItsAmountIsFreeAgain)
{
    for (const auto& refusal :
         {Result<sdk::PaymentProgress>(says(PaymentState::Failed)),
          Result<sdk::PaymentProgress>(failure(ErrorCode::Invalid, "the card is closed"))}) {
        card_.onReverse = refusal;
        card_.brings = false;
        aRefund(1089);
        CPPUNIT_ASSERT(settled());
        mustBe(RefundState::Failed);
        CPPUNIT_ASSERT(log_.all().find("give the money back another way") != std::string::npos);
        auto again = test::valueOf(office_->refund({made_.order.code, 1089, {}, "by hand", {}, {}}));
        CPPUNIT_ASSERT(std::holds_alternative<Refunded>(again));
        jobs("settle-refund"); // not of this test
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            for (const Job& job : access.jobs.lease(clock_.now(), clock_.now(), 10))
                access.jobs.complete(job.id);
            return {};
        }));
    }
}

CPPUNIT_TEST_FIXTURE(PaybackTest, aCanceledOrderWhoseRefundFailedCanStillBePaidBack)
{
    card_.onReverse = says(PaymentState::Failed);
    made_ = soldByCard(1);
    std::get<Refunded>(test::valueOf(office_->refund({made_.order.code, {}, {}, "rain", {}, {}})));
    job_ = jobs("settle-refund").front();
    CPPUNIT_ASSERT(settled());
    CPPUNIT_ASSERT(record(made_.order.code).order.state == OrderState::Canceled);
    const auto again = test::valueOf(office_->refund({made_.order.code, {}, {}, "by hand", {}, {}}));
    CPPUNIT_ASSERT_EQUAL(made_.order.total.minor, std::get<Refunded>(again).refund.amount.minor);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, aLostAnswerIsAskedAfterAndNotPaidTwice)
{
    aRefund();
    card_.onReverse = failure(ErrorCode::OutcomeUnknown, "no answer"); // but the money moved
    CPPUNIT_ASSERT(!settled());
    mustBe(RefundState::InTransit);
    CPPUNIT_ASSERT(settled());
    mustBe(RefundState::Done);
    CPPUNIT_ASSERT_EQUAL(1, card_.reverses);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, card_.broughtInAll());
}

CPPUNIT_TEST_FIXTURE(PaybackTest, whatNeverArrivedIsAskedForAgainByTheSameName)
{
    aRefund();
    card_.onReverse = failure(ErrorCode::Offline, "the bank is away");
    card_.brings = false;
    CPPUNIT_ASSERT(!settled() && !settled());
    mustBe(RefundState::InTransit);
    card_.onReverse = says(PaymentState::Confirmed);
    card_.brings = true;
    CPPUNIT_ASSERT(settled());
    mustBe(RefundState::Done);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.brought.size());
    CPPUNIT_ASSERT_EQUAL(3, card_.reverses);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, aMethodThatCannotBeAskedIsAskedForTheSameAgain)
{
    aRefund();
    card_.onQuery = failure(ErrorCode::Invalid, "cannot be asked");
    card_.onReverse = failure(ErrorCode::Timeout, "no answer");
    CPPUNIT_ASSERT(!settled());
    card_.onReverse = says(PaymentState::Confirmed);
    CPPUNIT_ASSERT(settled());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, card_.broughtInAll()); // one name, one reversal
}

CPPUNIT_TEST_FIXTURE(PaybackTest, pendingIsAskedAgainLater)
{
    aRefund();
    card_.onReverse = says(PaymentState::Pending);
    card_.onQuery = Result<sdk::PaymentProgress>(says(PaymentState::Pending));
    CPPUNIT_ASSERT(!settled() && !settled());
    mustBe(RefundState::InTransit);
    card_.onQuery = Result<sdk::PaymentProgress>(says(PaymentState::Failed));
    CPPUNIT_ASSERT(settled());
    mustBe(RefundState::Failed);
    CPPUNIT_ASSERT_EQUAL(1, card_.reverses);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, eachCallKnowsThePaymentAndTheMemoOfTheLastAnswer)
{
    aRefund();
    card_.onReverse = sdk::PaymentProgress{PaymentState::Pending, {}, {}, "", "re_1"};
    card_.onQuery = Result<sdk::PaymentProgress>(says(PaymentState::Pending));
    CPPUNIT_ASSERT(!settled());
    CPPUNIT_ASSERT_EQUAL(std::string(), card_.reversed->memo);
    clock_.advance(std::chrono::hours(1));
    CPPUNIT_ASSERT(!settled() && !settled()); // an answer without a memo leaves it
    const sdk::Reversal& told = *card_.reversed;
    CPPUNIT_ASSERT_EQUAL(std::string("re_1"), told.memo);
    CPPUNIT_ASSERT(told.begunAt == clock_.now() - std::chrono::hours(1));
    CPPUNIT_ASSERT(told.intent.payment == made_.payment->id && told.intent.amount == made_.payment->amount);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, anAnswerThatCannotBeHadIsNoAnswer)
{
    aRefund();
    card_.onReverse = failure(ErrorCode::Timeout, "no answer");
    CPPUNIT_ASSERT(!settled());
    card_.onQuery = failure(ErrorCode::Offline, "the bank is away");
    CPPUNIT_ASSERT(!settled());
    mustBe(RefundState::InTransit);
    CPPUNIT_ASSERT_EQUAL(1, card_.reverses); // nothing is asked for while nobody knows
}

CPPUNIT_TEST_FIXTURE(PaybackTest, whatWasKnownThereIsNotFailedByTheKeyOfAnotherAccount)
{
    aRefund();
    card_.onReverse = sdk::PaymentProgress{PaymentState::Pending, {}, {}, "", "re_1"};
    CPPUNIT_ASSERT(!settled());
    card_.onQuery = card_.onReverse = failure(ErrorCode::NotFound, "no such payment");
    CPPUNIT_ASSERT(!settled());
    mustBe(RefundState::InTransit);
    card_.onQuery = Result<sdk::PaymentProgress>(says(PaymentState::Confirmed));
    CPPUNIT_ASSERT(settled());
    mustBe(RefundState::Done);
}

CPPUNIT_TEST_FIXTURE(PaybackTest, aJobAboutNothingSaysSo)
{
    const auto outcome = office_->settleRefund({ids_.next<JobId>(), "settle-refund", "nonsense", {}, 1});
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Corrupt);
    const auto unknown =
        office_->settleRefund({ids_.next<JobId>(), "settle-refund", ids_.next<RefundId>().toString(), {}, 1});
    CPPUNIT_ASSERT(!unknown);
}

} // namespace

} // namespace ace::boxoffice
