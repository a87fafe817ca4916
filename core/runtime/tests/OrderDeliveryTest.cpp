// SPDX-License-Identifier: MIT
#include "OrderDelivery.h"
#include "Builders.h"
#include "TestSupport.h"

#include <ace/catalog/LocalCatalog.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::runtime {

namespace {

class RecordingOutput : public sdk::TicketOutput
{
public:
    Result<sdk::Rendered> render(const sdk::Document& document) override
    {
        if (refusal)
            return Failure(*refusal);
        return sdk::Rendered{"application/pdf", "PDF of " + document.title};
    }
    Result<void> submit(const std::string& outputId, const sdk::Document&,
                        const sdk::Delivery& delivery) override
    {
        ids.push_back(outputId);
        last = delivery;
        return refusal ? Result<void>(Failure(*refusal)) : Result<void>();
    }

    std::vector<std::string> ids;
    sdk::Delivery last;
    std::optional<Error> refusal;
};

class OrderDeliveryTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        draft_ = test::anOrder(event_, ids_).of("General", 2).sold();
        draft_.order.customer = {"Ana", "ana@example.org"};
        const auto answers = storage_->placeOrders({&draft_, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
    }

protected:
    OrderDelivery to(OrderDelivery::Route route) { return {*storage_, *catalog_, clock_, std::move(route)}; }
    Result<void> deliver(OrderDelivery& delivery) const
    {
        return delivery.deliver({{}, "deliver-order", draft_.order.id.toString(), {}, 1});
    }
    std::vector<AuditRecord> audit()
    {
        return test::valueOf(
            storage_->readValue([](const sdk::ReadAccess& access) { return access.audit.list(0, 10); }));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    const EventSetup event_ = test::anEvent(ids_);
    sdk::OrderDraft draft_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    RecordingOutput mail_, pdf_;
};

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, anOrderGoesToItsCustomerWithTheFileOfAnotherOutput)
{
    OrderDelivery delivery = to({mail_, true, &pdf_, "es"});
    test::mustSucceed(deliver(delivery));
    const std::string code = draft_.order.code;
    CPPUNIT_ASSERT(mail_.ids == std::vector{code});
    CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org"), mail_.last.email);
    CPPUNIT_ASSERT_EQUAL(std::string("Ana"), mail_.last.name);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), mail_.last.language);
    const sdk::Attachment& file = mail_.last.attachments.at(0);
    CPPUNIT_ASSERT_EQUAL("tickets-" + code + ".pdf", file.name);
    CPPUNIT_ASSERT(file.bytes.starts_with("PDF of ") && file.mime == "application/pdf");
    CPPUNIT_ASSERT(pdf_.ids.empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, nothingGoesOutWithoutTheFileThatBelongsToIt)
{
    OrderDelivery delivery = to({mail_, true, nullptr, "en"});
    const auto outcome = deliver(delivery);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(mail_.ids.empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, aFileThatCannotBeMadeIsNoFaultOfTheCustomer)
{
    pdf_.refusal = Error{ErrorCode::Invalid, "this output makes no file", ""};
    OrderDelivery delivery = to({mail_, true, &pdf_, "en"});
    const auto outcome = deliver(delivery);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Internal);
    CPPUNIT_ASSERT(mail_.ids.empty() && audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, whatIsRefusedForGoodIsInTheAuditLogWithoutTheCustomer)
{
    mail_.refusal = Error{ErrorCode::Invalid, "refuses ana@example.org", ""};
    OrderDelivery delivery = to({mail_, false, nullptr, "en"});
    CPPUNIT_ASSERT(!deliver(delivery));
    const auto entries = audit();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries.size());
    CPPUNIT_ASSERT_EQUAL(std::string("order.undeliverable"), entries.at(0).entry.action);
    CPPUNIT_ASSERT_EQUAL("order:" + draft_.order.code, entries.at(0).entry.subject);
    CPPUNIT_ASSERT(entries.at(0).entry.detail.find("ana") == std::string::npos);
    CPPUNIT_ASSERT(!delivery.restsUntil()); // the next customer's may well arrive
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, greylistingIsNoReasonToRest)
{
    mail_.refusal = Error{ErrorCode::Busy, "later", ""};
    OrderDelivery delivery = to({mail_, false, nullptr, "en"});
    CPPUNIT_ASSERT(!deliver(delivery));
    CPPUNIT_ASSERT(!delivery.restsUntil());
    CPPUNIT_ASSERT(audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, deliveriesRestWhileTheOutputCannotBeReached)
{
    mail_.refusal = Error{ErrorCode::Offline, "away", ""};
    OrderDelivery delivery = to({mail_, false, nullptr, "en"});
    for (const int seconds : {5, 10, 20, 40, 80, 160, 300, 300}) {
        CPPUNIT_ASSERT(!deliver(delivery));
        CPPUNIT_ASSERT(delivery.restsUntil() == clock_.now() + std::chrono::seconds(seconds));
        clock_.advance(std::chrono::seconds(seconds));
        CPPUNIT_ASSERT(!delivery.restsUntil());
    }
    mail_.refusal.reset();
    test::mustSucceed(deliver(delivery));
    mail_.refusal = Error{ErrorCode::Timeout, "slow", ""};
    CPPUNIT_ASSERT(!deliver(delivery));
    CPPUNIT_ASSERT(delivery.restsUntil() == clock_.now() + std::chrono::seconds(5));
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, aReissuedTicketIsAnotherMailOfTheSameOrder)
{
    Ticket fresh = draft_.tickets.at(0);
    fresh.reissueOf = fresh.id;
    fresh.id = ids_.next<TicketId>();
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.reissueTicket(fresh);
        return {};
    }));
    OrderDelivery delivery = to({mail_, false, nullptr, "en"});
    test::mustSucceed(deliver(delivery));
    CPPUNIT_ASSERT_EQUAL(draft_.order.code + "-2", mail_.ids.at(0));
}

} // namespace

} // namespace ace::runtime
