// SPDX-License-Identifier: MIT
#include "LetterDelivery.h"

#include "Builders.h"
#include "RecordingOutput.h"
#include "TestSupport.h"

#include <ace/catalog/LocalCatalog.h>
#include <ace/sdk/DocumentJson.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::runtime {

namespace {

class LetterDeliveryTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        event_.event.endsAt = clock_.now() + std::chrono::hours(24);
        over_.event.endsAt = clock_.now();
        write([&](sdk::WriteAccess& access) {
            access.events.insert(event_);
            access.events.insert(over_);
        });
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        Outlet::Route route{&mail_};
        route.linkTo = [](const Order& order, std::string_view language) {
            return "https://shop/" + std::string(language) + "/" + order.code;
        };
        outlet_.emplace(clock_, std::move(route));
        letters_.emplace(*storage_, *catalog_, clock_, *outlet_);
    }

protected:
    void write(const std::function<void(sdk::WriteAccess&)>& work)
    {
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access);
            return {};
        }));
    }
    sdk::OrderDraft sell(const EventSetup& event, const std::string& email)
    {
        sdk::OrderDraft draft = test::anOrder(event, ids_).of("General", 1).sold();
        draft.order.customer = {"Ana", email};
        draft.order.language = "es";
        const auto answers = storage_->placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
        return draft;
    }
    Result<void> askForLinks(const std::string& email, const std::string& language = "en")
    {
        const JobId id = ids_.next<JobId>();
        write([&](sdk::WriteAccess& access) {
            access.linkRequests.insert({id, email, language, clock_.now()}, clock_.now());
        });
        return letters_->deliverLinks({id, "deliver-links", id.toString(), {}, 1});
    }
    Refund refund(const sdk::OrderDraft& order)
    {
        Refund refund;
        refund.id = ids_.next<RefundId>();
        refund.order = order.order.id;
        refund.payment = order.payment->id;
        refund.amount = {1'250, order.order.total.currency};
        refund.createdAt = clock_.now();
        write([&](sdk::WriteAccess& access) { access.refunds.insert(refund, nullptr); });
        return refund;
    }
    std::string letter() const { return sdk::toJson(mail_.document); }
    void mustSay(const std::string& text) const
    {
        CPPUNIT_ASSERT_MESSAGE(text + " in " + letter(), letter().find(text) != std::string::npos);
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    EventSetup event_ = test::anEvent(ids_);
    EventSetup over_ = test::anEvent(ids_, "over");
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    RecordingOutput mail_;
    std::optional<Outlet> outlet_;
    std::optional<LetterDelivery> letters_;
};

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, whoLostTicketsGetsTheLinksOfWhatIsNotOver)
{
    const auto first = sell(event_, "ana@example.org"), second = sell(event_, "ANA@example.org");
    const auto past = sell(over_, "ana@example.org"), other = sell(event_, "bob@example.org");
    test::mustSucceed(askForLinks("ana@example.org"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, mail_.ids.size());
    CPPUNIT_ASSERT_EQUAL(std::string("ANA@example.org"), mail_.last.email); // as the newest order has it
    CPPUNIT_ASSERT(mail_.last.occasion == sdk::Occasion::Links && mail_.last.name.empty());
    CPPUNIT_ASSERT_EQUAL(std::string("en"), mail_.last.language); // of the page, not of the orders
    for (const auto* order : {&first, &second})
        mustSay("https://shop/en/" + order->order.code);
    for (const auto* order : {&past, &other})
        CPPUNIT_ASSERT(letter().find(order->order.code) == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, anAddressWithoutOrdersGetsNothing)
{
    sell(over_, "ana@example.org");
    test::mustSucceed(askForLinks("ana@example.org"));
    test::mustSucceed(askForLinks("nobody@example.org"));
    CPPUNIT_ASSERT(mail_.ids.empty());
}

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, aRequestThatWasMadeAnewIsAnsweredOnce)
{
    sell(event_, "ana@example.org");
    const JobId old = ids_.next<JobId>();
    write([&](sdk::WriteAccess& access) {
        access.linkRequests.insert({old, "ana@example.org", "en", clock_.now()}, clock_.now());
    });
    test::mustSucceed(askForLinks("ana@example.org"));
    test::mustSucceed(letters_->deliverLinks({old, "deliver-links", old.toString(), {}, 1}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, mail_.ids.size());
}

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, noMoreThanTwentyLinksAreSent)
{
    std::vector<sdk::OrderDraft> orders;
    for (int i = 0; i < 21; ++i)
        orders.push_back(sell(event_, "ana@example.org"));
    test::mustSucceed(askForLinks("ana@example.org"));
    mustSay(orders.at(1).order.code);
    CPPUNIT_ASSERT(letter().find(orders.at(0).order.code) == std::string::npos); // the oldest
}

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, moneyThatGoesBackIsToldInTheLanguageOfTheOrder)
{
    const auto order = sell(event_, "ana@example.org");
    const Refund back = refund(order);
    const JobId job = ids_.next<JobId>();
    test::mustSucceed(letters_->deliverNotice({job, "deliver-notice", back.id.toString(), {}, 1}));
    CPPUNIT_ASSERT(mail_.last.occasion == sdk::Occasion::Refund);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), mail_.last.language);
    CPPUNIT_ASSERT_EQUAL("https://shop/es/" + order.order.code, mail_.last.link);
    mustSay("[\"Importe\",\"$12.50\"]");
    mustSay(order.order.code);
}

CPPUNIT_TEST_FIXTURE(LetterDeliveryTest, aPaymentThatCameTooLateIsToldAsThat)
{
    sdk::OrderDraft late = test::anOrder(event_, ids_).of("General", 1).held(clock_.now());
    late.order.customer = {"Ana", "ana@example.org"};
    CPPUNIT_ASSERT(storage_->placeOrders({&late, 1}).front());
    write([&](sdk::WriteAccess& access) {
        access.orders.releaseHold(late.order.id, OrderState::Expired);
        access.orders.setPaymentState(late.payment->id, PaymentState::Confirmed);
    });
    const Refund back = refund(late);
    mail_.refusal = Error{ErrorCode::Invalid, "no such mailbox", ""};
    CPPUNIT_ASSERT(
        !letters_->deliverNotice({ids_.next<JobId>(), "deliver-notice", back.id.toString(), {}, 1}));
    CPPUNIT_ASSERT(mail_.last.occasion == sdk::Occasion::LatePayment);
    const auto record = test::valueOf(storage_->readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.find(late.order.id); }));
    CPPUNIT_ASSERT(record->order.undeliverableAt.has_value());
}

} // namespace

} // namespace ace::runtime
