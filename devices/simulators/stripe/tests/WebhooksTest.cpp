// SPDX-License-Identifier: MIT
#include "SimulatorFixture.h"
#include "webhooks/Deliveries.h"
#include "webhooks/Sender.h"
#include "webhooks/Signature.h"

#include <thread>

namespace ace::stripesimulator {

class WebhooksTest : public CppUnit::TestFixture
{
protected:
    WebhooksTest()
    {
        account_.onEvent([this](const Json& event) { return deliveries_.enqueue(event); });
    }

    void addEndpoint(const std::string& id, const Json& events)
    {
        account_.add({{"id", id},
                      {"object", "webhook_endpoint"},
                      {"url", "http://127.0.0.1:1/hook"},
                      {"enabled_events", events},
                      {"api_version", nullptr},
                      {"_secret", "whsec_test"}});
    }
    void emit(const std::string& type) { account_.emit(type, {{"id", "pi_1"}, {"_note", "hidden"}}); }
    void set(const Json& knobs) { test::mustSucceed(change(deliveries_.knobs(), knobs)); }
    std::vector<Delivery> takeAll()
    {
        std::vector<Delivery> all;
        while (auto delivery = deliveries_.takeDue())
            all.push_back(std::move(*delivery));
        return all;
    }
    static std::string typeOf(const Delivery& delivery) { return Json::parse(delivery.body)["type"]; }

