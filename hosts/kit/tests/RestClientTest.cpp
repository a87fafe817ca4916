// SPDX-License-Identifier: MIT
#include <ace/kit/RestClient.h>

#include "TestSupport.h"
#include "support/FakeServer.h"

#include <semaphore>

namespace ace::kit {

namespace {

using test::FakeServer;

const std::string kOk = "200 OK";

class FakeCredential : public Credential
{
public:
    HeaderFields fields() override { return {{"Authorization", "Bearer t" + std::to_string(corrected)}}; }
    bool correctClock(Instant serverTime) override
    {
        time = serverTime;
        ++corrected;
        return correctable;
    }
    void revoked() override { ++wasRevoked; }
    void staffEnded() override { ++hasEnded; }

    bool correctable = true;
    int corrected = 0;
    int wasRevoked = 0;
    int hasEnded = 0;
    Instant time{};
};

class RestClientTest : public CppUnit::TestFixture
{
protected:
    static std::string problem(const std::string& status, const std::string& code,
                               const std::string& fields = {})
    {
        std::string answer = FakeServer::http(status, R"({"code":")" + code + R"(","detail":"in words"})");
        return answer.insert(answer.find("\r\n") + 2, fields);
    }
    Result<RestAnswer> send(const std::string& url, RestRequest request = {.path = "/x"})
    {
        auto access = test::valueOf(ServerAccess::parse(url));
        access.answerTimeout = std::chrono::milliseconds(300);
        RestClient client(access, {clock_, ids_, credential_, link_}, quick_);
        return client.send(request);
    }
    static RestRequest sale()
    {
        return {.method = "POST", .path = "/x", .body = "{}", .idempotencyKey = "key-1"};
    }
    static std::string urlOfNobody()
    {
        FakeServer gone([](const auto&) { return std::string(); });
        return gone.url();
    }

    test::FakeClock clock_;
    test::FakeIdSource ids_;
    FakeCredential credential_;
    LinkMonitor link_{clock_};
    RestClient::Options quick_{.attempts = 3,
                               .firstPause = std::chrono::milliseconds(2),
                               .longestPause = std::chrono::milliseconds(1100),
                               .idleConnections = 4,
                               .idleTime = std::chrono::seconds(8)};
};

CPPUNIT_TEST_FIXTURE(RestClientTest, sendsItsCredentialKeyAndFields)
{
    FakeServer server([](const auto&) { return FakeServer::http(kOk, "{}"); });
    RestRequest request = sale();
    request.fields = {{"If-Match", "\"3\""}};
    CPPUNIT_ASSERT_EQUAL(200, test::valueOf(send(server.url(), request)).status);
    const auto seen = server.seen().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer t0"), seen.head.get("Authorization"));
    CPPUNIT_ASSERT_EQUAL(std::string("key-1"), seen.head.get("Idempotency-Key"));
    CPPUNIT_ASSERT_EQUAL(std::string("\"3\""), seen.head.get("If-Match"));
    CPPUNIT_ASSERT_EQUAL(std::string("{}"), seen.body);
    CPPUNIT_ASSERT(link_.link().state == LinkState::Online);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, asksAgainWithTheSameKeyWhenTheReplyIsLost)
{
    int count = 0;
    FakeServer server(
        [&](const auto&) { return ++count < 3 ? std::string() : FakeServer::http("201 Created", "{}"); });
    CPPUNIT_ASSERT_EQUAL(201, test::valueOf(send(server.url(), sale())).status);
    const auto seen = server.seen();
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), seen.size());
    for (const auto& request : seen) {
        CPPUNIT_ASSERT_EQUAL(std::string("key-1"), request.head.get("Idempotency-Key"));
        CPPUNIT_ASSERT_EQUAL(seen[0].body, request.body);
    }
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotKnowTheOutcomeOnceAllAttemptsAreUsedUp)
{
    FakeServer server([](const auto&) { return std::string(); });
    const auto answer = send(server.url(), sale());
    CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), server.seen().size());
    CPPUNIT_ASSERT(link_.link().state == LinkState::Offline);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotTakeOfflineForAnAnswerToWhatWasSentBefore)
{
    int busy = 0;
    FakeServer failing([&](const auto&) {
        return ++busy == 1 ? std::string() : problem("503 Service Unavailable", "busy");
    });
    const auto answer = send(failing.url(), sale()); // lost, then busy: the first may have been done
    CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotTakeARequestUnderWayForARefusal)
{
    int count = 0;
    FakeServer server([&](const auto&) {
        return ++count == 1 ? std::string() : problem("409 Conflict", "request_under_way");
    });
    const auto answer = send(server.url(), sale());
    CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), server.seen().size());
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotTakeAClosedDoorForAnAnswerToWhatWasSentBefore)
{
    for (const auto& [status, code] : {std::pair("401 Unauthorized", "staff_session_required"),
                                       std::pair("403 Forbidden", "forbidden")}) {
        int count = 0;
        FakeServer server(
            [&](const auto&) { return ++count == 1 ? std::string() : problem(status, code); });
        const auto answer = send(server.url(), sale());
        CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::OutcomeUnknown);
        CPPUNIT_ASSERT_EQUAL(std::size_t(2), server.seen().size());
    }
    CPPUNIT_ASSERT_EQUAL(1, credential_.hasEnded);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, saysOfflineWhenNobodyListens)
{
    const auto answer = send(urlOfNobody(), sale());
    CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT(link_.link().state == LinkState::Offline);
    CPPUNIT_ASSERT(!link_.link().lastAnswerAt);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, triesOnlyOnceWhatIsNotRepeatable)
{
    FakeServer server([](const auto&) { return std::string(); });
    RestRequest login = sale();
    login.repeatable = false;
    CPPUNIT_ASSERT(!send(server.url(), login));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), server.seen().size());
}

