// SPDX-License-Identifier: MIT
// The table in Aftermath.h: what is done at the payment service, or by a bank, after the sale. The
// numbers are those of the scenarios of payments.
#include "SettlementFixture.h"

namespace ace::boxoffice {

namespace {

class AftermathTest : public SettlementFixture
{
protected:
    static sdk::MoneyBack backThere(const std::string& name, std::int64_t minor,
                                    PaymentState state = PaymentState::Confirmed)
    {
        return {name, {}, {minor, {}}, state};
    }
    void reviewed(const OrderRecord& order)
    {
        test::valueOf(office_->takePaymentMessage("card", {}, "afterwards"));
        CPPUNIT_ASSERT_EQUAL(order.order.id.toString(), jobs("review-order").back().subject);
        runJobs();
    }
    Refund onlyRefund(const OrderRecord& order)
    {
        const auto refunds = record(order).refunds;
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, refunds.size());
        return refunds.front();
    }
    static void mustBe(RefundState state, const Refund& refund)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(name(state)), std::string(name(refund.state)));
    }
    using SettlementFixture::mustBe;
    StaffId somebodyOfStaff()
    {
        Staff olga;
        olga.id = ids_.next<StaffId>();
        olga.login = "olga";
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.staff.insert(olga);
            return {};
        }));
        return olga.id;
    }
    // A refund of ours that is done.
    OrderRecord refunded(std::int64_t minor)
    {
        const OrderRecord order = paid(2);
        test::valueOf(office_->refund({order.order.code, minor, {}, "rain", {}, {}}));
        runJobs();
        mustBe(RefundState::Done, onlyRefund(order));
        return order;
    }
};

