// SPDX-License-Identifier: MIT
#include "FaultCases.h"

namespace ace::simulatedpayment {

class SimulatedPaymentTest : public test::FaultCases
{
protected:
    SimulatedPaymentTest() : FaultCases("simulated-payment", {"duplicate", "decline", "outcome_unknown"}) {}

    void openWith(const std::string& more) override
    {
        card_.reset();
        card_ = open(R"({"decide":"ask")" + more + "}");
    }
    std::vector<Call> calls() override;
    std::unique_ptr<sdk::PaymentMethod> open(const std::string& settings = "{}")
    {
        return test::valueOf(host_.openPayment(config(settings)));
    }
    template <class Work> Result<void> afterBegin(Work work)
    {
        const auto asked = intent();
        auto begun = card_->begin(asked);
        return begun ? test::withoutValue(work(asked)) : failure(std::move(begun));
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

    test::FakeIdSource ids_;
    std::unique_ptr<sdk::PaymentMethod> card_;
};

std::vector<test::FaultCases::Call> SimulatedPaymentTest::calls()
{
    const auto approve = [this](const sdk::PaymentIntent& asked) {
        return test::withoutValue(answer(*card_, form(asked.payment, "approve")));
    };
    const auto reverse = [=, this](const sdk::PaymentIntent& asked, sdk::Reversal reversal) {
        auto approved = approve(asked);
        return approved ? test::withoutValue(card_->reverse(reversal)) : approved;
    };
    const auto reversal = [this](const sdk::PaymentIntent& asked) {
        return sdk::Reversal{asked, ids_.next<RefundId>(), {100, {}}};
    };
    return {
        {"begin", [=, this] { return afterBegin([](const auto&) { return Result<void>(); }); }, true},
        {"query", [=, this] { return afterBegin([=, this](const auto& p) { return card_->query(p); }); }},
        {"cancel", [=, this] { return afterBegin([=, this](const auto& p) { return card_->cancel(p); }); }},
        {"notify", [=, this] { return afterBegin(approve); }},
        {"reverse", [=, this] { return afterBegin([=](const auto& p) { return reverse(p, reversal(p)); }); },
         true},
        {"query_reversal",
         [=, this] {
             return afterBegin([=, this](const auto& p) {
                 const auto asked = reversal(p);
                 auto reversed = reverse(p, asked);
                 return reversed ? test::withoutValue(card_->queryReversal(asked)) : reversed;
             });
         }},
        {"changes", [this] { return test::withoutValue(card_->changes({}, "")); }}};
}

ACE_FAULT_CASES(SimulatedPaymentTest)

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
    const auto card =
        open(R"({"decide":"approve","faults":[{"call":2,"of":"begin","do":"outcome_unknown"}]})");
    test::valueOf(card->begin(intent()));
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
    const auto card =
        open(R"({"decide":"approve","faults":[{"call":1,"of":"reverse","do":"outcome_unknown"}]})");
    const auto asked = intent(100);
    test::valueOf(card->begin(asked));
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

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, theBankDeclinesWhateverWasDecided)
{
    const auto scripted = open(R"({"decide":"approve","faults":[{"call":2,"of":"begin","do":"decline"}]})");
    CPPUNIT_ASSERT(test::valueOf(scripted->begin(intent())).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT_EQUAL(std::string("card_declined"), test::valueOf(scripted->begin(intent())).refusal);
    const auto card = open(R"({"faults":[{"call":1,"of":"notify","do":"decline"}]})");
    const auto asked = intent();
    test::valueOf(card->begin(asked));
    test::valueOf(answer(*card, form(asked.payment, "approve")));
    CPPUNIT_ASSERT(test::valueOf(card->query(asked)).state == PaymentState::Failed);
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, whatIsToldTwiceIsAmongTheChangesToo)
{
    const auto card = open(R"({"faults":[{"call":2,"of":"notify","do":"duplicate"}]})");
    const auto once = intent(), twice = intent();
    for (const auto& asked : {once, twice}) {
        test::valueOf(card->begin(asked));
        CPPUNIT_ASSERT(test::valueOf(card->changes({}, "")).news.empty());
        test::valueOf(answer(*card, form(asked.payment, "approve")));
    }
    const auto news = test::valueOf(card->changes({}, "")).news;
    CPPUNIT_ASSERT((news == std::vector<sdk::PaymentNews>{{twice.payment}, {twice.payment}}));
    CPPUNIT_ASSERT(test::valueOf(card->changes({}, "")).news.empty());
}

CPPUNIT_TEST_FIXTURE(SimulatedPaymentTest, anotherDecisionIsRefused)
{
    const auto error = host_.openPayment(config(R"({"decide":"maybe"})")).error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("decide") != std::string::npos &&
                                              error.message.find("maybe") != std::string::npos);
}

} // namespace ace::simulatedpayment