CPPUNIT_TEST_FIXTURE(RestClientTest, waitsAsLongAsABusyServerAsks)
{
    int count = 0;
    FakeServer server([&](const auto&) {
        return ++count == 1 ? problem("429 Too Many Requests", "too_many_requests", "Retry-After: 1\r\n")
                            : FakeServer::http(kOk, "{}");
    });
    const auto begun = std::chrono::steady_clock::now();
    CPPUNIT_ASSERT_EQUAL(200, test::valueOf(send(server.url(), sale())).status);
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begun >= std::chrono::seconds(1));
}

CPPUNIT_TEST_FIXTURE(RestClientTest, leavesALongWaitToItsCaller)
{
    FakeServer server(
        [](const auto&) { return problem("503 Service Unavailable", "busy", "Retry-After: 600\r\n"); });
    const auto answer = send(server.url(), sale());
    CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::Busy);
    CPPUNIT_ASSERT(answer.error().message.find("in words") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), server.seen().size());
    CPPUNIT_ASSERT(link_.link().state == LinkState::Online); // it does answer
}

CPPUNIT_TEST_FIXTURE(RestClientTest, handsARefusalOnAsAnAnswer)
{
    FakeServer server([](const auto&) { return problem("409 Conflict", "sold_out"); });
    CPPUNIT_ASSERT_EQUAL(409, test::valueOf(send(server.url(), sale())).status);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), server.seen().size());
}

