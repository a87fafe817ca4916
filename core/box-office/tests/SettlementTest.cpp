// SPDX-License-Identifier: MIT
// The table in Settlement.h, row by row, over SQLite.
#include "SettlementFixture.h"

namespace ace::boxoffice {

namespace {

class SettlementTest : public SettlementFixture
{
};

CPPUNIT_TEST_FIXTURE(SettlementTest, holdsSeatsAndSendsTheCustomerToPay)
{
    const auto outcome = std::get<Held>(hold(2));
    CPPUNIT_ASSERT_EQUAL(std::string("/pay"), outcome.redirectUrl);
    CPPUNIT_ASSERT_EQUAL("/orders/" + outcome.record.order.code + "/" + outcome.record.order.key,
                         card_.told[0].page.returnUrl);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, outcome.record.order.total.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, confirmedWhilePendingIsPaidWithTickets)
{
    const OrderRecord record = held(2);
    card_.state = PaymentState::Confirmed;
    const OrderRecord paid = settled(record);
    mustBe(OrderState::Paid, paid);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, paid.tickets.size());
    CPPUNIT_ASSERT(settled(record).tickets == paid.tickets); // asked again, sold once
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, refusedWhilePendingIsCanceledAndFreesItsSeats)
{
    const OrderRecord record = held(3);
    card_.state = PaymentState::Failed;
    mustBe(OrderState::Canceled, settled(record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, undecidedStaysPendingUntilItsHoldRunsOut)
{
    const OrderRecord record = held(3);
    mustBe(OrderState::Pending, settled(record));
    expire();
    mustBe(OrderState::Expired, settled(record));
    CPPUNIT_ASSERT_EQUAL(1, card_.canceled); // nobody can pay for seats that are gone
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, paidAtTheLastMomentIsSoldNotExpired)
{
    const OrderRecord record = held(3);
    card_.state = PaymentState::Confirmed; // and nobody told us
    expire();
    mustBe(OrderState::Paid, settled(record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, confirmedAfterItsHoldIsPaidWhileSeatsAreLeft)
{
    const OrderRecord record = held(2);
    expire();
    card_.state = PaymentState::Confirmed;
    mustBe(OrderState::Paid, settled(record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
    CPPUNIT_ASSERT(card_.reversed.empty());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, confirmedAfterItsHoldIsPaidBackWhenNoSeatIsLeft)
{
    const OrderRecord late = held(2);
    expire();
    held(2);
    card_.state = PaymentState::Confirmed;
    const OrderRecord record = settled(late);
    mustBe(OrderState::Expired, record);
    CPPUNIT_ASSERT(record.payment->state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(payBackWorks());
    CPPUNIT_ASSERT(card_.reversed == std::vector<std::int64_t>({2200}));
    const Refund refund = test::valueOf(office_->findOrder(record.order.code))->refunds.at(0);
    CPPUNIT_ASSERT(refund.state == RefundState::Done && refund.amount == record.payment->amount);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(SettlementTest, confirmedAfterItsHoldIsPaidBackWhenItsVoucherIsSpent)
{
    Voucher once;
    once.id = ids_.next<VoucherId>();
    once.event = event_->event.id;
    once.code = "ONCE";
    once.effect = VoucherEffect::AmountOff;
    once.value = 100;
    once.validity = {clock_.now() - std::chrono::hours(1), clock_.now() + std::chrono::hours(1)};
    CPPUNIT_ASSERT(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.vouchers.insert(once);
        return {};
    }));
    voucherCode_ = once.code;
    const OrderRecord late = held(1);
    expire();
    held(1); // takes the only use
    card_.state = PaymentState::Confirmed;
    const OrderRecord record = settled(late);
    mustBe(OrderState::Expired, record);
    CPPUNIT_ASSERT(payBackWorks());
    CPPUNIT_ASSERT(card_.reversed == std::vector<std::int64_t>({990}));
}

CPPUNIT_TEST_FIXTURE(SettlementTest, aRepeatedNoticeGivesNothingBackForAnOrderThatWasPaidAndCanceled)
{
    const OrderRecord record = held(1);
    card_.state = PaymentState::Confirmed;
    mustBe(OrderState::Paid, settled(record));
    CPPUNIT_ASSERT(office_->cancelOrder(record.order.id));
    mustBe(OrderState::Canceled, settled(record));
    CPPUNIT_ASSERT(card_.reversed.empty()); // a cancelation says nothing of money: a refund does
}

CPPUNIT_TEST_FIXTURE(SettlementTest, aHoldThatCannotBeSettledDoesNotKeepTheOthers)
{
    const OrderRecord first = held(2);
    clock_.advance(std::chrono::minutes(1));
    held(1);
    clock_.advance(std::chrono::minutes(16));
    card_.confirmed = first.payment->id;
    // Its key is gone: no ticket can be signed, so its payment cannot be settled.
    CPPUNIT_ASSERT(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.setKeyState(event_->keys.front().id, KeyState::Retired);
        return {};
    }));
    CPPUNIT_ASSERT(catalog_->refresh());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(office_->releaseExpiredHolds()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, keepsTheSeatsWhileThePaymentCannotBeAsked)
{
    const OrderRecord record = held(3);
    card_.silent = true;
    expire();
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, available());
    card_.silent = false;
    card_.state = PaymentState::Confirmed;
    test::valueOf(office_->releaseExpiredHolds());
    mustBe(OrderState::Paid, settled(record));
}

CPPUNIT_TEST_FIXTURE(SettlementTest, theSameKeyIsTheSameHoldAndTheSameCharge)
{
    const auto first = std::get<Held>(hold(1, "click"));
    const auto second = std::get<Held>(hold(1, "click"));
    CPPUNIT_ASSERT(first.record.order.id == second.record.order.id);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.begun.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, available());
}

CPPUNIT_TEST_FIXTURE(SettlementTest, aHoldWhosePaymentGotNoAnswerStandsAndIsAskedLater)
{
    card_.silent = true;
    OrderRequest request;
    request.eventSlug = "fair";
    request.items = {{event_->types.front().id, 1}};
    request.paymentMethod = "card";
    const auto outcome = office_->hold(request);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, available());
    card_.silent = false;
    card_.state = PaymentState::Confirmed;
    CPPUNIT_ASSERT(test::valueOf(office_->notifyPayment("card", {}, "")).order.state == OrderState::Paid);
}

} // namespace

} // namespace ace::boxoffice
