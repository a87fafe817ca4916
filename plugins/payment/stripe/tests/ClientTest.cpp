// SPDX-License-Identifier: MIT
#include "StripePeer.h"
#include "TestSupport.h"

#include <ace/stripe/Client.h>

using namespace ace;
using namespace ace::stripe;
using namespace std::chrono_literals;

class ClientTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<Client> client(std::chrono::milliseconds timeout = 10s,
                                   std::chrono::milliseconds firstPause = 2ms)
    {
        return std::make_unique<Client>(
            ClientOptions{"sk_test_key1", peer_.url(), "", timeout, firstPause}, clock_, ids_,
            [this](LogLevel, const std::string& line) { log_.write(LogLevel::Info, "stripe", line); });
    }
    Client::Answer post(const std::string& key = "act:1") const
    {
        return client_->post("/v1/things", {{"amount", "5"}, {"metadata[order]", "A & B"}}, key);
    }
    void mustFail(ErrorClass kind, const Client::Answer& answer, std::size_t tries) const
    {
        CPPUNIT_ASSERT(!answer);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(answer.error().describe(), static_cast<int>(kind),
                                     static_cast<int>(answer.error().kind));
        CPPUNIT_ASSERT_EQUAL(tries, peer_.received().size());
    }
    static PeerAnswer error(int status, const std::string& fields = R"("type":"api_error")")
    {
        return {status, R"({"error":{)" + fields + "}}"};
    }

    StripePeer peer_;
    SystemClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    std::unique_ptr<Client> client_ = client();
};

CPPUNIT_TEST_FIXTURE(ClientTest, sendsAFormWithKeyVersionAndTheActsName)
{
    peer_.script({{200, R"({"id":"th_1"})", {{"Request-Id", "req_7"}}}});
    CPPUNIT_ASSERT_EQUAL(std::string("th_1"), (*post())["id"].get<std::string>());
    const auto request = peer_.received().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("POST /v1/things"), request.method + " " + request.path);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer sk_test_key1"), request.headers.at("authorization"));
    CPPUNIT_ASSERT_EQUAL(std::string(kApiVersion), request.headers.at("stripe-version"));
    CPPUNIT_ASSERT_EQUAL(std::string("application/x-www-form-urlencoded"),
                         request.headers.at("content-type"));
    CPPUNIT_ASSERT_EQUAL(std::string("act:1"), request.key());
    CPPUNIT_ASSERT_EQUAL(std::string("amount=5&metadata%5Border%5D=A%20%26%20B"), request.body);
    CPPUNIT_ASSERT(log_.all().find("POST /v1/things, key act:1") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("req_7") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("sk_test") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ClientTest, asksInTheQueryAndWithoutAKey)
{
    CPPUNIT_ASSERT(client_->get("/v1/things/th_1", {{"expand[]", "a.b"}}));
    const auto request = peer_.received().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("GET /v1/things/th_1"), request.method + " " + request.path);
    CPPUNIT_ASSERT_EQUAL(std::string("a.b"), request.fields.at("expand[]"));
    CPPUNIT_ASSERT_EQUAL(std::string(), request.key());
}

CPPUNIT_TEST_FIXTURE(ClientTest, s22_aLostAnswerIsAskedForAgainWithTheSameKeyAndBody)
{
    PeerAnswer lost;
    lost.drop = true;
    peer_.script({lost, lost, {200, R"({"id":"th_1"})"}});
    CPPUNIT_ASSERT(post());
    const auto got = peer_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, got.size());
    CPPUNIT_ASSERT(got[0].body == got[2].body && got[0].key() == got[2].key());
}

CPPUNIT_TEST_FIXTURE(ClientTest, s26_anErrorOfStripesIsAskedForAgainThreeTimes)
{
    peer_.otherwise([](const PeerRequest&) { return error(500); });
    mustFail(ErrorClass::Api, post(), 4);
    for (const auto& request : peer_.received())
        CPPUNIT_ASSERT_EQUAL(std::string("act:1"), request.key());
}

