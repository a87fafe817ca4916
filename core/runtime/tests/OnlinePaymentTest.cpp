// SPDX-License-Identifier: MIT
// Scenarios of online payment by their numbers. After each, the ledger adds up.
#include "support/OnlineShop.h"

#include <thread>

namespace ace::runtime {

namespace {

using std::chrono::minutes;

class OnlinePaymentTest : public OnlineShop
{
protected:
    Refund onlyRefund(const OrderRecord& order)
    {
        const auto refunds = record(order).refunds;
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, refunds.size());
        return refunds.front();
    }
    void mustBe(RefundState state, const OrderRecord& order)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(name(state)), std::string(name(onlyRefund(order).state)));
    }
    using OnlineShop::mustBe;
};

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s07_theSameMessagesTwiceAreOneSale)
{
    const auto bought = held(2);
    press(bought.redirectUrl, "stay"); // nobody comes back
    for (int again = 0; again < 2; ++again) {
        tellAll();
        work();
    }
    mustBe(OrderState::Paid, record(bought.record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, ledger().seats);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s08_messagesAndTheBrowserAtOnceAreOneSale)
{
    const auto bought = held(2);
    press(bought.redirectUrl, "pay");
    const Json events = all("/v1/events");
    std::vector<std::thread> rush;
    for (int i = 0; i < 4; ++i) {
        rush.emplace_back([&] {
            for (const Json& event : events)
                static_cast<void>(tell(event));
        });
        rush.emplace_back([&] { static_cast<void>(runtime_->boxOffice().settle(bought.record.order.id)); });
    }
    rush.emplace_back([&] { work(); });
    for (std::thread& one : rush)
        one.join();
    work();
    mustBe(OrderState::Paid, record(bought.record));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, ledger().seats);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2200}, ledger().paid);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s09_messagesInTheWrongOrderComeToTheSame)
{
    const auto bought = held(1);
    press(bought.redirectUrl, "stay");
    there("POST", "/v1/refunds", {{"payment_intent", onlyIntent()}});
    for (const Json& event : all("/v1/events")) { // newest first
        test::valueOf(tell(event));
        work();
    }
    mustBe(OrderState::Canceled, record(bought.record));
    mustBe(RefundState::Done, bought.record);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledger().owed);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s18_aDelayedPaymentIsPendingUntilTheMoneyIsThere)
{
    const auto bought = held(1);
    press(bought.redirectUrl, "delayed");
    tellAll();
    work();
    mustBe(OrderState::Pending, record(bought.record));
    CPPUNIT_ASSERT(record(bought.record).tickets.empty());
    control("/payment_intents/" + onlyIntent() + "/settle", {{"paid", true}});
    tellAll();
    work();
    mustBe(OrderState::Paid, record(bought.record));
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s19_aDelayedPaymentThatFailsFreesItsSeats)
{
    const auto bought = held(40);
    press(bought.redirectUrl, "delayed");
    control("/payment_intents/" + onlyIntent() + "/settle", {{"paid", false}});
    tellAll();
    work();
    mustBe(OrderState::Canceled, record(bought.record));
    mustBe(OrderState::Pending, held(40, "the next").record);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s20_whoLeavesThe3dSecurePageLeavesNoOrderStuck)
{
    const auto bought = held(40);
    press(bought.redirectUrl, "pay", "4000002500003155");
    CPPUNIT_ASSERT_EQUAL(std::string("requires_action"),
                         all("/v1/payment_intents").at(0)["status"].get<std::string>());
    mustBe(OrderState::Pending, test::valueOf(runtime_->boxOffice().settle(bought.record.order.id)));
    clock_.advance(minutes(46));
    work();
    mustBe(OrderState::Expired, record(bought.record));
    CPPUNIT_ASSERT_EQUAL(std::string("expired"),
                         all("/v1/checkout/sessions").at(0)["status"].get<std::string>());
    held(40, "the next");
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s23_killedAfterStripeAnsweredFindsTheSameSession)
{
    spoil("hold_after", "/v1/checkout/sessions", 1); // the answer never comes
    CPPUNIT_ASSERT(!runtime_->boxOffice().hold(request(1, "key")));
    simulator_.release();
    start();
    const auto again = held(1); // the customer's second try
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all("/v1/checkout/sessions").size());
    press(again.redirectUrl, "stay");
    clock_.advance(minutes(3));
    work();
    mustBe(OrderState::Paid, record(again.record));
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s24_killedBeforeStripeHeardOfItSendsItThen)
{
    spoil("drop_before", "/v1/checkout/sessions", 0);
    CPPUNIT_ASSERT(!runtime_->boxOffice().hold(request(1, "key")));
    heal();
    CPPUNIT_ASSERT(all("/v1/checkout/sessions").empty());
    start();
    clock_.advance(minutes(3));
    work(); // asks what became of it, by the same request
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all("/v1/checkout/sessions").size());
    press(held(1).redirectUrl, "pay");
    clock_.advance(minutes(3));
    work();
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, ledger().seats);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s30_anotherCardAfterADeclineIsTheSamePayment)
{
    const auto bought = held(1);
    press(bought.redirectUrl, "pay", "4000000000000002");
    tellAll();
    work();
    mustBe(OrderState::Pending, record(bought.record));
    press(bought.redirectUrl, "pay");
    tellAll();
    work();
    mustBe(OrderState::Paid, record(bought.record));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all("/v1/payment_intents").size());
    booksMustAgree();
}

