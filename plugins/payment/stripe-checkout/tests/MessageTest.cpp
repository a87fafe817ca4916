// SPDX-License-Identifier: MIT
// Webhooks, and the settings.
#include "CheckoutFixture.h"

#include <ace/stripe/Signature.h>

namespace ace::stripecheckout {

namespace {

class MessageTest : public CheckoutFixture
{
protected:
    Json event(const std::string& type = "checkout.session.completed") const
    {
        return {{"id", "evt_1"},
                {"type", type},
                {"livemode", false},
                {"data",
                 {{"object",
                   {{"id", "x"},
                    {"metadata", {{"ace_payment", payment_.toString()}, {"ace_installation", "hall-1"}}}}}}}};
    }
    Result<std::optional<sdk::PaymentNews>> send(const std::string& body,
                                                 const std::string& secret = "whsec_new",
                                                 std::chrono::seconds age = std::chrono::seconds(0))
    {
        return card_->notify({{"Stripe-Signature", stripe::signatureOf(body, secret, clock_.now() - age)}},
                             body);
    }
    std::string refusalOf(const Json& settings)
    {
        auto opened =
            host_.openPayment({"other", "payment-stripe-checkout", settings.dump(), std::chrono::seconds(5)});
        return opened ? "" : opened.error().message;
    }
    void mustRefuse(const Json& settings, const std::string& text)
    {
        const std::string refusal = refusalOf(settings);
        CPPUNIT_ASSERT_MESSAGE(refusal, refusal.find(text) != std::string::npos);
    }

