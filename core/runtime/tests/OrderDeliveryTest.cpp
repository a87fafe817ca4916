// SPDX-License-Identifier: MIT
#include "OrderDelivery.h"
#include "Builders.h"
#include "RecordingOutput.h"
#include "TestSupport.h"

#include <ace/catalog/LocalCatalog.h>
#include <ace/outbox/MailReference.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::runtime {

namespace {

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
        draft_.order.language = "es";
        const auto answers = storage_->placeOrders({&draft_, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
    }

protected:
    // Anew, by that way out.
    void route(bool attaches = false, sdk::TicketOutput* attach = nullptr)
    {
        Outlet::Route route{&mail_, attaches, attach, "en"};
        route.linkTo = [](const Order& order, std::string_view language) {
            return "https://shop/" + std::string(language) + "/" + order.code;
        };
        outlet_.emplace(clock_, std::move(route));
        delivery_.emplace(*storage_, *catalog_, clock_, *outlet_);
    }
    Result<void> deliver(const std::string& after = "")
    {
        return delivery_->deliver({job_, "deliver-order", draft_.order.id.toString() + after, {}, 1});
    }
    Order order()
    {
        return test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
                   return access.orders.find(draft_.order.id);
               }))
            ->order;
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
    std::optional<Outlet> outlet_;
    std::optional<OrderDelivery> delivery_;
    const JobId job_ = ids_.next<JobId>();
};

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, anOrderGoesToItsCustomerWithTheFileOfAnotherOutput)
{
    route(true, &pdf_);
    test::mustSucceed(deliver());
    const std::string code = draft_.order.code;
    CPPUNIT_ASSERT(mail_.ids == std::vector{code});
    CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org"), mail_.last.email);
    CPPUNIT_ASSERT_EQUAL(std::string("Ana"), mail_.last.name);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), mail_.last.language);
    CPPUNIT_ASSERT_EQUAL("https://shop/es/" + code, mail_.last.link);
    CPPUNIT_ASSERT(mail_.last.occasion == sdk::Occasion::Tickets);
    const sdk::Attachment& file = mail_.last.attachments.at(0);
    CPPUNIT_ASSERT_EQUAL("tickets-" + code + ".pdf", file.name);
    CPPUNIT_ASSERT(file.bytes.starts_with("PDF of ") && file.mime == "application/pdf");
    CPPUNIT_ASSERT(pdf_.ids.empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, nothingGoesOutWithoutTheFileThatBelongsToIt)
{
    route(true);
    const auto outcome = deliver();
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(mail_.ids.empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, aFileThatCannotBeMadeIsNoFaultOfTheCustomer)
{
    pdf_.refusal = Error{ErrorCode::Invalid, "this output makes no file", ""};
    route(true, &pdf_);
    const auto outcome = deliver();
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Internal);
    CPPUNIT_ASSERT(mail_.ids.empty() && audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, whatIsRefusedForGoodIsInTheAuditLogWithoutTheCustomer)
{
    mail_.refusal = Error{ErrorCode::Invalid, "refuses ana@example.org", ""};
    route();
    CPPUNIT_ASSERT(!deliver());
    const auto entries = audit();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries.size());
    CPPUNIT_ASSERT_EQUAL(std::string("order.undeliverable"), entries.at(0).entry.action);
    CPPUNIT_ASSERT_EQUAL("order:" + draft_.order.code, entries.at(0).entry.subject);
    CPPUNIT_ASSERT(entries.at(0).entry.detail.find("ana") == std::string::npos);
    CPPUNIT_ASSERT(!outlet_->restsUntil()); // the next customer's may well arrive
    CPPUNIT_ASSERT(order().undeliverableAt == clock_.now());
    CPPUNIT_ASSERT(!deliver());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, audit().size());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, anAddressThatWasCorrectedMeanwhileIsNotToBlame)
{
    mail_.refusal = Error{ErrorCode::Invalid, "refuses", ""};
    mail_.onSubmit = [this] {
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.orders.setCustomerEmail(draft_.order.id, "anna@example.org");
            return {};
        }));
    };
    route();
    CPPUNIT_ASSERT(!deliver());
    CPPUNIT_ASSERT(!order().undeliverableAt && audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, anOrderWithoutALanguageGoesOutInThatOfTheConfiguration)
{
    sdk::OrderDraft counter = test::anOrder(event_, ids_).of("General", 1).sold();
    counter.order.customer.email = "bob@example.org";
    CPPUNIT_ASSERT(storage_->placeOrders({&counter, 1}).front());
    outlet_.emplace(clock_, Outlet::Route{&mail_, false, nullptr, "es"});
    delivery_.emplace(*storage_, *catalog_, clock_, *outlet_);
    test::mustSucceed(delivery_->deliver({job_, "deliver-order", counter.order.id.toString(), {}, 1}));
    CPPUNIT_ASSERT_EQUAL(std::string("es"), mail_.last.language);
    CPPUNIT_ASSERT_EQUAL(std::string(), mail_.last.link);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), mail_.document.language);
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, whatIsTriedAgainIsTheSameMailAndWhatIsAskedForAgainIsAnother)
{
    route();
    test::mustSucceed(deliver());
    const auto first = mail_.last.reference;
    test::mustSucceed(deliver());
    CPPUNIT_ASSERT_EQUAL(first, mail_.last.reference);
    const auto known = outbox::MailReference::ofMessageId("<" + first + ".0123@example.org>");
    CPPUNIT_ASSERT(known && known->order == draft_.order.id && known->isTo("ana@example.org"));
    const JobId other = ids_.next<JobId>();
    test::mustSucceed(
        delivery_->deliver({other, "deliver-order", draft_.order.id.toString() + "/again", {}, 1}));
    CPPUNIT_ASSERT(first != mail_.last.reference);
    CPPUNIT_ASSERT_EQUAL(draft_.order.code + "-" + other.toString(), mail_.ids.back());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, whatIsPromisedWhileItsOutputIsLeftOutWaitsForIt)
{
    outlet_.emplace(clock_, Outlet::Route{});
    delivery_.emplace(*storage_, *catalog_, clock_, *outlet_);
    const auto outcome = deliver();
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(outlet_->restsUntil() && audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, greylistingIsNoReasonToRest)
{
    mail_.refusal = Error{ErrorCode::Busy, "later", ""};
    route();
    CPPUNIT_ASSERT(!deliver());
    CPPUNIT_ASSERT(!outlet_->restsUntil());
    CPPUNIT_ASSERT(audit().empty());
}

CPPUNIT_TEST_FIXTURE(OrderDeliveryTest, deliveriesRestWhileTheOutputCannotBeReached)
{
    mail_.refusal = Error{ErrorCode::Offline, "away", ""};
    route();
    for (const int seconds : {5, 10, 20, 40, 80, 160, 300, 300}) {
        CPPUNIT_ASSERT(!deliver());
        CPPUNIT_ASSERT(outlet_->restsUntil() == clock_.now() + std::chrono::seconds(seconds));
        clock_.advance(std::chrono::seconds(seconds));
        CPPUNIT_ASSERT(!outlet_->restsUntil());
    }
    mail_.refusal.reset();
    test::mustSucceed(deliver());
    mail_.refusal = Error{ErrorCode::Timeout, "slow", ""};
    CPPUNIT_ASSERT(!deliver());
    CPPUNIT_ASSERT(outlet_->restsUntil() == clock_.now() + std::chrono::seconds(5));
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
    route();
    test::mustSucceed(deliver());
    CPPUNIT_ASSERT_EQUAL(draft_.order.code + "-2", mail_.ids.at(0));
}

} // namespace

} // namespace ace::runtime
