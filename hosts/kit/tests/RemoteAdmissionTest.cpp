// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteAdmission.h>

#include <ace/kit/RestClient.h>

#include "TestSupport.h"
#include "support/FakeServer.h"

#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <semaphore>

namespace ace::kit {

namespace {

using test::FakeServer;

const std::string kAdmitted = R"({"result":"admitted","reason":null,"ticket":null,"first_scan":null})";

// A gate at the server's address; it gives up soon.
struct RemoteGate
{
    explicit RemoteGate(const std::string& url, std::filesystem::path bearerFile = {})
        : credential("the-bearer", std::move(bearerFile)),
          client(accessTo(url), {clock, ids, credential, link}, quickOptions()), admission(client)
    {
    }
    static ServerAccess accessTo(const std::string& url)
    {
        auto access = test::valueOf(ServerAccess::parse(url));
        access.answerTimeout = std::chrono::milliseconds(300);
        return access;
    }
    static RestClient::Options quickOptions()
    {
        RestClient::Options options;
        options.attempts = 1;
        return options;
    }

    test::FakeClock clock;
    test::FakeIdSource ids;
    BearerCredential credential;
    LinkMonitor link{clock};
    RestClient client;
    RemoteAdmission admission;
};

class RemoteAdmissionTest : public CppUnit::TestFixture
{
protected:
    static admission::ScanRequest aScan()
    {
        admission::ScanRequest request;
        request.token = "TOKEN";
        request.gate = "North gate";
        request.nonce = "nonce-1";
        return request;
    }
    static ErrorCode errorFrom(const FakeServer& server)
    {
        const auto outcome = RemoteGate(server.url()).admission.admit(aScan());
        CPPUNIT_ASSERT(!outcome);
        CPPUNIT_ASSERT(!outcome.error().where.empty());
        return outcome.error().code;
    }
};

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, takesARenewedBearerFromItsFile)
{
    FakeServer server([](const auto&) { return FakeServer::http("200 OK", kAdmitted); });
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "bearer";
    RemoteGate gate(server.url(), file);
    for (const char* bearer : {"first\n", "second\n"}) {
        test::mustSucceed(writeFileDurably(file, bearer, FileAccess::OwnerOnly));
        CPPUNIT_ASSERT(gate.admission.admit(aScan()));
    }
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer second"), server.seen().at(1).head.get("Authorization"));
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, postsTheScanWithItsBearer)
{
    FakeServer server([](const auto&) { return FakeServer::http("200 OK", kAdmitted); });

    const auto outcome = test::valueOf(RemoteGate(server.url()).admission.admit(aScan()));

    CPPUNIT_ASSERT(std::get<admission::ScanAnswer>(outcome).verdict.admitted());
    const auto seen = server.seen();
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), seen.size());
    CPPUNIT_ASSERT_EQUAL(std::string("POST"), seen[0].head.getMethod());
    CPPUNIT_ASSERT_EQUAL(std::string("/api/v1/scans"), seen[0].head.getURI());
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer the-bearer"), seen[0].head.get("Authorization"));
    CPPUNIT_ASSERT_EQUAL(std::string("nonce-1"),
                         nlohmann::json::parse(seen[0].body).at("nonce").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, isOfflineWhenNobodyListens)
{
    std::string url;
    {
        FakeServer gone([](const auto&) { return std::string(); });
        url = gone.url();
    }
    const auto outcome = RemoteGate(url).admission.admit(aScan());
    CPPUNIT_ASSERT(!outcome);
    CPPUNIT_ASSERT(outcome.error().code == ErrorCode::Offline);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, doesNotKnowTheOutcomeWhenTheConnectionIsLostAfterSending)
{
    FakeServer server([](const auto&) { return std::string(); });
    CPPUNIT_ASSERT(errorFrom(server) == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), server.seen().size());
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, doesNotKnowTheOutcomeWhenTheServerIsSilent)
{
    std::binary_semaphore clientGaveUp(0);
    FakeServer server([&](const auto&) {
        clientGaveUp.acquire();
        return std::string();
    });
    const ErrorCode code = errorFrom(server);
    clientGaveUp.release();
    CPPUNIT_ASSERT(code == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, doesNotKnowTheOutcomeOfAnAnswerCutShort)
{
    FakeServer server([](const auto&) {
        const std::string whole = FakeServer::http("200 OK", kAdmitted);
        return whole.substr(0, whole.size() - 10);
    });
    CPPUNIT_ASSERT(errorFrom(server) == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, doesNotReadAnEndlessAnswer)
{
    FakeServer server([](const auto&) { return FakeServer::http("200 OK", std::string(1 << 20, ' ')); });
    CPPUNIT_ASSERT(errorFrom(server) == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, sendsTheSameBytesWhenTheCallerAsksAgain)
{
    int calls = 0;
    FakeServer server(
        [&](const auto&) { return ++calls == 1 ? std::string() : FakeServer::http("200 OK", kAdmitted); });
    RemoteGate gate(server.url());

    CPPUNIT_ASSERT(!gate.admission.admit(aScan()));
    CPPUNIT_ASSERT(gate.admission.admit(aScan()).has_value());

    const auto seen = server.seen();
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), seen.size());
    CPPUNIT_ASSERT_EQUAL(seen[0].body, seen[1].body);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, passesTheServersProblemOn)
{
    FakeServer server([](const auto&) {
        return FakeServer::http("422 Unprocessable Entity",
                                R"({"type":"/problems/unknown_gate","code":"unknown_gate"})");
    });
    const auto outcome = test::valueOf(RemoteGate(server.url()).admission.admit(aScan()));
    CPPUNIT_ASSERT(std::get<admission::ScanProblem>(outcome) == admission::ScanProblem::UnknownGate);
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, keepsThePathWhereAProxyMountsTheServer)
{
    FakeServer server([](const auto&) { return FakeServer::http("200 OK", kAdmitted); });
    CPPUNIT_ASSERT(RemoteGate(server.url() + "/tickets/").admission.admit(aScan()).has_value());
    CPPUNIT_ASSERT_EQUAL(std::string("/tickets/api/v1/scans"), server.seen().at(0).head.getURI());
}

CPPUNIT_TEST_FIXTURE(RemoteAdmissionTest, understandsOnlyAddressesItCanSpeakTo)
{
    const auto plain = test::valueOf(ServerAccess::parse("http://gate.example"));
    CPPUNIT_ASSERT_EQUAL(std::string("gate.example"), plain.host);
    CPPUNIT_ASSERT_EQUAL(std::uint16_t(80), plain.port);
    CPPUNIT_ASSERT(!plain.tls);
    const auto secure = test::valueOf(ServerAccess::parse("https://gate.example"));
    CPPUNIT_ASSERT_EQUAL(std::uint16_t(443), secure.port);
    CPPUNIT_ASSERT(secure.tls);
    for (const char* url :
         {"", "gate.example", "ftp://gate.example", "http://", "http://u:p@h", "http://h/?q", "http://h:x"})
        CPPUNIT_ASSERT_MESSAGE(url, !ServerAccess::parse(url));
}

} // namespace

} // namespace ace::kit
