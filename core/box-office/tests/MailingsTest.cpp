// SPDX-License-Identifier: MIT
#include "OfficeFixture.h"

namespace ace::boxoffice {

namespace {

class MailingsTest : public OfficeFixture
{
public:
    void setUp() override
    {
        OfficeFixture::setUp();
        mailing_ =
            std::make_unique<LocalBoxOffice>(LocalBoxOffice::Parts{*storage_,
                                                                   *catalog_,
                                                                   clock_,
                                                                   ids_,
                                                                   log_,
                                                                   {{"cash", &cash_}, {"card", &card_}},
                                                                   std::chrono::minutes(15),
                                                                   true,
                                                                   nullptr});
        auto wanted = request();
        wanted.customer = {"Ana", "ana@example.org"};
        order_ = sold(wanted).order;
    }

protected:
    Result<ResendOutcome> resend(const std::string& email = "", const sdk::Act& act = {})
    {
        return mailing_->resendOrder({order_.code, email, act});
    }
    Resent resent(const std::string& email = "", const sdk::Act& act = {})
    {
        auto outcome = test::valueOf(resend(email, act));
        if (const auto* refused = std::get_if<Refused>(&outcome))
            CPPUNIT_FAIL(refused->detail);
        return std::get<Resent>(outcome);
    }
    // Of an order that was paid by card; answers the notices that are promised when the money is back.
    std::vector<Job> noticesOfARefundBy(const Actor& by)
    {
        auto wanted = request();
        wanted.customer = {"Ana", "ana@example.org"};
        wanted.paymentMethod = "card";
        wanted.channel = Channel::Web;
        const auto bought = std::get<Sold>(test::valueOf(mailing_->hold(wanted))).record.order;
        test::valueOf(mailing_->refund({bought.code, {}, {}, "rain", {}, {by}}));
        const auto waiting = jobs("settle-refund");
        CPPUNIT_ASSERT(jobs("deliver-notice").empty());
        test::mustSucceed(mailing_->settleRefund(waiting.back()));
        return jobs("deliver-notice");
    }
    void markUndeliverable()
    {
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.orders.setUndeliverable(order_.id, "ana@example.org", clock_.now());
            return {};
        }));
    }

    std::unique_ptr<LocalBoxOffice> mailing_;
    Order order_;
};

CPPUNIT_TEST_FIXTURE(MailingsTest, anOrderIsPromisedOnceMoreAndAudited)
{
    resent();
    const auto promised = jobs("deliver-order");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, promised.size());
    CPPUNIT_ASSERT_EQUAL(order_.id.toString() + "/again", promised.front().subject);
    CPPUNIT_ASSERT(audited().ends_with("order.resend "));
    CPPUNIT_ASSERT(lastDetail().find(promised.front().id.toString()) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailingsTest, threeAnHourAreEnough)
{
    for (int i = 0; i < 3; ++i)
        resent();
    mustRefuse(Refusal::ResentTooOften, resend());
    mustRefuse(Refusal::ResentTooOften, resend("anna@example.org"));
    CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org"), record(order_.code).order.customer.email);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, jobs("deliver-order").size());
    clock_.advance(std::chrono::hours(1));
    resent();
}

CPPUNIT_TEST_FIXTURE(MailingsTest, aCorrectedAddressIsDeliverableAgainAndInNoLog)
{
    markUndeliverable();
    const auto outcome = resent("anna@example.org");
    CPPUNIT_ASSERT_EQUAL(std::string("anna@example.org"), outcome.order.customer.email);
    CPPUNIT_ASSERT_EQUAL(std::string("anna@example.org"), record(order_.code).order.customer.email);
    CPPUNIT_ASSERT(!record(order_.code).order.undeliverableAt);
    CPPUNIT_ASSERT(audited().ends_with("order.email "));
    CPPUNIT_ASSERT(lastDetail().find("@") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailingsTest, aMarkedAddressMayBeTriedAgainAsItIs)
{
    markUndeliverable();
    resent("ana@example.org");
    CPPUNIT_ASSERT(!record(order_.code).order.undeliverableAt);
    CPPUNIT_ASSERT(audited().ends_with("order.resend "));
}

CPPUNIT_TEST_FIXTURE(MailingsTest, theSameKeyIsOneMail)
{
    const auto act = keyed("resend-1");
    CPPUNIT_ASSERT(!resent("", act).repeated);
    CPPUNIT_ASSERT(resent("", act).repeated);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs("deliver-order").size());
    mustRefuse(Refusal::IdempotencyKeyReused, resend("", keyed("resend-1", "other body")));
}

CPPUNIT_TEST_FIXTURE(MailingsTest, whatCannotBeSentIsRefusedWithItsReason)
{
    mustRefuse(Refusal::InvalidEmail, resend("no address"));
    mustRefuse(Refusal::InvalidEmail, resend("a@b\r\nc"));
    mustRefuse(Refusal::UnknownOrder, mailing_->resendOrder({"NOBODY2222"}));
    mustRefuse(Refusal::NoEmail, mailing_->resendOrder({sold(request()).order.code}));
    mustRefuse(Refusal::NoMail, office_->resendOrder({order_.code}));
    test::mustSucceed(mailing_->cancelOrder(order_.id));
    mustRefuse(Refusal::NotPaid, resend());
    CPPUNIT_ASSERT(jobs("deliver-order").empty());
}

CPPUNIT_TEST_FIXTURE(MailingsTest, whoGetsMoneyBackFromStaffIsToldOnceItIsBack)
{
    Staff staff;
    staff.id = ids_.next<StaffId>();
    staff.name = staff.login = "olga";
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.staff.insert(staff);
        return {};
    }));
    const auto notices = noticesOfARefundBy({staff.id, {}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, notices.size());
    CPPUNIT_ASSERT(RefundId::parse(notices.front().subject).has_value());
}

CPPUNIT_TEST_FIXTURE(MailingsTest, moneyThatTheServerGivesBackIsToldByWhoeverDecidedIt)
{
    CPPUNIT_ASSERT(noticesOfARefundBy({}).empty());
}

CPPUNIT_TEST_FIXTURE(MailingsTest, linksArePromisedAlikeForAnAddressWithOrdersAndOneWithout)
{
    test::mustSucceed(mailing_->sendLinks("Ana@Example.org", "es"));
    test::mustSucceed(mailing_->sendLinks("nobody@example.org", "es"));
    const auto promised = jobs("deliver-links");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, promised.size());
    const auto asked = test::valueOf(storage_->readValue(
        [&](const sdk::ReadAccess& access) { return access.linkRequests.find(promised.front().id); }));
    CPPUNIT_ASSERT(asked && asked->email == "ana@example.org" && asked->language == "es");
    CPPUNIT_ASSERT_EQUAL(promised.front().id.toString(), promised.front().subject); // a log has no address
}

CPPUNIT_TEST_FIXTURE(MailingsTest, anAddressIsSentLinksOnceInTenMinutes)
{
    for (int i = 0; i < 3; ++i)
        test::mustSucceed(mailing_->sendLinks("ana@example.org", "en"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs("deliver-links").size());
    clock_.advance(std::chrono::minutes(10));
    test::mustSucceed(mailing_->sendLinks("ana@example.org", "en"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, jobs("deliver-links").size());
}

} // namespace

} // namespace ace::boxoffice