    test::FakeClock clock_;
    Account account_{clock_, 1};
    Deliveries deliveries_{account_, clock_};
};

CPPUNIT_TEST_FIXTURE(WebhooksTest, theSignatureIsStripes)
{
    // Computed with openssl dgst -sha256 -hmac whsec_test over "1790000000.{}".
    CPPUNIT_ASSERT_EQUAL(
        std::string("t=1790000000,v1=1c2847ad1f8158a1da978f36627ac1f07f7fd027321ac9ad40bccc06743f8396"),
        signatureHeader({"whsec_test"}, 1'790'000'000, "{}"));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, eachEndpointGetsTheEventsThatItWants)
{
    addEndpoint("we_all", Json::array({"*"}));
    addEndpoint("we_refunds", Json::array({"refund.created"}));
    emit("charge.succeeded");
    emit("refund.created");
    const auto sent = takeAll();
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, sent.size());
    CPPUNIT_ASSERT_EQUAL(std::string("we_refunds"), sent[2].endpointId);
    CPPUNIT_ASSERT_EQUAL(std::string("refund.created"), typeOf(sent[2]));
    CPPUNIT_ASSERT(sent[0].body.find("hidden") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(2, account_.find(sent[2].eventId)->at("pending_webhooks").get<int>());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, whatIsNotAcceptedIsSentAgainLaterAndLater)
{
    addEndpoint("we_1", Json::array({"*"}));
    emit("charge.succeeded");
    std::vector<std::int64_t> waitsMs;
    auto sent = takeAll();
    const std::string event = sent[0].eventId;
    for (int attempt = 1; attempt < 5; ++attempt) {
        deliveries_.record(sent.at(0), {attempt == 2 ? 302 : 500, ""});
        std::int64_t waited = 0;
        for (sent.clear(); sent.empty() && waited < 60'000; sent = takeAll()) {
            clock_.advance(std::chrono::milliseconds(500));
            waited += 500;
        }
        waitsMs.push_back(waited);
        CPPUNIT_ASSERT_EQUAL(event, sent.at(0).eventId);
    }
    CPPUNIT_ASSERT((waitsMs == std::vector<std::int64_t>{1000, 2000, 4000, 8000}));
    deliveries_.record(sent.at(0), {500, ""});
    clock_.advance(std::chrono::hours(1));
    CPPUNIT_ASSERT(takeAll().empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, deliveries_.log().size());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, whatIsAcceptedIsNotSentAgain)
{
    addEndpoint("we_1", Json::array({"*"}));
    emit("charge.succeeded");
    const auto sent = takeAll();
    deliveries_.record(sent.at(0), {204, ""});
    clock_.advance(std::chrono::hours(1));
    CPPUNIT_ASSERT(takeAll().empty());
    CPPUNIT_ASSERT_EQUAL(0, account_.find(sent[0].eventId)->at("pending_webhooks").get<int>());
    CPPUNIT_ASSERT(deliveries_.enqueueAgain(sent[0].eventId));
    CPPUNIT_ASSERT_EQUAL(sent[0].eventId, takeAll().at(0).eventId);
    CPPUNIT_ASSERT(!deliveries_.enqueueAgain("evt_none"));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, knobsLoseDelayCopyAndReorder)
{
    addEndpoint("we_1", Json::array({"*"}));
    set({{"lose_next", 1}});
    emit("a.lost");
    emit("a.sent");
    auto sent = takeAll();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sent.size());
    CPPUNIT_ASSERT_EQUAL(std::string("a.sent"), typeOf(sent[0]));

    set({{"delay_ms", 2000}, {"copies", 2}});
    emit("b.late");
    CPPUNIT_ASSERT(takeAll().empty());
    clock_.advance(std::chrono::seconds(2));
    sent = takeAll();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, sent.size());
    CPPUNIT_ASSERT_EQUAL(sent[0].eventId, sent[1].eventId);

    set({{"delay_ms", 0}, {"copies", 1}, {"reorder", true}});
    emit("c.first");
    emit("c.second");
    CPPUNIT_ASSERT_EQUAL(std::string("c.second"), typeOf(takeAll().at(0)));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, heldMessagesGoOutTogether)
{
    addEndpoint("we_1", Json::array({"*"}));
    set({{"hold", true}});
    emit("a.first");
    emit("a.second");
    CPPUNIT_ASSERT(takeAll().empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, deliveries_.waiting());
    set({{"hold", false}});
    const auto sent = takeAll();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, sent.size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, deliveries_.waiting()); // for their answers
    for (const Delivery& one : sent)
        deliveries_.record(one, {200, ""});
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, deliveries_.waiting());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, knobsSpoilTheSignature)
{
    addEndpoint("we_1", Json::array({"*"}));
    const auto signatureWith = [&](const Json& knobs) {
        set(knobs);
        emit("a.b");
        return takeAll().at(0);
    };
    const Delivery good = signatureWith(Json::object());
    CPPUNIT_ASSERT_EQUAL(signatureHeader({"whsec_test"}, 1'790'000'000, good.body), good.signature);
    const Delivery old = signatureWith({{"time_shift_s", -600}});
    CPPUNIT_ASSERT_EQUAL(signatureHeader({"whsec_test"}, 1'789'999'400, old.body), old.signature);
    const Delivery forged = signatureWith({{"time_shift_s", 0}, {"wrong_secret", true}});
    CPPUNIT_ASSERT(forged.signature != signatureHeader({"whsec_test"}, 1'790'000'000, forged.body));
    const Delivery two = signatureWith({{"wrong_secret", false}, {"two_signatures", true}});
    const std::string right = signatureHeader({"whsec_test"}, 1'790'000'000, two.body);
    CPPUNIT_ASSERT(two.signature.ends_with(right.substr(right.find(",v1="))));
    CPPUNIT_ASSERT(two.signature.size() > right.size());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, refusesAKnobThatMakesNoSense)
{
    for (const Json& wrong : {Json{{"loose", true}}, Json{{"hold", 1}}, Json{{"copies", 0}},
                              Json{{"delay_ms", "x"}}, Json::array()})
        CPPUNIT_ASSERT_MESSAGE(wrong.dump(), !change(deliveries_.knobs(), wrong));
    CPPUNIT_ASSERT(!change(deliveries_.knobs(), {{"hold", true}, {"copies", 0}}));
    CPPUNIT_ASSERT(!deliveries_.knobs().hold);
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, aSlowReceiverHoldsUpNothingElse)
{
    addEndpoint("we_1", Json::array({"*"}));
    std::mutex mutex;
    std::atomic<int> posted{0};
    std::atomic<bool> mayAnswer{false};
    Sender sender(account_, deliveries_, mutex, [&](const Delivery&) {
        ++posted;
        while (!mayAnswer)
            std::this_thread::yield();
        return DeliveryOutcome{200, "ok"};
    });
    const auto locked = [&](auto act) {
        const std::lock_guard lock(mutex);
        return act();
    };
    locked([&] { emit("a.b"); });
    while (posted == 0)
        std::this_thread::yield();
    locked([&] { emit("c.d"); }); // the account is free meanwhile
    mayAnswer = true;
    while (locked([&] { return deliveries_.log().size(); }) < 2)
        std::this_thread::yield();
    CPPUNIT_ASSERT_EQUAL(2, posted.load());
}

} // namespace ace::stripesimulator
