// SPDX-License-Identifier: MIT
// Three seats, and a payment method that takes its time: a fake, because what it says is chance.
#pragma once

#include "TestSupport.h"

#include <ace/box-office/LocalBoxOffice.h>
#include <ace/catalog/EventImport.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/sqlite/SqliteFactory.h>

#include <set>

namespace ace::boxoffice {

inline constexpr const char* kSmallFair = R"(
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
class FakeCheckout : public sdk::PaymentMethod
{
public:
    bool settlesAtOnce() const override { return false; }
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override
    {
        begun.insert(intent.payment);
        told.push_back(intent);
        return answer();
    }
    std::chrono::seconds pageTime() const override { return page; }
    Result<sdk::PaymentProgress> query(const sdk::PaymentIntent& intent) override
    {
        told.push_back(intent);
        ++queries;
        if (intent.payment == confirmed)
            return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
        return answer();
    }
    Result<void> cancel(const sdk::PaymentIntent& intent) override
    {
        told.push_back(intent);
        ++canceled;
        if (paidInTheEnd) {
            state = PaymentState::Confirmed;
            return failure(ErrorCode::Conflict, "it was paid just now");
        }
        return {};
    }
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override
    {
        reversed.push_back(reversal.amount.minor);
        return sdk::PaymentProgress{onReverse, {}, {}, ""};
    }
    Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal&) override
    {
        if (reversed.empty())
            return failure(ErrorCode::NotFound, "no such refund");
        return sdk::PaymentProgress{onReverse, {}, {}, ""};
    }
    Result<std::optional<PaymentId>> notify(const std::vector<std::pair<std::string, std::string>>&,
                                            const std::string& body) override
    {
        if (body == "forged")
            return failure(ErrorCode::Invalid, "the signature is wrong");
        return body == "of others" ? std::nullopt : std::optional(*begun.begin());
    }

    Result<sdk::PaymentProgress> answer() const
    {
        if (silent)
            return failure(ErrorCode::OutcomeUnknown, "no answer");
        return sdk::PaymentProgress{state, "/pay", {}, "", memo};
    }

    PaymentState state = PaymentState::Pending;
    std::optional<PaymentId> confirmed; // this one, whatever `state` says
    bool silent = false;
    std::set<PaymentId> begun;
    std::vector<sdk::PaymentIntent> told; // of all calls, in order
    std::string memo;
    std::chrono::seconds page{0};
    bool paidInTheEnd = false; // while it is canceled
    PaymentState onReverse = PaymentState::Confirmed;
    int queries = 0;
    int canceled = 0;
    std::vector<std::int64_t> reversed;
};

class SettlementFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        event_ = test::valueOf(
            catalog_->importEvent(test::valueOf(catalog::parseEvent(kSmallFair, "fair.toml", ids_))));
        restart();
    }

protected:
    void restart()
    {
        office_ = std::make_unique<LocalBoxOffice>(LocalBoxOffice::Parts{
            *storage_, *catalog_, clock_, ids_, log_, {{"card", &card_}}, std::chrono::minutes(15), false});
    }
    HoldOutcome hold(std::int32_t quantity, const std::string& key = {})
    {
        OrderRequest request;
        request.eventSlug = "fair";
        request.items = {{event_->types.front().id, quantity}};
        request.customer = {"Ana", "ana@example.org"};
        request.channel = Channel::Web;
        request.paymentMethod = "card";
        request.returnUrl = "/orders/{code}/{key}";
        request.cancelUrl = "/cart?order={code}";
        request.language = "es";
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
    std::vector<Job> jobs(const std::string& kind)
    {
        return test::valueOf(storage_->transactValue([&](sdk::WriteAccess& access) {
            return access.jobs.lease(clock_.now(), clock_.now(), 100, {.only = kind});
        }));
    }
    // Runs the job that brings late money back; whether it is back.
    bool payBackWorks()
    {
        const auto waiting = jobs("settle-refund");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, waiting.size());
        return office_->settleRefund(waiting.front()).has_value();
    }
    void mustBeSound()
    {
        CPPUNIT_ASSERT(test::valueOf(storage_->readValue([](const sdk::ReadAccess& access) {
                           return access.reports.brokenRules(10);
                       })).empty());
    }
    static void mustBe(OrderState state, const OrderRecord& record)
    {
        CPPUNIT_ASSERT_EQUAL(static_cast<int>(state), static_cast<int>(record.order.state));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    FakeCheckout card_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    catalog::EventPtr event_;
    std::unique_ptr<LocalBoxOffice> office_;
    std::string voucherCode_; // of the next holds
};

} // namespace ace::boxoffice