CPPUNIT_TEST_FIXTURE(AftermathTest, s46_aFullRefundOfTheirDashboardIsOnRecordOnceAndCancelsTheTickets)
{
    const OrderRecord order = paid(2);
    card_.back = {backThere("re_1", 2200)};
    for (int again = 0; again < 3; ++again)
        reviewed(order);
    const Refund refund = onlyRefund(order);
    mustBe(RefundState::Done, refund);
    CPPUNIT_ASSERT_EQUAL(std::string("re_1"), refund.foreign);
    CPPUNIT_ASSERT_EQUAL(std::string("refunded at the payment service (re_1)"), refund.reason);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, refund.tickets.size());
    mustBe(OrderState::Canceled, record(order));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
    CPPUNIT_ASSERT(card_.reversed.empty()); // nothing goes back a second time
    CPPUNIT_ASSERT(log_.all().find("its tickets are canceled") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("refund.imported "), audited());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledgerOf(*storage_).owed);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s46_aPartialOneLeavesTheTicketsAndWhatIsLeftMayBeRefundedHere)
{
    const OrderRecord order = paid(2);
    card_.back = {backThere("re_1", 500)};
    reviewed(order);
    CPPUNIT_ASSERT(onlyRefund(order).tickets.empty());
    mustBe(OrderState::Paid, record(order));
    const auto tooMuch = test::valueOf(office_->refund({order.order.code, 1701, {}, "rain", {}, {}}));
    CPPUNIT_ASSERT(std::get<Refused>(tooMuch).refusal == Refusal::TooMuch);
    const auto rest = test::valueOf(office_->refund({order.order.code, {}, {}, "rain", {}, {}}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1700}, std::get<Refunded>(rest).refund.amount.minor);
    runJobs();
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, ledgerOf(*storage_).back);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s46_oneByOneTheyCancelTheTicketsWithTheLast)
{
    const OrderRecord order = paid(1);
    card_.back = {backThere("re_2", 600), backThere("re_1", 500)};
    reviewed(order);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, record(order).refunds.size());
    mustBe(OrderState::Canceled, record(order));
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s47_oneThatIsOnItsWayIsInTransitUntilItIsThere)
{
    const OrderRecord order = paid(1);
    card_.back = {backThere("re_1", 500, PaymentState::Pending)};
    reviewed(order);
    mustBe(RefundState::InTransit, onlyRefund(order));
    card_.back = {backThere("re_1", 500)};
    reviewed(order);
    mustBe(RefundState::Done, onlyRefund(order));
    CPPUNIT_ASSERT_EQUAL(std::string("refund.imported refund.done "), audited());
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s46_oneThatFailedBeforeAnybodyHeardOfItIsNone)
{
    const OrderRecord order = paid(1);
    card_.back = {backThere("re_1", 500, PaymentState::Failed)};
    reviewed(order);
    CPPUNIT_ASSERT(record(order).refunds.empty());
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s45_aRefundOfOursThatFailsDaysLaterIsOwedAgain)
{
    const OrderRecord order = refunded(2200);
    sdk::MoneyBack back = backThere("re_1", 2200, PaymentState::Failed);
    back.refund = onlyRefund(order).id;
    back.refusal = "expired_or_canceled_card";
    card_.back = {back};
    reviewed(order);
    reviewed(order);
    mustBe(RefundState::Failed, onlyRefund(order));
    CPPUNIT_ASSERT(log_.all().find("22.00 is owed again") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("expired_or_canceled_card") != std::string::npos);
    CPPUNIT_ASSERT(audited().ends_with("refund.done refund.failed "));
    mustBeSound();
    const auto again = test::valueOf(office_->refund({order.order.code, {}, {}, "by hand", {}, {}}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, std::get<Refunded>(again).refund.amount.minor);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s45_whoeverHasAWebhookIsToldThatItFailed)
{
    webhooks_ = std::make_unique<outbox::Webhooks>(*storage_, ids_, clock_);
    test::mustSucceed(webhooks_->refresh());
    Webhook webhook;
    webhook.id = ids_.next<WebhookId>();
    webhook.url = "https://example.org/hook";
    webhook.kinds = {"refund.failed", "order.disputed"};
    CPPUNIT_ASSERT(std::holds_alternative<outbox::WebhookKept>(test::valueOf(webhooks_->add(webhook, {}))));
    restart();
    const OrderRecord order = refunded(500);
    sdk::MoneyBack back = backThere("re_1", 500, PaymentState::Failed);
    back.refund = onlyRefund(order).id;
    card_.back = {back};
    card_.disputes = {{"dp_1", {1700, {}}, sdk::Dispute::State::Open}};
    reviewed(order);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, jobs("webhook").size());
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s46_aRefundThereBesideOneOfOursThatThenCannotBe)
{
    const OrderRecord order = paid(1);
    test::valueOf(office_->refund({order.order.code, {}, {}, "rain", {}, {}})); // its job comes later
    card_.back = {backThere("re_1", 1100)};
    const auto early = office_->notifyPayment("card", {}, "afterwards");
    CPPUNIT_ASSERT(early.error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(early.error().message.find("re_1") != std::string::npos);
    card_.onReverse = PaymentState::Failed; // charge_already_refunded
    runJobs();
    CPPUNIT_ASSERT(office_->notifyPayment("card", {}, "afterwards"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledgerOf(*storage_).owed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1100}, ledgerOf(*storage_).back);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s48_aDisputeFlagsThePaymentAndNothingIsRefundedMeanwhile)
{
    const OrderRecord order = paid(1);
    card_.disputes = {{"dp_1", {1100, {}}, sdk::Dispute::State::Open}};
    reviewed(order);
    reviewed(order);
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::Open);
    mustBe(OrderState::Paid, record(order));
    const auto refused = test::valueOf(office_->refund({order.order.code, {}, {}, "rain", {}, {}}));
    CPPUNIT_ASSERT(std::get<Refused>(refused).refusal == Refusal::Disputed);
    CPPUNIT_ASSERT_EQUAL(std::string("payment.dispute "), audited());
    card_.disputes[0].state = sdk::Dispute::State::Won;
    reviewed(order);
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::None);
    CPPUNIT_ASSERT(record(order).refunds.empty());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, ledgerOf(*storage_).seats);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s48_aLostOneHasTakenTheMoneyAndTheTickets)
{
    const OrderRecord order = paid(1);
    card_.disputes = {{"dp_1", {1100, {}}, sdk::Dispute::State::Lost}};
    reviewed(order);
    reviewed(order);
    const Refund taken = onlyRefund(order);
    CPPUNIT_ASSERT(taken.kind == RefundKind::Dispute && taken.state == RefundState::Done);
    CPPUNIT_ASSERT_EQUAL(std::string("dp_1"), taken.foreign);
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::Lost);
    mustBe(OrderState::Canceled, record(order));
    const auto refused = test::valueOf(office_->refund({order.order.code, {}, {}, "rain", {}, {}}));
    CPPUNIT_ASSERT(std::get<Refused>(refused).refusal == Refusal::NothingLeft);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledgerOf(*storage_).owed);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s48_lostAfterARefundIsNeverMoreThanWasPaid)
{
    const OrderRecord order = refunded(2000);
    card_.disputes = {{"dp_1", {2200, {}}, sdk::Dispute::State::Lost}};
    reviewed(order);
    reviewed(order);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{200}, record(order).refunds.back().amount.minor);
    CPPUNIT_ASSERT(log_.all().find("the bank took $20.00") != std::string::npos);
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s09_whatCameAfterwardsIsToldBeforeThatItWasPaid)
{
    const OrderRecord order = held(1);
    card_.confirmed = order.payment->id;
    card_.back = {backThere("re_1", 1100)};
    reviewed(order); // charge.refunded before checkout.session.completed
    mustBe(OrderState::Canceled, record(order));
    test::valueOf(office_->takePaymentMessage("card", {}, "paid"));
    runJobs();
    mustBe(OrderState::Canceled, record(order)); // forward only
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record(order).tickets.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledgerOf(*storage_).owed);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s09_aMessageThatOnlySaysPendingNeverTakesBackThatItWasPaid)
{
    const OrderRecord order = paid(1);
    card_.confirmed.reset();
    card_.state = PaymentState::Failed; // an older event, and an answer of a moment ago
    test::valueOf(office_->takePaymentMessage("card", {}, "payment_failed"));
    runJobs();
    mustBe(OrderState::Paid, record(order));
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s55_whatIsGoneThereIsAskedOnceAndEndsForGood)
{
    const OrderRecord order = paid(1);
    card_.gone = true;
    const int before = card_.queries;
    reviewed(order);
    CPPUNIT_ASSERT_EQUAL(before + 1, card_.queries);
    CPPUNIT_ASSERT(jobs("review-order").empty()); // done, not again and again
    CPPUNIT_ASSERT(log_.all().find("cannot be known any more") != std::string::npos);
    mustBe(OrderState::Paid, record(order));
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s55_aHoldWhosePageIsGoneGivesItsSeatsBack)
{
    const OrderRecord order = held(2);
    card_.gone = true;
    expire();
    mustBe(OrderState::Expired, record(order));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AftermathTest, aRefundThatWasGivenUpHereAndWentBackAllTheSameIsDone)
{
    const OrderRecord order = refunded(2200);
    sdk::MoneyBack back = backThere("re_1", 2200, PaymentState::Failed);
    back.refund = onlyRefund(order).id;
    card_.back = {back};
    reviewed(order);
    mustBe(RefundState::Failed, onlyRefund(order));
    card_.back[0].state = PaymentState::Confirmed;
    reviewed(order);
    mustBe(RefundState::Done, onlyRefund(order));
    mustBeSound();
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, ledgerOf(*storage_).back);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, whatWentBackTwiceIsSaid)
{
    const OrderRecord order = refunded(2200);
    sdk::MoneyBack back = backThere("re_1", 2200, PaymentState::Failed);
    back.refund = onlyRefund(order).id;
    card_.back = {back};
    reviewed(order);
    test::valueOf(office_->refund({order.order.code, 2200, {}, "by hand", {}, {}}));
    runJobs();
    card_.back[0].state = PaymentState::Confirmed;
    reviewed(order);
    CPPUNIT_ASSERT(log_.all().find("went back all the same") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, ledgerOf(*storage_).back);
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AftermathTest, manyMessagesAboutOneOrderAreOneReview)
{
    const OrderRecord order = paid(1);
    for (int i = 0; i < 5; ++i)
        test::valueOf(office_->takePaymentMessage("card", {}, "afterwards"));
    clock_.advance(std::chrono::milliseconds(1));
    const int before = card_.queries;
    runJobs();
    CPPUNIT_ASSERT_EQUAL(before + 1, card_.queries);
    clock_.advance(std::chrono::milliseconds(1));
    reviewed(order); // what comes later is looked at
    CPPUNIT_ASSERT_EQUAL(before + 2, card_.queries);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, whoeverIsRefundedByStaffIsToldWhoeverLearnsThatItIsDone)
{
    deliver_ = true;
    restart();
    const OrderRecord order = paid(2);
    card_.onReverse = PaymentState::Pending;
    RefundRequest wanted{order.order.code, 500, {}, "rain", {}, {}};
    wanted.act.by.staff = somebodyOfStaff();
    test::valueOf(office_->refund(wanted));
    runJobs();
    sdk::MoneyBack back = backThere("re_1", 500);
    back.refund = onlyRefund(order).id;
    card_.back = {back};
    reviewed(order);
    mustBe(RefundState::Done, onlyRefund(order));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs("deliver-notice").size());
}

CPPUNIT_TEST_FIXTURE(AftermathTest, itsCustomerIsToldOfMoneyThatGoesBackByItself)
{
    deliver_ = true;
    restart();
    const OrderRecord order = paid(1);
    card_.back = {backThere("re_1", 1100)};
    reviewed(order);
    const auto notices = jobs("deliver-notice");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, notices.size());
    CPPUNIT_ASSERT_EQUAL(onlyRefund(order).id.toString(), notices[0].subject);
}

CPPUNIT_TEST_FIXTURE(AftermathTest, s16_lateMoneyThatGoesBackIsToldInTheSameTransaction)
{
    deliver_ = true;
    restart();
    const OrderRecord late = held(2);
    expire();
    held(2);
    card_.confirmed = late.payment->id;
    mustBe(OrderState::Expired, settled(late));
    const auto notices = jobs("deliver-notice");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, notices.size());
    CPPUNIT_ASSERT_EQUAL(onlyRefund(late).id.toString(), notices[0].subject);
    test::valueOf(office_->settle(late.order.id)); // again: nobody is told twice
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs("deliver-notice").size());
}

} // namespace

} // namespace ace::boxoffice
