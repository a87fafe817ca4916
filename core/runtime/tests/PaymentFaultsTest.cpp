// SPDX-License-Identifier: MIT
// Whatever goes wrong between here and Stripe, once at each place: one session, one refund, and the books
// agree. Scenarios 22 to 28 and 44 of payments.
#include "support/OnlineShop.h"

namespace ace::runtime {

namespace {

class PaymentFaultsTest : public OnlineShop
{
protected:
    static constexpr const char* kKinds[] = {"drop_before",     "drop_after",      "error_500_before",
                                             "error_500_after", "rate_limit",      "lock_timeout",
                                             "conflict",        "html_502_before", "html_502_after",
                                             "truncated",       "unauthorized"};
};

CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, eachFaultAtTheBeginningEndsWithOneSessionAndOneSale)
{
    std::size_t sales = 0;
    for (const std::string kind : kKinds) {
        spoil(kind, "/v1/checkout/sessions", 1);
        static_cast<void>(runtime_->boxOffice().hold(request(1, kind))); // it may be told to try again
        heal();
        const auto bought = held(1, kind);
        press(bought.redirectUrl, "pay");
        mustBe(OrderState::Paid, test::valueOf(runtime_->boxOffice().settle(bought.record.order.id)));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, ++sales, all("/v1/checkout/sessions").size());
    }
    CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(sales), ledger().seats);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, eachFaultWhileItIsAskedForLeavesItOpenUntilItIsKnown)
{
    for (const std::string kind : {"drop_after", "html_502_after", "truncated", "unauthorized"}) {
        const auto bought = held(1, kind);
        press(bought.redirectUrl, "pay");
        spoil(kind, "/v1/checkout/sessions/*", 0);
        if (const auto asked = runtime_->boxOffice().settle(bought.record.order.id))
            CPPUNIT_ASSERT_MESSAGE(kind, asked->order.state != OrderState::Canceled);
        heal();
        mustBe(OrderState::Paid, test::valueOf(runtime_->boxOffice().settle(bought.record.order.id)));
    }
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, eachFaultOfARefundGivesBackOnce)
{
    for (const std::string kind : kKinds) {
        const auto bought = held(1, kind);
        press(bought.redirectUrl, "pay");
        const OrderRecord order = test::valueOf(runtime_->boxOffice().settle(bought.record.order.id));
        test::valueOf(runtime_->boxOffice().refund({order.order.code, {}, {}, "rain", {}, {}}));
        spoil(kind, "/v1/refunds*", 1);
        work();
        heal();
        for (int i = 0; i < 6 && record(order).refunds[0].state != RefundState::Done; ++i) {
            clock_.advance(std::chrono::minutes(10)); // the job's pauses grow
            work();
        }
        CPPUNIT_ASSERT_MESSAGE(kind, record(order).refunds[0].state == RefundState::Done);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record(order).refunds.size());
    }
    booksMustAgree();
    CPPUNIT_ASSERT_EQUAL(std::size(kKinds), all("/v1/refunds").size());
}

CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, aRefundIsNotGivenUpHoweverLongStripeIsAway)
{
    const OrderRecord order = paid(1);
    test::valueOf(runtime_->boxOffice().refund({order.order.code, {}, {}, "rain", {}, {}}));
    spoil("unauthorized", "/v1/refunds*", 0);
    for (int i = 0; i < 30; ++i) {
        work();
        clock_.advance(std::chrono::minutes(20));
    }
    heal();
    clock_.advance(std::chrono::hours(1));
    work();
    CPPUNIT_ASSERT(record(order).refunds[0].state == RefundState::Done);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, whoHasPaidWaitsForNoBacklogOfOtherQuestions)
{
    const auto promise = [&](const char* kind, OrderId order) {
        test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.jobs.insert({ids_.next<JobId>(), kind, order.toString(), clock_.now(), 0});
            return {};
        }));
    };
    for (int i = 0; i < 17; ++i) { // more than one pass takes
        const auto before = held(1, "before " + std::to_string(i));
        promise("review-order", before.record.order.id);
    }
    const auto bought = held(1);
    press(bought.redirectUrl, "pay");
    promise("settle-order", bought.record.order.id);
    work();
    mustBe(OrderState::Paid, record(bought.record));
}

// Two of staff, and the dashboard, all at once.
CPPUNIT_TEST_FIXTURE(PaymentFaultsTest, s43_refundsFromAllSidesNeverGiveBackMoreThanWasPaid)
{
    const OrderRecord order = paid(2);
    test::valueOf(runtime_->boxOffice().refund({order.order.code, 900, {}, "rain", {}, {}}));
    test::valueOf(runtime_->boxOffice().refund({order.order.code, 900, {}, "wind", {}, {}}));
    there("POST", "/v1/refunds", {{"payment_intent", onlyIntent()}, {"amount", "1500"}});
    tellAll();
    for (int i = 0; i < 6; ++i) {
        work();
        clock_.advance(std::chrono::hours(1));
    }
    booksMustAgree();
    CPPUNIT_ASSERT(ledger().back <= 2200);
}

} // namespace

} // namespace ace::runtime