CPPUNIT_TEST_FIXTURE(ClientTest, s27_conflictsAndLimitsAreWaitedFor)
{
    peer_.script({error(409, R"("type":"invalid_request_error","code":"idempotency_key_in_use")"),
                  error(429, R"("type":"invalid_request_error","code":"lock_timeout")"),
                  error(429),
                  {200, "{}"}});
    CPPUNIT_ASSERT(post());
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, peer_.received().size());
}

CPPUNIT_TEST_FIXTURE(ClientTest, s27_isNotAskedBeforeItsRetryAfter)
{
    auto busy = error(429);
    busy.headers = {{"Retry-After", "1"}};
    peer_.script({busy, {200, "{}"}});
    const auto begun = std::chrono::steady_clock::now();
    CPPUNIT_ASSERT(post());
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begun >= 1s);
}

CPPUNIT_TEST_FIXTURE(ClientTest, aConnectionIsKeptForTheNextRequest)
{
    PeerAnswer kept{200, R"({"id":"th_1"})"};
    kept.keep = true;
    peer_.script({kept, kept, kept, {200, "{}"}});
    for (int i = 0; i < 4; ++i)
        CPPUNIT_ASSERT(i % 2 == 0 ? post() : client_->get("/v1/things"));
    CPPUNIT_ASSERT_EQUAL(1, peer_.connections());
    CPPUNIT_ASSERT(post()); // the last answer closed it
    CPPUNIT_ASSERT_EQUAL(2, peer_.connections());
}

CPPUNIT_TEST_FIXTURE(ClientTest, aKeptConnectionThatWasClosedIsNoLostAnswer)
{
    PeerAnswer kept{200, "{}"}, dropped;
    kept.keep = dropped.drop = true;
    peer_.script({kept});
    CPPUNIT_ASSERT(post("1"));
    peer_.hangUp();
    peer_.script({kept, dropped}); // the second one as the request comes
    CPPUNIT_ASSERT(post("2") && post("3"));
    const auto got = peer_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, got.size());
    CPPUNIT_ASSERT(got[2].key() == "3" && got[3].key() == "3" && got[2].body == got[3].body);
    CPPUNIT_ASSERT_EQUAL(3, peer_.connections());
    CPPUNIT_ASSERT(log_.all().find("gave no answer") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ClientTest, s53_aClockThatIsWrongIsSaidOnce)
{
    const auto dated = [](const char* date) { return PeerAnswer{200, "{}", {{"Date", date}}}; };
    peer_.script({dated("Thu, 01 Jan 2026 00:00:00 GMT"), dated("Thu, 01 Jan 2026 00:00:00 GMT"),
                  dated("Wed, 01 Jan 2200 00:00:00 GMT"), dated("nonsense")});
    CPPUNIT_ASSERT(post() && post());
    CPPUNIT_ASSERT(client_->clockAhead() > std::chrono::hours(1));
    const std::string said = log_.all();
    CPPUNIT_ASSERT(said.find("s ahead of Stripe's: set it, by NTP") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(said.find("by NTP"), said.rfind("by NTP"));
    CPPUNIT_ASSERT(post() && post());
    CPPUNIT_ASSERT(client_->clockAhead() < -std::chrono::hours(1)); // nonsense changes nothing
}

CPPUNIT_TEST_FIXTURE(ClientTest, stripesOwnAdviceOnRetriesWins)
{
    auto never = error(500);
    never.headers = {{"Stripe-Should-Retry", "false"}};
    peer_.script({never});
    mustFail(ErrorClass::Api, post(), 1);
    peer_.forget();
    auto again = error(400, R"("type":"invalid_request_error")");
    again.headers = {{"Stripe-Should-Retry", "true"}};
    peer_.script({again, {200, "{}"}});
    CPPUNIT_ASSERT(post());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, peer_.received().size());
}

