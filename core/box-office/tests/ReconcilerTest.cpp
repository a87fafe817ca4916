// SPDX-License-Identifier: MIT
// What a payment method is told and when, and money that comes late, over SQLite.
#include "SettlementFixture.h"

namespace ace::boxoffice {

namespace {

class ReconcilerTest : public SettlementFixture
{
};

// Scenarios 16 and 47 of payments: the customer's bank takes its time, and this program ends meanwhile.
CPPUNIT_TEST_FIXTURE(ReconcilerTest, s16_lateMoneyThatIsOnItsWayBackIsAskedForUntilItIsThere)
{
    const OrderRecord late = held(2);
    expire();
    held(2);
    card_.state = PaymentState::Confirmed;
    card_.onReverse = PaymentState::Pending;
    mustBe(OrderState::Expired, settled(late));
    CPPUNIT_ASSERT(!payBackWorks());
    restart();
    CPPUNIT_ASSERT(!payBackWorks());
    card_.onReverse = PaymentState::Confirmed;
    CPPUNIT_ASSERT(payBackWorks());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.reversed.size());
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, moneyThatGoesBackBuysNoSeatsThatBecomeFreeLater)
{
    const OrderRecord late = held(2);
    expire();
    held(2);
    card_.state = PaymentState::Confirmed;
    mustBe(OrderState::Expired, settled(late));
    card_.state = PaymentState::Pending;
    expire(); // the others do not pay
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
    card_.state = PaymentState::Confirmed;
    mustBe(OrderState::Expired, settled(late)); // and its notice comes again
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, settled(late).refunds.size());
    CPPUNIT_ASSERT(payBackWorks());
}