CPPUNIT_TEST_FIXTURE(RestClientTest, correctsItsClockByTheServersAndAsksOnceMore)
{
    int count = 0;
    FakeServer server([&](const auto&) {
        return ++count == 1
                   ? problem("401 Unauthorized", "unauthorized", "Date: Sun, 22 Nov 2026 20:11:02 GMT\r\n")
                   : FakeServer::http(kOk, "{}");
    });
    CPPUNIT_ASSERT_EQUAL(200, test::valueOf(send(server.url(), sale())).status);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer t1"), server.seen().at(1).head.get("Authorization"));
    CPPUNIT_ASSERT(credential_.time == Instant(std::chrono::seconds(1'795'378'262)));
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotArgueWithASecondRefusal)
{
    FakeServer server([](const auto&) {
        return problem("401 Unauthorized", "unauthorized", "Date: Sun, 22 Nov 2026 20:11:02 GMT\r\n");
    });
    CPPUNIT_ASSERT_EQUAL(401, test::valueOf(send(server.url(), sale())).status);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), server.seen().size());
    CPPUNIT_ASSERT(link_.link().state == LinkState::Refused);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, tellsItsCredentialThatTheStationIsRevoked)
{
    FakeServer server([](const auto&) { return problem("401 Unauthorized", "station_revoked"); });
    CPPUNIT_ASSERT_EQUAL(401, test::valueOf(send(server.url())).status);
    CPPUNIT_ASSERT_EQUAL(1, credential_.wasRevoked);
    CPPUNIT_ASSERT(link_.link().state == LinkState::Revoked);
}

CPPUNIT_TEST_FIXTURE(RestClientTest, tellsItsCredentialThatTheLogInHasEnded)
{
    FakeServer server([](const auto&) { return problem("401 Unauthorized", "staff_session_required"); });
    CPPUNIT_ASSERT_EQUAL(401, test::valueOf(send(server.url())).status);
    CPPUNIT_ASSERT_EQUAL(1, credential_.hasEnded);
    CPPUNIT_ASSERT(link_.link().state == LinkState::Online); // the station itself is welcome
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotTrustAnAnswerThatIsCutShortOrEndless)
{
    FakeServer cut([](const auto&) {
        const std::string whole = FakeServer::http(kOk, "{\"a\":1}");
        return whole.substr(0, whole.size() - 2);
    });
    FakeServer endless([](const auto&) { return FakeServer::http(kOk, std::string(1 << 20, ' ')); });
    for (const FakeServer* server : {&cut, &endless}) {
        const auto answer = send(server->url());
        CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::OutcomeUnknown);
    }
}

CPPUNIT_TEST_FIXTURE(RestClientTest, usesItsConnectionAgain)
{
    test::KeepAliveServer server;
    RestClient client(test::valueOf(ServerAccess::parse(server.url())), {clock_, ids_, credential_, link_},
                      quick_);
    for (int i = 0; i < 5; ++i)
        CPPUNIT_ASSERT_EQUAL(200, test::valueOf(client.send({.path = "/x"})).status);
    CPPUNIT_ASSERT_EQUAL(1, server.connections());
    clock_.advance(std::chrono::seconds(8)); // as the server may close it now
    CPPUNIT_ASSERT_EQUAL(200, test::valueOf(client.send({.path = "/x"})).status);
    CPPUNIT_ASSERT_EQUAL(2, server.connections());
}

CPPUNIT_TEST_FIXTURE(RestClientTest, doesNotSendALogInOnAnOldConnection)
{
    test::KeepAliveServer server;
    RestClient client(test::valueOf(ServerAccess::parse(server.url())), {clock_, ids_, credential_, link_},
                      quick_);
    CPPUNIT_ASSERT(client.send({.path = "/x"}));
    CPPUNIT_ASSERT(client.send({.path = "/x", .repeatable = false}));
    CPPUNIT_ASSERT_EQUAL(2, server.connections());
}

CPPUNIT_TEST_FIXTURE(RestClientTest, makesNoFurtherAttemptOnceItIsStopped)
{
    FakeServer server([](const auto&) { return std::string(); });
    quick_.firstPause = quick_.longestPause = std::chrono::seconds(60);
    RestClient client(test::valueOf(ServerAccess::parse(server.url())), {clock_, ids_, credential_, link_},
                      quick_);
    client.stop();
    CPPUNIT_ASSERT(!client.send(sale())); // at once, not after a minute
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), server.seen().size());
}

} // namespace

} // namespace ace::kit
