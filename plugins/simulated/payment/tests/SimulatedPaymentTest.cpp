// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;

class SimulatedPaymentTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::PaymentMethod> open(const std::string& settings = "{}")
    {
        return test::valueOf(
            host_.openPayment({"card", "simulated-payment", settings, std::chrono::seconds(5)}));
    }
    sdk::PaymentIntent intent(std::int64_t amount = 4200)
    {
        return {ids_.next<PaymentId>(), {amount, {}}, {amount, {}}, "ABCD2345"};
    }
    Result<std::optional<PaymentId>> answer(sdk::PaymentMethod& card, const std::string& body)
    {
        auto news = card.notify({{"Content-Type", "application/x-www-form-urlencoded"}}, body);
        if (!news)
            return failure(std::move(news));
        return *news ? std::optional((*news)->payment) : std::nullopt;
    }
    static std::string form(PaymentId payment, const std::string& outcome)
    {
        return "outcome=" + outcome + "&payment=" + payment.toString();
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, sendsTheCustomerToItsPage)
{
    const auto card = open();
    CPPUNIT_ASSERT(!card->settlesAtOnce());
    const auto asked = intent();
    const auto progress = test::valueOf(card->begin(asked));
    CPPUNIT_ASSERT(progress.state == PaymentState::Pending);
    CPPUNIT_ASSERT_EQUAL("/pay/test/" + asked.payment.toString(), progress.redirectUrl.value());
    CPPUNIT_ASSERT(test::valueOf(card->query(asked)).state == PaymentState::Pending);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, thePageDecidesAndItsFirstAnswerStands)
{
    const auto card = open();
    const auto paid = intent(), declined = intent();
    test::valueOf(card->begin(paid));
    test::valueOf(card->begin(declined));
    CPPUNIT_ASSERT(test::valueOf(answer(*card, form(paid.payment, "approve"))) == paid.payment);
    CPPUNIT_ASSERT(test::valueOf(answer(*card, form(paid.payment, "decline"))) == paid.payment);
    CPPUNIT_ASSERT(test::valueOf(answer(*card, form(declined.payment, "decline"))) == declined.payment);
    CPPUNIT_ASSERT(test::valueOf(card->query(paid)).state == PaymentState::Confirmed);
    const auto progress = test::valueOf(card->query(declined));
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT_EQUAL(std::string("card_declined"), progress.refusal);
    CPPUNIT_ASSERT(!progress.redirectUrl);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, aFormIsDecodedAsBrowsersEncodeIt)
{
    const auto card = open();
    const auto asked = intent();
    test::valueOf(card->begin(asked));
    std::string encoded = asked.payment.toString();
    encoded.replace(8, 1, "%2d");
    test::valueOf(answer(*card, "&&x&payment=" + encoded + "&out%63ome=%61pprove&outcome=decline&"));
    CPPUNIT_ASSERT(test::valueOf(card->query(asked)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, messagesThatMakeNoSenseAreInvalidAndChangeNothing)
{
    const auto card = open();
    const auto asked = intent();
    test::valueOf(card->begin(asked));
    const std::string id = asked.payment.toString();
    const std::vector<std::string> nonsense{"",
                                            "%",
                                            "payment",
                                            "outcome=approve",
                                            "payment=%zz&outcome=approve",
                                            "payment=" + id,
                                            "payment=" + id + "&outcome=",
                                            "payment=" + id + "&outcome=APPROVE",
                                            "payment=" + id + "%&outcome=approve"};
    for (const auto& wrong : nonsense)
        CPPUNIT_ASSERT_EQUAL(std::string("invalid"), std::string(name(answer(*card, wrong).error().code)));
    CPPUNIT_ASSERT(answer(*card, form(ids_.next<PaymentId>(), "approve")).error().code ==
                   ErrorCode::NotFound);
    CPPUNIT_ASSERT(test::valueOf(card->query(asked)).state == PaymentState::Pending);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, decidesByItselfForScripts)
{
    const auto approving = open(R"({"decide":"approve"})");
    const auto paid = test::valueOf(approving->begin(intent()));
    CPPUNIT_ASSERT(paid.state == PaymentState::Confirmed && !paid.redirectUrl);
    const auto declining = open(R"({"decide":"decline"})");
    CPPUNIT_ASSERT_EQUAL(std::string("card_declined"), test::valueOf(declining->begin(intent())).refusal);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, theSamePaymentIsTheSameCharge)
{
    const auto card = open();
    auto asked = intent(100);
    test::valueOf(card->begin(asked));
    test::valueOf(answer(*card, form(asked.payment, "approve")));
    CPPUNIT_ASSERT(test::valueOf(card->begin(asked)).state == PaymentState::Confirmed);
    asked.amount.minor = 101;
    CPPUNIT_ASSERT(card->begin(asked).error().code == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, aLostAnswerIsFoundByQuery)
{
    const auto card = open(R"({"decide":"approve","lose_answers":true})");
    const auto asked = intent();
    CPPUNIT_ASSERT(card->begin(asked).error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT(test::valueOf(card->query(asked)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, onlyWhatIsNotPaidIsCanceled)
{
    const auto card = open();
    const auto dropped = intent(), paid = intent();
    test::valueOf(card->begin(dropped));
    test::valueOf(card->begin(paid));
    test::mustSucceed(card->cancel(dropped));
    test::valueOf(answer(*card, form(dropped.payment, "approve")));
    CPPUNIT_ASSERT(test::valueOf(card->query(dropped)).state == PaymentState::Canceled);
    test::valueOf(answer(*card, form(paid.payment, "approve")));
    CPPUNIT_ASSERT(card->cancel(paid).error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(card->cancel(intent()).error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, givesBackNoMoreThanWasPaid)
{
    const auto card = open(R"({"decide":"approve"})");
    const auto asked = intent(100);
    test::valueOf(card->begin(asked));
    const auto back = [&](std::int64_t amount) {
        return card->reverse({asked, ids_.next<RefundId>(), {amount, {}}});
    };
    CPPUNIT_ASSERT(test::valueOf(back(60)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(back(41).error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(test::valueOf(back(40)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(back(1).error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(back(-5).error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, theSameRefundIsTheSameReversal)
{
    const auto card = open(R"({"decide":"approve"})");
    const auto asked = intent(100);
    test::valueOf(card->begin(asked));
    const auto refund = ids_.next<RefundId>();
    for (int again = 0; again < 3; ++again)
        CPPUNIT_ASSERT(test::valueOf(card->reverse({asked, refund, {60, {}}})).state ==
                       PaymentState::Confirmed);
    CPPUNIT_ASSERT(card->reverse({asked, refund, {50, {}}}).error().code == ErrorCode::Conflict);
    test::valueOf(card->reverse({asked, ids_.next<RefundId>(), {40, {}}})); // 60 went back once
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, aLostAnswerToARefundIsFoundByAsking)
{
    const auto card = open(R"({"decide":"approve","lose_answers":true})");
    const auto asked = intent(100);
    CPPUNIT_ASSERT(card->begin(asked).error().code == ErrorCode::OutcomeUnknown);
    const auto refund = ids_.next<RefundId>();
    CPPUNIT_ASSERT(card->queryReversal({asked, refund, {60, {}}}).error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(card->reverse({asked, refund, {60, {}}}).error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT(test::valueOf(card->queryReversal({asked, refund, {60, {}}})).state ==
                   PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, forgetsTheOldestAfterTenThousand)
{
    const auto card = open();
    const auto first = intent(), second = intent();
    test::valueOf(card->begin(first));
    test::valueOf(card->begin(second));
    for (int i = 0; i < 9'999; ++i)
        test::valueOf(card->begin(intent()));
    CPPUNIT_ASSERT(card->query(first).error().code == ErrorCode::NotFound);
    test::valueOf(card->query(second));
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, saysThatItIsSimulated)
{
    CPPUNIT_ASSERT(test::valueOf(host_.inspect("simulated-payment")).simulated);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, anotherDecisionIsRefused)
{
    const auto error =
        host_.openPayment({"card", "simulated-payment", R"({"decide":"maybe"})", std::chrono::seconds(5)})
            .error();
    CPPUNIT_ASSERT(error.message.find("setting \"decide\" must be one of ask, approve, decline") !=
                   std::string::npos);
}
