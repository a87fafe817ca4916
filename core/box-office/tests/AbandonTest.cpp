// SPDX-License-Identifier: MIT
// What a customer does with an order that waits for its payment: goes on paying, or gives it up.
#include "SettlementFixture.h"

namespace ace::boxoffice {

namespace {

class AbandonTest : public SettlementFixture
{
protected:
    OrderRecord abandoned(const OrderRecord& record)
    {
        return test::valueOf(office_->abandon(record.order.id));
    }
    HoldOutcome resumed(const OrderRecord& record) { return test::valueOf(office_->resume(record.order.id)); }
};

CPPUNIT_TEST_FIXTURE(AbandonTest, goesBackToTheSamePaymentPage)
{
    const OrderRecord record = held(2);
    const auto again = std::get<Held>(resumed(record));
    CPPUNIT_ASSERT_EQUAL(std::string("/pay"), again.redirectUrl);
    CPPUNIT_ASSERT(again.record.order.id == record.order.id);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, card_.begun.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
}

CPPUNIT_TEST_FIXTURE(AbandonTest, whatIsPaidMeanwhileIsSoldInsteadOfAskedForAgain)
{
    const OrderRecord record = held(2);
    card_.state = PaymentState::Confirmed;
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, std::get<Sold>(resumed(record)).record.tickets.size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, std::get<Sold>(resumed(record)).record.tickets.size());
}

CPPUNIT_TEST_FIXTURE(AbandonTest, aGivenUpOrderFreesItsSeatsAtOnceAndCanNotBePaidAnyMore)
{
    const OrderRecord record = held(3);
    mustBe(OrderState::Canceled, abandoned(record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, available());
    CPPUNIT_ASSERT_EQUAL(1, card_.canceled); // its page is closed before its seats go
    CPPUNIT_ASSERT(abandoned(record).payment->state == PaymentState::Canceled);
    CPPUNIT_ASSERT_EQUAL(1, card_.canceled);
    CPPUNIT_ASSERT(std::get<Refused>(resumed(record)).refusal == Refusal::PaymentFailed);
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AbandonTest, whoPaysWhileItIsGivenUpHasTickets)
{
    const OrderRecord record = held(3);
    card_.paidInTheEnd = true;
    const OrderRecord paid = abandoned(record);
    mustBe(OrderState::Paid, paid);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, paid.tickets.size());
    mustBe(OrderState::Paid, abandoned(record)); // and stays so
    mustBeSound();
}

CPPUNIT_TEST_FIXTURE(AbandonTest, whatCannotBeAskedKeepsItsSeats)
{
    const OrderRecord record = held(3);
    card_.silent = true;
    CPPUNIT_ASSERT(office_->abandon(record.order.id).error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, available());
    CPPUNIT_ASSERT(office_->abandon(OrderId{}).error().code == ErrorCode::NotFound);
}

} // namespace

} // namespace ace::boxoffice