    const PaymentId payment_ = ids_.next<PaymentId>();
};

CPPUNIT_TEST_FIXTURE(MessageTest, namesThePaymentThatItIsAbout)
{
    for (const char* type : {"checkout.session.completed", "checkout.session.async_payment_failed",
                             "payment_intent.succeeded", "charge.refunded", "refund.failed"})
        CPPUNIT_ASSERT(test::valueOf(send(event(type).dump()))->payment == payment_);
    CPPUNIT_ASSERT(test::valueOf(send(event().dump(), "whsec_old"))->payment == payment_); // 12
    CPPUNIT_ASSERT(!test::valueOf(send(event().dump()))->afterwards);
    for (const char* type :
         {"charge.refunded", "charge.refund.updated", "refund.failed", "charge.dispute.created"})
        CPPUNIT_ASSERT(test::valueOf(send(event(type).dump()))->afterwards);
}

CPPUNIT_TEST_FIXTURE(MessageTest, s13_ofTheOtherModeOrAForeignInstallationIsNoneOfOurs)
{
    Json live = event();
    live["livemode"] = true;
    Json foreign = event();
    foreign["data"]["object"]["metadata"]["ace_installation"] = "hall-2";
    for (const auto& other : {live, foreign})
        CPPUNIT_ASSERT(!test::valueOf(send(other.dump())));
}

CPPUNIT_TEST_FIXTURE(MessageTest, s14_whatIsUnknownIsIgnored)
{
    Json bare = event();
    bare["data"]["object"].erase("metadata");
    Json odd = event();
    odd["data"]["object"]["metadata"]["ace_payment"] = {{"new", "shape"}};
    Json newer = event();
    newer["new_field"] = Json::array({1, nullptr});
    for (const auto& other : {event("customer.created"), Json::object(), bare, odd,
                              Json{{"type", 1}, {"data", "x"}, {"livemode", "no"}}})
        CPPUNIT_ASSERT(!test::valueOf(send(other.dump())));
    CPPUNIT_ASSERT(test::valueOf(send(newer.dump()))->payment == payment_);
}

CPPUNIT_TEST_FIXTURE(MessageTest, s11_aForgedOneIsInvalid)
{
    const std::string body = event().dump();
    CPPUNIT_ASSERT(send(body, "whsec_other").error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(card_->notify({}, body).error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(card_->notify({{"stripe-signature", "t=1,v0=00"}}, body).error().code ==
                   ErrorCode::Invalid);
    CPPUNIT_ASSERT(send("no event").error().code == ErrorCode::Invalid);
    const std::string signature = stripe::signatureOf(body, "whsec_new", clock_.now());
    CPPUNIT_ASSERT(card_->notify({{"stripe-signature", signature}}, body + "\n").error().code ==
                   ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(MessageTest, s10_anOldOneIsInvalidAndSaysThatAClockMayBeWrong)
{
    const auto old = send(event().dump(), "whsec_new", std::chrono::seconds(310));
    CPPUNIT_ASSERT(old.error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(old.error().message.find("clock") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MessageTest, s53_manyThatAreSignedRightButOldAreTheClockAndSaidSo)
{
    const std::string body = event().dump();
    const auto sent = [&](int times, std::chrono::seconds age) {
        for (int i = 0; i < times; ++i)
            CPPUNIT_ASSERT_EQUAL(age.count() == 0, send(body, "whsec_new", age).has_value());
    };
    const auto said = [&] {
        std::size_t lines = 0;
        const std::string all = log_.all();
        for (std::size_t at = all.find("set its clock"); at != std::string::npos;
             at = all.find("set its clock", at + 1))
            ++lines;
        return lines;
    };
    sent(2, std::chrono::seconds(600));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, said()); // repetitions happen
    sent(1, std::chrono::seconds(600));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, said());
    CPPUNIT_ASSERT(log_.all().find("3 messages in a row") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("s before the time of this machine") != std::string::npos);
    sent(3, std::chrono::seconds(600));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, said()); // at the sixth
    sent(1, std::chrono::seconds(0));
    sent(3, std::chrono::seconds(-600));
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, said());
    CPPUNIT_ASSERT(log_.all().find("s after the time of this machine") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MessageTest, s46_aRefundOfTheDashboardIsFoundByItsPayment)
{
    peer_.otherwise([this](const stripe::PeerRequest& asked) -> stripe::PeerAnswer {
        if (asked.path == "/v1/payment_intents/pi_1" || asked.path == "/v1/charges/ch_1")
            return {200, event()["data"]["object"].dump()};
        return error(404, "resource_missing");
    });
    Json refund = event("refund.created");
    Json& object = refund["data"]["object"];
    object = {{"id", "re_1"}, {"metadata", Json::object()}, {"payment_intent", "pi_1"}};
    CPPUNIT_ASSERT(test::valueOf(send(refund.dump()))->payment == payment_);
    refund["type"] = "charge.dispute.created";
    object["payment_intent"] = nullptr;
    object["charge"] = "ch_1";
    CPPUNIT_ASSERT(test::valueOf(send(refund.dump()))->payment == payment_);
    object["charge"] = "ch_2"; // of somebody else with the same account
    CPPUNIT_ASSERT(!test::valueOf(send(refund.dump())));
}

CPPUNIT_TEST_FIXTURE(MessageTest, s56_eventsAreListedByPagesOfWhatMatters)
{
    peer_.otherwise([this](const stripe::PeerRequest&) -> stripe::PeerAnswer {
        Json other = event("charge.refunded");
        other["data"]["object"]["metadata"]["ace_installation"] = "hall-2";
        Json last = event("charge.refunded");
        last["id"] = "evt_9";
        return {200, Json{{"data", {event(), other, last}}, {"has_more", true}}.dump()};
    });
    const auto page = test::valueOf(card_->changes(Instant(std::chrono::seconds(1'790'000'000)), "evt_5"));
    const std::vector<sdk::PaymentNews> expected{{payment_, false}, {payment_, true}};
    CPPUNIT_ASSERT(page.news == expected);
    CPPUNIT_ASSERT_EQUAL(std::string("evt_9"), page.nextPage);
    const auto asked = peer_.received().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("GET /v1/events"), asked.method + " " + asked.path);
    CPPUNIT_ASSERT_EQUAL(std::string("1790000000"), asked.fields.at("created[gte]"));
    CPPUNIT_ASSERT_EQUAL(std::string("evt_5"), asked.fields.at("starting_after"));
    CPPUNIT_ASSERT(card_->changes({}, "a/b").error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(MessageTest, settingsThatCannotBeAreRefusedByName)
{
    const std::string key = secret("sk_test_1");
    mustRefuse(Json::object(), "setting /secret_key is missing");
    mustRefuse({{"secret_key", secret("pk_test_1")}}, "publishable");
    mustRefuse({{"secret_key", secret("sk_live_1")}, {"base_url", peer_.url()}},
               "setting \"base_url\" must be");
    mustRefuse({{"secret_key", key}, {"base_url", "http://example.org"}}, "only to this machine");
    for (const char* hook : {"whsec_", "abc", "whsec_a b"})
        mustRefuse({{"secret_key", key}, {"webhook_secrets", {secret(hook)}}}, "\"webhook_secrets\" must");
    mustRefuse({{"secret_key", key}, {"installation", "Hall 1"}}, "\"installation\" must");
    for (const char* text : {"123", "a*b", "ä"})
        mustRefuse({{"secret_key", key}, {"statement_suffix", text}}, "\"statement_suffix\" must");
    mustRefuse({{"secret_key", key}, {"statement_suffix", "much too long for a bank"}},
               "/statement_suffix must have at most 22");
    mustRefuse({{"secret_key", key}, {"timeout_ms", 1}}, "/timeout_ms must be at least 100");
    mustRefuse({{"secret_key", key}, {"timeout", 1}}, "/timeout is not a setting");
    CPPUNIT_ASSERT_EQUAL(std::string(), refusalOf({{"secret_key", secret("rk_test_1")}}));
}

CPPUNIT_TEST_FIXTURE(MessageTest, aSecretInTheConfigurationIsRefusedAndNotRepeated)
{
    const std::string key = secret("sk_test_1");
    for (const Json& settings : {Json{{"secret_key", "sk_test_hunter2"}},
                                 Json{{"secret_key", key}, {"webhook_secrets", {"whsec_hunter2"}}},
                                 Json{{"secret_key", key}, {"webhook_secrets", "whsec_hunter2"}},
                                 Json{{"secret_key", key}, {"secret_key_file", "/etc/hunter2"}}}) {
        const std::string refusal = refusalOf(settings);
        CPPUNIT_ASSERT_MESSAGE(settings.dump(), !refusal.empty());
        CPPUNIT_ASSERT_MESSAGE(refusal, refusal.find("hunter2") == std::string::npos);
        CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("hunter2") == std::string::npos);
    }
    mustRefuse({{"secret_key", "sk_test_hunter2"}}, "put that into the file secrets/NAME");
}

} // namespace

} // namespace ace::stripecheckout
