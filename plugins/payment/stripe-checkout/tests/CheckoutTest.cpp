// SPDX-License-Identifier: MIT
// The table in Sessions.h, and the scenarios of Stripe that an integration must stand.
#include "CheckoutFixture.h"

namespace ace::stripecheckout {

namespace {

class CheckoutTest : public CheckoutFixture
{
};

CPPUNIT_TEST_FIXTURE(CheckoutTest, sendsTheCustomerToAPageOfThisPayment)
{
    const auto wanted = intent();
    const auto progress = test::valueOf(card_->begin(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Pending);
    CPPUNIT_ASSERT_EQUAL(std::string("https://checkout.stripe.test/c/pay/cs_test_1"),
                         progress.redirectUrl.value());
    CPPUNIT_ASSERT_EQUAL(std::string("cs_test_1"), progress.memo);
    const std::string id = wanted.payment.toString();
    const auto request = peer_.received().at(0);
    CPPUNIT_ASSERT_EQUAL("hall-1:" + id + ":begin:1", request.key());
    const std::map<std::string, std::string> expected{
        {"mode", "payment"},
        {"client_reference_id", id},
        {"customer_email", "ana@example.org"},
        {"locale", "es"},
        {"success_url", "https://shop/orders/ABCD2345/key"},
        {"cancel_url", "https://shop/cart"},
        {"expires_at", std::to_string(wanted.page.expiresAt->time_since_epoch().count() / 1'000'000)},
        {"line_items[0][quantity]", "1"},
        {"line_items[0][price_data][currency]", "usd"},
        {"line_items[0][price_data][unit_amount]", "4200"},
        {"line_items[0][price_data][product_data][name]", "Summer Fair"},
        {"metadata[ace_payment]", id},
        {"metadata[ace_installation]", "hall-1"},
        {"metadata[ace_order]", "ABCD2345"},
        {"payment_intent_data[description]", "ABCD2345"},
        {"payment_intent_data[metadata][ace_payment]", id},
        {"payment_intent_data[metadata][ace_installation]", "hall-1"},
        {"payment_intent_data[metadata][ace_order]", "ABCD2345"}};
    CPPUNIT_ASSERT(request.fields == expected);
    CPPUNIT_ASSERT(card_->pageTime() > std::chrono::minutes(30));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s01_theSamePaymentIsTheSameRequest)
{
    const auto wanted = intent();
    test::valueOf(card_->begin(wanted));
    test::valueOf(card_->begin(wanted));
    const auto got = peer_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, got.size());
    CPPUNIT_ASSERT(got[0].body == got[1].body && got[0].key() == got[1].key());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, whatBecomesOfASession)
{
    using enum PaymentState;
    const auto paid = begun();
    const struct
    {
        const char *status, *payment, *made;
        PaymentState state;
    } kRows[] = {{"open", "unpaid", "requires_payment_method", Pending},
                 {"open", "unpaid", "requires_action", Pending}, // 20: 3-D Secure
                 {"expired", "unpaid", "canceled", Canceled},
                 {"complete", "unpaid", "processing", Pending},             // 18: a means that takes days
                 {"complete", "unpaid", "requires_payment_method", Failed}, // 19
                 {"complete", "unpaid", "canceled", Canceled},
                 {"complete", "paid", "requires_capture", Pending},
                 {"complete", "paid", "succeeded", Confirmed},
                 {"complete", "no_payment_required", "succeeded", Confirmed},
                 {"complete", "some_new_value", "some_new_value", Pending}, // 14
                 {"some_new_value", "unpaid", "processing", Pending}};
    for (const auto& row : kRows) {
        becomes(row.status, row.payment, row.made);
        CPPUNIT_ASSERT_MESSAGE(std::string(row.status) + row.payment + row.made, stateOf(paid) == row.state);
    }
    CPPUNIT_ASSERT(asked()[0] == "GET /v1/checkout/sessions/cs_test_1");
    CPPUNIT_ASSERT_EQUAL(std::string("payment_intent"), peer_.received()[0].fields.at("expand[]"));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s19_aLateFailureSaysWhy)
{
    const auto paid = begun();
    becomes("complete", "unpaid", "requires_payment_method");
    CPPUNIT_ASSERT_EQUAL(std::string("payment_failed"), test::valueOf(card_->query(paid)).refusal);
    intent_["last_payment_error"] = {{"code", "card_declined"}, {"decline_code", "lost_card"}};
    CPPUNIT_ASSERT_EQUAL(std::string("lost_card"), test::valueOf(card_->query(paid)).refusal);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s21_anotherSumOrCurrencyIsNeverConfirmed)
{
    const auto paid = begun();
    isPaid();
    CPPUNIT_ASSERT(stateOf(paid) == PaymentState::Confirmed);
    const Json session = session_, made = intent_;
    const auto refused = [&] {
        const auto progress = card_->query(paid);
        session_ = session;
        intent_ = made;
        return !progress && progress.error().code == ErrorCode::Internal &&
               progress.error().message.find("cs_test_1") != std::string::npos;
    };
    session_["amount_total"] = 4199;
    CPPUNIT_ASSERT(refused());
    session_["currency"] = "eur";
    CPPUNIT_ASSERT(refused());
    intent_["amount_received"] = 1;
    CPPUNIT_ASSERT(refused());
    intent_["currency"] = "jpy";
    CPPUNIT_ASSERT(refused());
    session_.erase("amount_total");
    CPPUNIT_ASSERT(refused());
    CPPUNIT_ASSERT(stateOf(paid) == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s06_theSessionOfAnotherPaymentOrModeIsNotBelieved)
{
    auto paid = begun();
    isPaid();
    session_["livemode"] = true;
    CPPUNIT_ASSERT(!card_->query(paid));
    session_["livemode"] = false;
    paid.payment = ids_.next<PaymentId>();
    CPPUNIT_ASSERT(!card_->query(paid));
    paid.memo = "../refunds";
    CPPUNIT_ASSERT(!card_->query(paid));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s22_aLostAnswerIsFoundByTheSameKey)
{
    const auto wanted = intent();
    peer_.script({lost(), lost(), lost(), lost()});
    CPPUNIT_ASSERT(card_->begin(wanted).error().code == ErrorCode::OutcomeUnknown);
    const auto progress = test::valueOf(card_->query(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Pending && progress.memo == "cs_test_1");
    CPPUNIT_ASSERT_EQUAL(1, sessionsMade_);
    const auto got = peer_.received();
    CPPUNIT_ASSERT(got[0].key() == got[4].key() && got[0].body == got[4].body);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, itsHealthTellsATestKeyAndAKeyThatIsWrong)
{
    using pluginhost::Capability;
    peer_.script(std::deque(6, stripe::PeerAnswer{200, "{}"}));
    const std::string health = test::valueOf(host_.checkHealth(configOf(), Capability::Payment));
    CPPUNIT_ASSERT_MESSAGE(health, health.starts_with("Test mode: no money moves. Stripe answers."));
    peer_.script({error(401, "", "invalid_request_error")});
    const auto wrong = host_.checkHealth(configOf(), Capability::Payment);
    CPPUNIT_ASSERT(!wrong);
    CPPUNIT_ASSERT_MESSAGE(wrong.error().describe(), wrong.error().message.find("key") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, itsHealthIsOfflineWhereStripeCannotBeReached)
{
    peer_.otherwise([](const stripe::PeerRequest&) { return lost(); });
    const auto health = host_.checkHealth(configOf(), pluginhost::Capability::Payment);
    CPPUNIT_ASSERT(!health && health.error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT_MESSAGE(health.error().message,
                           health.error().message.find("this machine's network") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, itsHealthTellsThatNobodyCanTellItOfAPayment)
{
    peer_.script(std::deque(6, stripe::PeerAnswer{200, "{}"}));
    const auto config = configOf({{"webhook_secrets", Json::array()}});
    const std::string health = test::valueOf(host_.checkHealth(config, pluginhost::Capability::Payment));
    CPPUNIT_ASSERT_MESSAGE(health, health.starts_with("Incomplete: without webhook_secrets "));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, itsHealthNamesWhatARestrictedKeyMayNotDo)
{
    peer_.otherwise([](const stripe::PeerRequest& request) {
        const bool denied = request.path == "/v1/refunds" || request.path == "/v1/disputes";
        return denied ? error(403, "", "invalid_request_error") : stripe::PeerAnswer{200, "{}"};
    });
    const auto health = host_.checkHealth(configOf(), pluginhost::Capability::Payment);
    CPPUNIT_ASSERT(!health);
    const std::string why = health.error().describe();
    CPPUNIT_ASSERT_MESSAGE(why, why.find("may not use refunds, disputes.") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s26_anErrorAfterItWasDoneIsOneSession)
{
    const auto wanted = intent();
    test::valueOf(card_->begin(wanted));                      // was done, and then Stripe says:
    peer_.script(std::deque(4, error(500, "", "api_error"))); // and so for a day
    const auto progress = test::valueOf(card_->begin(wanted));
    CPPUNIT_ASSERT(progress.memo == "cs_test_1" && progress.redirectUrl); // by the list of sessions
    isPaid();
    CPPUNIT_ASSERT(stateOf(wanted) == PaymentState::Confirmed); // read again: the replay says open
    CPPUNIT_ASSERT_EQUAL(1, sessionsMade_);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s26_anErrorThatMadeNoSessionIsUnknownAtFirstAndThenNone)
{
    auto wanted = intent();
    const std::deque errors(4, error(500, "", "api_error"));
    peer_.script(errors);
    CPPUNIT_ASSERT(card_->begin(wanted).error().code == ErrorCode::OutcomeUnknown);
    wanted.begunAt -= std::chrono::minutes(6);
    peer_.script(errors);
    CPPUNIT_ASSERT(card_->query(wanted).error().code == ErrorCode::NotFound); // its seats are free
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s42_whatWasReceivedCountsNotWhatWasAskedFor)
{
    const auto paid = begun();
    isPaid();
    intent_["amount_received"] = 4000; // a part was captured
    const auto refused = card_->query(paid);
    CPPUNIT_ASSERT(refused.error().code == ErrorCode::Internal);
    CPPUNIT_ASSERT(refused.error().message.find("another sum") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s55_aSessionThatIsGoneIsNotFound)
{
    auto paid = begun();
    paid.memo = "cs_test_2";
    CPPUNIT_ASSERT(card_->query(paid).error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer_.received().size()); // a 404 is not tried again
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s25_anOldKeyIsNotSentAgainButLookedUp)
{
    auto old = intent();
    test::valueOf(card_->begin(old));
    old.begunAt -= std::chrono::hours(23) + std::chrono::minutes(1);
    isPaid();
    peer_.forget();
    CPPUNIT_ASSERT(stateOf(old) == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(card_->begin(old)).state == PaymentState::Confirmed);
    for (const auto& line : asked())
        CPPUNIT_ASSERT(line.starts_with("GET "));
    old.payment = ids_.next<PaymentId>();
    CPPUNIT_ASSERT(card_->query(old).error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, whatCannotBeginIsRefusedAndNotAskedTwice)
{
    peer_.script({error(400, "amount_too_small")});
    const auto progress = test::valueOf(card_->begin(intent(1)));
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT_EQUAL(std::string("amount_too_small"), progress.refusal);
    CPPUNIT_ASSERT_EQUAL(std::string("invalid_amount"), test::valueOf(card_->begin(intent(0))).refusal);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer_.received().size());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, withoutAnAddressToComeBackToNothingIsSent)
{
    auto wanted = intent();
    wanted.page.returnUrl = "/orders/ABCD2345/key";
    const auto refused = card_->begin(wanted);
    CPPUNIT_ASSERT(refused.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(refused.error().message.find("set [server] public_url") != std::string::npos);
    CPPUNIT_ASSERT(peer_.received().empty());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aKeyThatWasUsedForAnotherRequestIsLookedUp)
{
    const auto wanted = intent();
    test::valueOf(card_->begin(wanted));
    peer_.script({error(400, "", "idempotency_error")});
    CPPUNIT_ASSERT_EQUAL(std::string("cs_test_1"), test::valueOf(card_->begin(wanted)).memo);
    session_ = nullptr;
    peer_.script({error(400, "", "idempotency_error")});
    CPPUNIT_ASSERT(card_->begin(wanted).error().code == ErrorCode::Internal);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s29_aKeyThatIsRevokedIsNoRefusalOfTheCustomer)
{
    const auto paid = begun();
    for (const int status : {401, 403}) {
        peer_.script({error(status, "")});
        CPPUNIT_ASSERT(card_->begin(intent()).error().code == ErrorCode::Unavailable);
        peer_.script({error(status, "")});
        const auto asked = card_->query(paid);
        CPPUNIT_ASSERT(asked.error().code == ErrorCode::Unavailable);
        CPPUNIT_ASSERT(asked.error().message.find("put a valid key") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, cancelClosesThePage)
{
    const auto dropped = begun();
    test::mustSucceed(card_->cancel(dropped));
    CPPUNIT_ASSERT(stateOf(dropped) == PaymentState::Canceled);
    test::mustSucceed(card_->cancel(dropped)); // it was closed before
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, s17_cancelOfWhatWasCompletedIsTooLate)
{
    const auto paid = begun();
    isPaid();
    CPPUNIT_ASSERT(card_->cancel(paid).error().code == ErrorCode::Conflict);
    session_["status"] = "open"; // and is completed while we ask for its end
    peer_.script({{200, session_.dump()}, error(400, "")});
    session_["status"] = "complete";
    CPPUNIT_ASSERT(card_->cancel(paid).error().code == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, cancelOfAPaymentWhoseAnswerWasLostClosesItToo)
{
    const auto wanted = intent();
    test::valueOf(card_->begin(wanted)); // its memo was never kept
    test::mustSucceed(card_->cancel(wanted));
    CPPUNIT_ASSERT_EQUAL(std::string("expired"), session_["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(1, sessionsMade_);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, noSecretIsEverLogged)
{
    const auto paid = begun();
    peer_.script({error(401, "")});
    CPPUNIT_ASSERT(!card_->query(paid));
    CPPUNIT_ASSERT(log_.all().find("GET /v1/checkout/sessions/cs_test_1") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("key1") == std::string::npos);
}

} // namespace

} // namespace ace::stripecheckout
