// SPDX-License-Identifier: MIT
// The table in Settlement.h, row by row, over SQLite; the payment method is a fake, because what it says is
// chance.
#include "TestSupport.h"

#include <ace/box-office/LocalBoxOffice.h>
#include <ace/catalog/EventImport.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/sqlite/SqliteFactory.h>

#include <set>

namespace ace::boxoffice {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "fair"
name = "Fair"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2090-01-01T00:00"
[[quota]]
name = "ground"
size = 3
[[ticket_type]]
name = "General"
price = 1000
tax_ppm = 100000
quotas = ["ground"]
)";

// Says what the test wants it to say, and remembers what it was asked to do.
class FakeCard : public sdk::PaymentMethod
{
public:
    bool settlesAtOnce() const override { return false; }
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override
    {
        begun.insert(intent.payment);
        returnUrl = intent.returnUrl;
        return answer();
    }
    Result<sdk::PaymentProgress> query(PaymentId payment) override
    {
        if (payment == confirmed)
            return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
        return answer();
    }
    Result<void> cancel(PaymentId) override
    {
        ++canceled;
        return {};
    }
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override
    {
        reversed.push_back(reversal.amount.minor);
        return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
    }
    Result<sdk::PaymentProgress> queryReversal(PaymentId, RefundId) override
    {
        return failure(ErrorCode::NotFound, "no such refund");
    }
    Result<PaymentId> notify(const std::vector<std::pair<std::string, std::string>>&,
                             const std::string&) override
    {
        return *begun.begin();
    }

    Result<sdk::PaymentProgress> answer() const
    {
        if (silent)
            return failure(ErrorCode::OutcomeUnknown, "no answer");
        return sdk::PaymentProgress{state, "/pay", {}, ""};
    }

    PaymentState state = PaymentState::Pending;
    std::optional<PaymentId> confirmed; // this one, whatever `state` says
    bool silent = false;
    std::set<PaymentId> begun;
    std::string returnUrl;
    int canceled = 0;
    std::vector<std::int64_t> reversed;
};

class SettlementTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        event_ = test::valueOf(
            catalog_->importEvent(test::valueOf(catalog::parseEvent(kEvent, "fair.toml", ids_))));
        office_ = std::make_unique<LocalBoxOffice>(LocalBoxOffice::Parts{
            *storage_, *catalog_, clock_, ids_, log_, {{"card", &card_}}, std::chrono::minutes(15), false});
    }

protected:
    HoldOutcome hold(std::int32_t quantity, const std::string& key = {})
    {
        OrderRequest request;
        request.eventSlug = "fair";
        request.items = {{event_->types.front().id, quantity}};
        request.customer = {"Ana", "ana@example.org"};
        request.channel = Channel::Web;
        request.paymentMethod = "card";
        request.returnUrl = "/orders/{code}/{key}";
        request.voucherCode = voucherCode_;
        if (!key.empty())
            request.idempotency = sdk::IdempotencyKey{"shop", key, sha256(key)};
        return test::valueOf(office_->hold(request));
    }
    OrderRecord held(std::int32_t quantity) { return std::get<Held>(hold(quantity)).record; }
    void expire()
    {
        clock_.advance(std::chrono::minutes(16));
        test::valueOf(office_->releaseExpiredHolds());
    }
    std::int64_t available()
    {
        return catalog::availableOf(event_->types.front(),
                                    test::valueOf(catalog_->quotaLevels(event_->event.id)));
    }
    OrderRecord settled(const OrderRecord& record) { return test::valueOf(office_->settle(record.order.id)); }
    static void mustBe(OrderState state, const OrderRecord& record)
    {
        CPPUNIT_ASSERT_EQUAL(static_cast<int>(state), static_cast<int>(record.order.state));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    FakeCard card_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    catalog::EventPtr event_;
    std::unique_ptr<LocalBoxOffice> office_;
    std::string voucherCode_; // of the next holds
};

CPPUNIT_TEST_FIXTURE(SettlementTest, holdsSeatsAndSendsTheCustomerToPay)
{
    const auto outcome = std::get<Held>(hold(2));
    CPPUNIT_ASSERT_EQUAL(std::string("/pay"), outcome.redirectUrl);
    CPPUNIT_ASSERT_EQUAL("/orders/" + outcome.record.order.code + "/" + outcome.record.order.key,
                         card_.returnUrl);
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
    CPPUNIT_ASSERT(card_.reversed == std::vector<std::int64_t>({2200}));
    CPPUNIT_ASSERT(record.payment->state == PaymentState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, available());
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
    CPPUNIT_ASSERT(card_.reversed == std::vector<std::int64_t>({990}));
    CPPUNIT_ASSERT(record.payment->state == PaymentState::Canceled);
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
