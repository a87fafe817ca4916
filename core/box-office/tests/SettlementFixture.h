// SPDX-License-Identifier: MIT
// Three seats, and a payment method that takes its time: a fake, because what it says is chance.
#pragma once

#include "Ledger.h"
#include "TestSupport.h"

#include <ace/box-office/LocalBoxOffice.h>
#include <ace/catalog/EventImport.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/outbox/Webhooks.h>
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
        if (gone)
            return failure(ErrorCode::NotFound, "there is no such session any more");
        if (intent.confirmed)
            return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, "", memo, back, disputes};
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
    Result<std::optional<sdk::PaymentNews>> notify(const std::vector<std::pair<std::string, std::string>>&,
                                                   const std::string& body) override
    {
        if (body == "forged")
            return failure(ErrorCode::Invalid, "the signature is wrong");
        if (body == "of others")
            return std::nullopt;
        return sdk::PaymentNews{*begun.begin(), body.starts_with("afterwards")};
    }
    Result<sdk::PaymentChanges> changes(Instant since, const std::string& asked) override
    {
        looked.emplace_back(since, asked);
        if (silent)
            return failure(ErrorCode::Offline, "no answer");
        const auto found = pages.find(asked);
        return found == pages.end() ? sdk::PaymentChanges{} : found->second;
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
    std::vector<sdk::MoneyBack> back;                    // of confirmed ones
    std::vector<sdk::Dispute> disputes;                  // the same
    bool gone = false;                                   // it was there once
    std::map<std::string, sdk::PaymentChanges> pages;    // by their names; the first has none
    std::vector<std::pair<Instant, std::string>> looked; // of changes()
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
        office_ = std::make_unique<LocalBoxOffice>(LocalBoxOffice::Parts{*storage_,
                                                                         *catalog_,
                                                                         clock_,
                                                                         ids_,
                                                                         log_,
                                                                         {{"card", &card_}},
                                                                         std::chrono::minutes(15),
                                                                         deliver_,
                                                                         webhooks_.get()});
    }
    // All that is waiting, each once; those of a kind that is not known here are left.
    void runJobs()
    {
        const auto due = test::valueOf(storage_->transactValue(
            [&](sdk::WriteAccess& access) { return access.jobs.lease(clock_.now(), clock_.now(), 100); }));
        for (const Job& job : due) {
            const auto done = job.kind == "settle-order"    ? office_->settleOrder(job)
                              : job.kind == "review-order"  ? office_->reviewOrder(job)
                              : job.kind == "settle-refund" ? office_->settleRefund(job)
                                                            : Result<void>(failure(ErrorCode::Invalid, ""));
            if (done)
                test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
                    access.jobs.complete(job.id);
                    return {};
                }));
        }
    }
    OrderRecord record(const OrderRecord& of)
    {
        return test::valueOf(office_->findOrder(of.order.code)).value();
    }
    OrderRecord paid(std::int32_t quantity)
    {
        const OrderRecord order = held(quantity);
        card_.confirmed = order.payment->id;
        return settled(order);
    }
    std::string audited()
    {
        std::string text;
        for (const auto& one : test::valueOf(storage_->readValue(
                 [](const sdk::ReadAccess& access) { return access.audit.list(0, 100); })))
            if (one.entry.action != "event.add")
                text += one.entry.action + " ";
        return text;
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
    void mustBeSound() { static_cast<void>(ledgerOf(*storage_)); }
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
    std::string voucherCode_;                    // of the next holds
    std::unique_ptr<outbox::Webhooks> webhooks_; // null: nobody is told
    bool deliver_ = false;
};

} // namespace ace::boxoffice