// Scenario 17 of payments.
CPPUNIT_TEST_FIXTURE(ReconcilerTest, s17_paidWhileItsPageIsClosedIsSoldNotExpired)
{
    const OrderRecord record = held(3);
    card_.paidInTheEnd = true;
    expire();
    mustBe(OrderState::Paid, settled(record));
    CPPUNIT_ASSERT_EQUAL(1, card_.canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, available());
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, theHoldOutlivesThePageByTenMinutes)
{
    card_.page = std::chrono::minutes(35);
    const OrderRecord record = held(1);
    const auto& page = record.payment->page;
    CPPUNIT_ASSERT(page.expiresAt == clock_.now() + std::chrono::minutes(35));
    CPPUNIT_ASSERT(record.order.holdUntil == *page.expiresAt + std::chrono::minutes(10));
    CPPUNIT_ASSERT(card_.told[0].page == page);
    card_.page = std::chrono::minutes(5); // shorter than what a customer is given anyway
    CPPUNIT_ASSERT(held(1).payment->page.expiresAt == clock_.now() + std::chrono::minutes(15));
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, everyCallAboutAPaymentSaysTheSame)
{
    const OrderRecord record = held(1);
    const Instant begun = clock_.now();
    clock_.advance(std::chrono::minutes(3));
    settled(record);
    expire();
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, card_.told.size()); // begin, query, query, cancel
    for (const auto& intent : card_.told) {
        CPPUNIT_ASSERT(intent.payment == record.payment->id && intent.amount.minor == 1100);
        CPPUNIT_ASSERT(intent.begunAt == begun && intent.reference == record.order.code);
        CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org"), intent.email);
        CPPUNIT_ASSERT_EQUAL(std::string("Fair"), intent.page.description);
        CPPUNIT_ASSERT_EQUAL(std::string("es"), intent.page.language);
        CPPUNIT_ASSERT_EQUAL("/cart?order=" + record.order.code, intent.page.cancelUrl);
    }
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, theMemoOfTheLastAnswerComesBackWithTheNextCallAfterARestartToo)
{
    card_.memo = "cs_1";
    const OrderRecord record = held(1);
    CPPUNIT_ASSERT_EQUAL(std::string(), card_.told.back().memo);
    restart();
    card_.memo = "cs_1 pi_2";
    settled(record);
    CPPUNIT_ASSERT_EQUAL(std::string("cs_1"), card_.told.back().memo);
    card_.memo.clear(); // nothing new
    settled(record);
    settled(record);
    CPPUNIT_ASSERT_EQUAL(std::string("cs_1 pi_2"), card_.told.back().memo);
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, paymentsThatAreOpenForLongAreAskedAtTheStartAndEachMinute)
{
    const OrderRecord record = held(1);
    const auto asked = [&] { return test::valueOf(office_->askOpenPayments()); };
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, asked());
    clock_.advance(std::chrono::minutes(2));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, asked());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, asked());
    restart();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, asked());
    clock_.advance(std::chrono::minutes(1));
    card_.silent = true;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, asked());
    card_.silent = false;
    card_.state = PaymentState::Confirmed; // scenarios 4 and 5: no notice, and nobody comes back
    clock_.advance(std::chrono::minutes(1));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, asked());
    mustBe(OrderState::Paid, test::valueOf(office_->findOrder(record.order.code)).value());
    clock_.advance(std::chrono::minutes(1));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, asked());
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, aHoldThatCannotBeAskedAboutRestsForAMinute)
{
    held(1);
    card_.silent = true;
    clock_.advance(std::chrono::minutes(16));
    for (int again = 0; again < 5; ++again)
        test::valueOf(office_->releaseExpiredHolds());
    CPPUNIT_ASSERT_EQUAL(1, card_.queries);
    clock_.advance(std::chrono::minutes(1));
    card_.silent = false;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(office_->releaseExpiredHolds()));
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, andLongerEachTimeSoThatOthersHaveTheirTurn)
{
    held(1);
    card_.silent = true;
    clock_.advance(std::chrono::minutes(16));
    for (int minute = 0; minute < 300; ++minute) {
        test::valueOf(office_->releaseExpiredHolds());
        clock_.advance(std::chrono::minutes(1));
    }
    CPPUNIT_ASSERT_EQUAL(9, card_.queries); // after 0, 1, 4, 13, 40, 100, 160, 220, 280 minutes
    card_.silent = false;
    clock_.advance(std::chrono::hours(1));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(office_->releaseExpiredHolds()));
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, aHoldWhosePluginIsLeftOutKeepsItsSeatsForADay)
{
    const OrderRecord order = held(1);
    const auto startWithoutCards = [&] {
        office_ = std::make_unique<LocalBoxOffice>(
            LocalBoxOffice::Parts{*storage_, *catalog_, clock_, ids_, log_, {}, std::chrono::minutes(15)});
    };
    startWithoutCards();
    clock_.advance(std::chrono::minutes(16));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, test::valueOf(office_->releaseExpiredHolds()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, available());
    restart(); // mended
    card_.state = PaymentState::Confirmed;
    test::valueOf(office_->releaseExpiredHolds());
    mustBe(OrderState::Paid, record(order));

    card_.state = PaymentState::Pending;
    const OrderRecord forGood = held(1);
    startWithoutCards();
    clock_.advance(std::chrono::hours(25));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(office_->releaseExpiredHolds()));
    mustBe(OrderState::Expired, record(forGood));
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, aMessageIsPromisedOnRecordBeforeItIsAnswered)
{
    const OrderRecord record = held(1);
    card_.state = PaymentState::Confirmed;
    CPPUNIT_ASSERT(test::valueOf(office_->takePaymentMessage("card", {}, "paid")) == record.order.id);
    mustBe(OrderState::Pending, test::valueOf(office_->findOrder(record.order.code)).value());
    restart();
    const auto promised = jobs("settle-order");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, promised.size());
    test::mustSucceed(office_->settleOrder(promised[0]));
    test::mustSucceed(office_->settleOrder(promised[0])); // it comes twice
    const OrderRecord paid = test::valueOf(office_->findOrder(record.order.code)).value();
    mustBe(OrderState::Paid, paid);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, paid.tickets.size());
}

CPPUNIT_TEST_FIXTURE(ReconcilerTest, aMessageOfOthersOrAForgedOnePromisesNothing)
{
    held(1);
    CPPUNIT_ASSERT(!test::valueOf(office_->takePaymentMessage("card", {}, "of others")));
    CPPUNIT_ASSERT(office_->takePaymentMessage("card", {}, "forged").error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(office_->takePaymentMessage("cheque", {}, "paid").error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(office_->notifyPayment("card", {}, "of others").error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(jobs("settle-order").empty());
    CPPUNIT_ASSERT(office_->settleOrder({{}, "settle-order", "nonsense", {}, 1}).error().code ==
                   ErrorCode::Corrupt);
}

} // namespace

} // namespace ace::boxoffice