// Checkout captures by itself; what comes too late here is to close a page that was paid on.
CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s41_closingAPageThatWasPaidIsNoFailureButASale)
{
    const auto bought = held(1);
    press(bought.redirectUrl, "stay");
    clock_.advance(minutes(46));
    work();
    mustBe(OrderState::Paid, record(bought.record));
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s45_aRefundThatFailsLaterIsOwedAgain)
{
    const OrderRecord order = paid(1, "4000000000005126");
    test::valueOf(runtime_->boxOffice().refund({order.order.code, {}, {}, "rain", {}, {}}));
    work();
    mustBe(RefundState::Done, order);
    booksMustAgree();
    control("/clock", {{"advance_seconds", 60}});
    tellAll();
    work();
    mustBe(RefundState::Failed, order);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1100}, ledger().owed);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s46_refundsOfTheDashboardAreOnRecord)
{
    const OrderRecord order = paid(2);
    there("POST", "/v1/refunds", {{"payment_intent", onlyIntent()}, {"amount", "700"}});
    tellAll();
    work();
    CPPUNIT_ASSERT(onlyRefund(order).foreign.starts_with("re_"));
    mustBe(OrderState::Paid, record(order));
    booksMustAgree();
    there("POST", "/v1/refunds", {{"payment_intent", onlyIntent()}});
    tellAll();
    work();
    mustBe(OrderState::Canceled, record(order));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, record(order).refunds.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledger().owed);
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s48_aDisputeIsFlaggedAndWhatIsLostIsGone)
{
    const OrderRecord order = paid(1);
    const Json dispute = control("/disputes", {{"payment_intent", onlyIntent()}});
    tellAll();
    work();
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::Open);
    const std::string path = "/disputes/" + dispute["id"].get<std::string>() + "/close";
    control(path, {{"won", false}});
    tellAll();
    work();
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::Lost);
    CPPUNIT_ASSERT(onlyRefund(order).kind == RefundKind::Dispute);
    mustBe(OrderState::Canceled, record(order));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledger().paid - ledger().back);
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s48_aDisputeThatIsWonLeavesAllAsItWas)
{
    const OrderRecord order = paid(1);
    const Json dispute = control("/disputes", {{"payment_intent", onlyIntent()}});
    tellAll();
    control("/disputes/" + dispute["id"].get<std::string>() + "/close", {{"won", true}});
    tellAll();
    work();
    CPPUNIT_ASSERT(record(order).payment->dispute == DisputeState::None);
    mustBe(OrderState::Paid, record(order));
    booksMustAgree();
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s51_whatCostsNothingIsNoPayment)
{
    auto wanted = request(2, "free");
    wanted.voucherCode = "FREE";
    const auto outcome = test::valueOf(runtime_->boxOffice().hold(wanted));
    mustBe(OrderState::Paid, std::get<boxoffice::Sold>(outcome).record);
    CPPUNIT_ASSERT(peer_.received().empty());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, ledger().seats);
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s55_aPageThatIsGoneIsAskedForNoLongerThanItsHold)
{
    const auto bought = held(40);
    simulator_.control({"POST", "/reset", "", {}, "{}"});
    clock_.advance(minutes(3));
    work();
    mustBe(OrderState::Pending, record(bought.record));
    clock_.advance(minutes(46));
    work();
    mustBe(OrderState::Expired, record(bought.record));
    peer_.forget();
    clock_.advance(minutes(5));
    work();
    for (const auto& asked : peer_.received())
        CPPUNIT_ASSERT_EQUAL(std::string("/v1/events"), asked.path);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, ledger().owed);
}

CPPUNIT_TEST_FIXTURE(OnlinePaymentTest, s56_hoursWithoutMessagesAreReadFromTheListOfEvents)
{
    const OrderRecord refunded = paid(1);
    const auto bought = held(1, "while it was down");
    runtime_.reset();
    there("POST", "/v1/refunds", {{"payment_intent", onlyIntent()}});
    press(bought.redirectUrl, "stay");
    start();
    work(); // reads the events, and does what they promise
    work();
    mustBe(OrderState::Canceled, record(refunded));
    mustBe(OrderState::Paid, record(bought.record));
    booksMustAgree();
    const std::size_t before = peer_.received().size();
    work();
    CPPUNIT_ASSERT_EQUAL(before, peer_.received().size()); // not again at once
}

} // namespace

} // namespace ace::runtime