CPPUNIT_TEST_FIXTURE(ClientTest, s28_whatIsNoAnswerOfStripesIsALostOne)
{
    PeerAnswer half{200, R"({"id":"th_1","object":"thing"})"};
    half.cut = 12;
    const PeerAnswer page{502, "<html>Bad gateway</html>", {{"Content-Type", "text/html"}}};
    const PeerAnswer away{302, R"({"id":"th_2"})", {{"Location", peer_.url() + "/v1/elsewhere"}}};
    for (const auto& wrong : {half, page, away, PeerAnswer{200, "[]"}, PeerAnswer{200, ""},
                              PeerAnswer{401, "who are you?"}, PeerAnswer{500, R"({"error":"text"})"}}) {
        peer_.forget();
        peer_.script({wrong, {200, "{}"}});
        CPPUNIT_ASSERT_MESSAGE(wrong.body, post());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, peer_.received().size());
        CPPUNIT_ASSERT_EQUAL(std::string("/v1/things"), peer_.received()[1].path); // no redirect
    }
}

CPPUNIT_TEST_FIXTURE(ClientTest, whatIsRefusedForGoodIsAskedOnce)
{
    const struct
    {
        int status;
        const char* type;
        ErrorClass kind;
    } kRows[] = {{400, "invalid_request_error", ErrorClass::InvalidRequest},
                 {400, "idempotency_error", ErrorClass::Idempotency},
                 {401, "invalid_request_error", ErrorClass::Authentication},
                 {402, "card_error", ErrorClass::Card},
                 {403, "invalid_request_error", ErrorClass::Permission},
                 {404, "invalid_request_error", ErrorClass::NotFound},
                 {422, "some_new_error", ErrorClass::InvalidRequest}};
    for (const auto& row : kRows) {
        peer_.forget();
        peer_.script({error(row.status, std::string(R"("type":")") + row.type + '"')});
        mustFail(row.kind, post(), 1);
    }
}

CPPUNIT_TEST_FIXTURE(ClientTest, aProblemSaysWhatStripeSaidWithoutSecrets)
{
    auto refused = error(402, R"("type":"card_error","code":"card_declined","decline_code":"lost_card",)"
                              R"("param":"source","message":"Not with sk_test_key1","new_field":{"x":[1]})");
    refused.headers = {{"Request-Id", "req_9"}};
    peer_.script({refused});
    const auto answer = post();
    CPPUNIT_ASSERT_EQUAL(
        std::string("Stripe answered 402 card_declined lost_card, parameter source: Not with "
                    "sk_… (request req_9)"),
        answer.error().describe());
    CPPUNIT_ASSERT(log_.all().find("sk_test") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ClientTest, allTriesTogetherEndInTime)
{
    client_ = client(300ms);
    PeerAnswer slow;
    slow.delay = 5s;
    peer_.script({slow});
    const auto begun = std::chrono::steady_clock::now();
    mustFail(ErrorClass::Connection, post(), 1);
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begun < 2s);
}

CPPUNIT_TEST_FIXTURE(ClientTest, nobodyThereIsALostAnswer)
{
    std::string gone;
    {
        const StripePeer other;
        gone = other.url();
    }
    Client lonely({"sk_test_key1", gone, "", 10s, 1ms}, clock_, ids_, [](LogLevel, const std::string&) {});
    const auto answer = lonely.get("/v1/things");
    CPPUNIT_ASSERT(!answer && answer.error().kind == ErrorClass::Connection);
    CPPUNIT_ASSERT(!answer.error().changedNothing());
}

CPPUNIT_TEST_FIXTURE(ClientTest, anInterruptEndsTheWaitForAnAnswerAndForTheNextTry)
{
    const auto interrupted = [&](const PeerAnswer& first) {
        peer_.forget();
        peer_.script({first});
        client_->startCall();
        std::thread other([&] {
            while (peer_.received().empty())
                std::this_thread::yield();
            client_->interrupt();
        });
        const auto answer = post();
        other.join();
        mustFail(ErrorClass::Canceled, client_->get("/v1/things"), 1); // and so does what follows
        return answer;
    };
    PeerAnswer slow;
    slow.delay = 1s; // the peer answers one after the other
    CPPUNIT_ASSERT(interrupted(slow).error().kind == ErrorClass::Canceled);
    client_ = client(100s);
    auto later = error(500);
    later.headers = {{"Retry-After", "50"}};
    const auto begun = std::chrono::steady_clock::now();
    CPPUNIT_ASSERT(!interrupted(later));
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begun < 40s);
    client_->startCall();
    CPPUNIT_ASSERT(client_->get("/v1/things"));
}
