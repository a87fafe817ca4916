// SPDX-License-Identifier: MIT
// A station's key, its identity, its tokens, and how it is paired.
#include <ace/kit/Pairing.h>
#include <ace/kit/StationCredential.h>

#include "TestSupport.h"
#include "support/FakeServer.h"

#include <ace/base/Bytes.h>
#include <ace/base/File.h>

#include <Poco/Crypto/ECKey.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace ace::kit {

namespace {

using test::FakeServer;
using Json = nlohmann::json;

const char* const kStation = "019e0000-0000-7000-8000-000000000002";

std::string pairedAnswer(const std::string& kind)
{
    return FakeServer::http("201 Created", Json{{"station",
                                                 {{"id", kStation},
                                                  {"name", "Counter 1"},
                                                  {"kind", kind},
                                                  {"event", "summer-fair"},
                                                  {"gate", nullptr},
                                                  {"till", "019e0000-0000-7000-8000-000000000003"}}},
                                                {"installation", "inst-1"},
                                                {"event", {{"slug", "summer-fair"}}},
                                                {"gate", nullptr},
                                                {"till", nullptr},
                                                {"server_time", "2026-11-22T20:11:02Z"}}
                                               .dump());
}

class StationTest : public CppUnit::TestFixture
{
protected:
    StationIdentity anIdentity() const
    {
        StationIdentity identity;
        identity.serverUrl = "http://127.0.0.1:8080";
        identity.station = *StationId::parse(kStation);
        identity.installation = "inst-1";
        identity.kind = StationKind::Gate;
        identity.name = "North gate 1";
        identity.eventSlug = "summer-fair";
        identity.gate = "North gate";
        identity.privateKey = StationKey::make().privatePem();
        return identity;
    }
    std::filesystem::path identityFile() const { return folder_.path() / "station.json"; }
    StationCredential credential(const StationIdentity& identity, StationCredential::Handlers handlers = {})
    {
        return {identity, test::valueOf(StationKey::parse(identity.privateKey)), clock_, std::move(handlers)};
    }
    static std::string tokenIn(Credential& credential)
    {
        return credential.fields().at(0).second.substr(std::string("Bearer ").size());
    }
    static Json payloadOf(const std::string& token)
    {
        const std::size_t first = token.find('.'), second = token.find('.', first + 1);
        return Json::parse(*fromBase64Url(token.substr(first + 1, second - first - 1)));
    }
    Result<StationIdentity> pairAt(const std::string& url, StationKind kind = StationKind::Counter)
    {
        return Pairing({store_, clock_, ids_, ""}).pair({url, "K7PM2XQ4"}, kind);
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    IdentityStore store_{folder_.path()};
};

CPPUNIT_TEST_FIXTURE(StationTest, keepsItsIdentityForItsOwnerOnly)
{
    const StationIdentity identity = anIdentity();
    test::mustSucceed(store_.save(identity));
    CPPUNIT_ASSERT(test::valueOf(store_.load()) == identity);
    const auto mode = std::filesystem::status(identityFile()).permissions();
    CPPUNIT_ASSERT(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

CPPUNIT_TEST_FIXTURE(StationTest, isNotPairedInAnEmptyFolder)
{
    CPPUNIT_ASSERT(!test::valueOf(store_.load()));
    CPPUNIT_ASSERT(!test::valueOf(IdentityStore(folder_.path() / "absent").load()));
}

CPPUNIT_TEST_FIXTURE(StationTest, saysWhatToDoWithAnIdentityThatCannotBeRead)
{
    test::mustSucceed(store_.save(anIdentity()));
    std::string withoutKey = test::valueOf(readFile(identityFile()));
    withoutKey.replace(withoutKey.find("-----BEGIN"), 20, "XXXX");
    for (const std::string& broken : {std::string("{"), std::string("{}"), withoutKey}) {
        test::mustSucceed(writeFileDurably(identityFile(), broken));
        const auto identity = store_.load();
        CPPUNIT_ASSERT(!identity && identity.error().code == ErrorCode::Corrupt);
        CPPUNIT_ASSERT(identity.error().message.find("pair this station anew") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(StationTest, leavesNothingOfItsKeyOnceItIsWiped)
{
    test::mustSucceed(store_.save(anIdentity()));
    CPPUNIT_ASSERT(store_.ensureKey());
    test::mustSucceed(store_.wipe());
    CPPUNIT_ASSERT(std::filesystem::is_empty(folder_.path()));
    test::mustSucceed(store_.wipe()); // nothing is wiped well too
}

CPPUNIT_TEST_FIXTURE(StationTest, showsTheSameKeyWhenPairingIsTriedAgain)
{
    const std::string key = test::valueOf(store_.ensureKey());
    CPPUNIT_ASSERT_EQUAL(key, test::valueOf(store_.ensureKey()));
    test::mustSucceed(store_.wipe());
    CPPUNIT_ASSERT(key != test::valueOf(store_.ensureKey()));
}

CPPUNIT_TEST_FIXTURE(StationTest, signsTokensThatItsPublicKeyVerifies)
{
    const StationIdentity identity = anIdentity();
    auto station = credential(identity);
    const std::string token = tokenIn(station);

    std::istringstream pem(test::valueOf(StationKey::parse(identity.privateKey)).publicPem());
    CPPUNIT_ASSERT(pem.str().starts_with("-----BEGIN PUBLIC KEY-----"));
    Poco::JWT::Signer verifier;
    verifier.setECKey(new Poco::Crypto::ECKey(&pem));
    verifier.setAlgorithms({"ES256"});
    const Poco::JWT::Token verified = verifier.verify(token);

    CPPUNIT_ASSERT_EQUAL(std::string("JWT"), verified.getType());
    CPPUNIT_ASSERT_EQUAL(std::string(kStation), verified.header().getValue<std::string>("kid"));
    const Json payload = payloadOf(token);
    CPPUNIT_ASSERT_EQUAL(std::string(kStation), payload.at("iss").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("inst-1"), payload.at("aud").get<std::string>());
    CPPUNIT_ASSERT(payload.at("iat").is_number_integer());
    CPPUNIT_ASSERT(payload.at("iat") == payload.at("nbf"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(300),
                         payload.at("exp").get<std::int64_t>() - payload.at("iat").get<std::int64_t>());
}

CPPUNIT_TEST_FIXTURE(StationTest, remakesItsTokenBeforeItEnds)
{
    auto station = credential(anIdentity());
    const std::string first = tokenIn(station);
    clock_.advance(StationCredential::kLifetime - StationCredential::kMargin - Microseconds(1));
    CPPUNIT_ASSERT_EQUAL(first, tokenIn(station));
    clock_.advance(Microseconds(1));
    CPPUNIT_ASSERT(first != tokenIn(station));
}

CPPUNIT_TEST_FIXTURE(StationTest, takesTheServersTimeForItsTokens)
{
    auto station = credential(anIdentity());
    const auto before = payloadOf(tokenIn(station)).at("iat").get<std::int64_t>();
    CPPUNIT_ASSERT(!station.correctClock(clock_.now() + std::chrono::seconds(4))); // not why it was refused
    CPPUNIT_ASSERT(station.correctClock(clock_.now() + std::chrono::hours(1)));
    CPPUNIT_ASSERT_EQUAL(before + 3600, payloadOf(tokenIn(station)).at("iat").get<std::int64_t>());
    CPPUNIT_ASSERT(!station.correctClock(clock_.now() + std::chrono::hours(1)));
}

CPPUNIT_TEST_FIXTURE(StationTest, sendsWhoIsLoggedIn)
{
    auto station = credential(anIdentity());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), station.fields().size());
    station.setStaff("bearer-of-dana");
    CPPUNIT_ASSERT(station.fields().at(1) ==
                   std::pair(std::string("Ace-Staff"), std::string("bearer-of-dana")));
    station.setStaff("");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), station.fields().size());
}

CPPUNIT_TEST_FIXTURE(StationTest, tellsOnceThatItIsRevokedOrThatTheLogInHasEnded)
{
    int revoked = 0, ended = 0;
    auto station = credential(anIdentity(), {[&] { ++revoked; }, [&] { ++ended; }});
    station.staffEnded(); // nobody was logged in
    CPPUNIT_ASSERT_EQUAL(0, ended);
    station.setStaff("b");
    station.staffEnded();
    station.staffEnded();
    CPPUNIT_ASSERT_EQUAL(1, ended);
    station.revoked();
    station.revoked();
    CPPUNIT_ASSERT_EQUAL(1, revoked);
}

CPPUNIT_TEST_FIXTURE(StationTest, readsWhatPeopleScanOrType)
{
    const auto parsed = [](const std::string& text, const std::string& server = "") {
        const auto pairing = test::valueOf(PairingText::parse(text, server));
        return pairing.serverUrl + " " + pairing.code;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("http://known K7PM-2XQ4"), parsed(" K7PM-2XQ4\r\n", "http://known"));
    CPPUNIT_ASSERT_EQUAL(std::string("http://h:8080 K7"), parsed("http://h:8080/pair?code=K7"));
    CPPUNIT_ASSERT_EQUAL(std::string("https://h/base K7"), parsed("https://h/base/pair?code=K7&x=1", ""));
    CPPUNIT_ASSERT_EQUAL(std::string("http://h K7"), parsed("http://h/pair#K7"));
    for (const char* text : {"", "  ", "http://h/pair", "http://h/pair?code="})
        CPPUNIT_ASSERT_MESSAGE(text, !PairingText::parse(text, "http://known"));
    CPPUNIT_ASSERT(!PairingText::parse("K7PM", ""));
    CPPUNIT_ASSERT_EQUAL(std::string("http://Known:80/base K7"),
                         parsed("http://Known:80/base/pair?code=K7", "http://known/"));
    for (const char* text : {"http://h/pair?code=K7", "https://known/pair?code=K7",
                             "http://known:8080/pair?code=K7", "http://known@h/pair?code=K7"}) {
        const auto refused = PairingText::parse(text, "http://known");
        CPPUNIT_ASSERT_MESSAGE(text, !refused);
        CPPUNIT_ASSERT(refused.error().message.find("this station belongs to http://known:80") !=
                       std::string::npos);
    }
    CPPUNIT_ASSERT(!PairingText::parse(std::string(101, 'A'), "http://known"));
}

CPPUNIT_TEST_FIXTURE(StationTest, isPairedByACodeAndKeepsWhatItIs)
{
    FakeServer server([](const auto&) { return pairedAnswer("counter"); });
    const auto identity = test::valueOf(pairAt(server.url()));

    CPPUNIT_ASSERT_EQUAL(std::string(kStation), identity.station.toString());
    CPPUNIT_ASSERT_EQUAL(std::string("Counter 1"), identity.name);
    CPPUNIT_ASSERT_EQUAL(std::string("summer-fair"), identity.eventSlug);
    CPPUNIT_ASSERT(identity.till.has_value());
    CPPUNIT_ASSERT(test::valueOf(store_.load()) == identity);
    const Json sent = Json::parse(server.seen().at(0).body);
    CPPUNIT_ASSERT_EQUAL(std::string("K7PM2XQ4"), sent.at("code").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(test::valueOf(StationKey::parse(identity.privateKey)).publicPem(),
                         sent.at("public_key").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("counter"), sent.at("kind").get<std::string>());
    CPPUNIT_ASSERT(server.seen().at(0).body.find("PRIVATE") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(StationTest, isNotPairedAwayFromItsServer)
{
    test::mustSucceed(store_.save(anIdentity()));
    FakeServer server([](const auto&) { return pairedAnswer("gate"); });
    const auto refused = pairAt(server.url(), StationKind::Gate);
    CPPUNIT_ASSERT(!refused);
    CPPUNIT_ASSERT(refused.error().message.find("paired with http://127.0.0.1:8080") != std::string::npos);
    CPPUNIT_ASSERT(server.seen().empty());
}

CPPUNIT_TEST_FIXTURE(StationTest, doesNotTakeACodeForAnotherKindOfStation)
{
    FakeServer server([](const auto&) { return pairedAnswer("gate"); });
    const auto identity = pairAt(server.url());
    CPPUNIT_ASSERT(!identity);
    CPPUNIT_ASSERT_EQUAL(std::string("this code is for a gate; make one for a counter"),
                         identity.error().message);
    CPPUNIT_ASSERT(!test::valueOf(store_.load()));
}

CPPUNIT_TEST_FIXTURE(StationTest, saysWhyItIsNotPaired)
{
    FakeServer server([](const auto&) {
        return FakeServer::http("401 Unauthorized",
                                R"({"code":"unknown_pairing_code","detail":"This code is used up."})");
    });
    const auto refused = pairAt(server.url());
    CPPUNIT_ASSERT(!refused && refused.error().message == "This code is used up.");
    FakeServer strange([](const auto&) { return FakeServer::http("201 Created", "{}"); });
    CPPUNIT_ASSERT(!pairAt(strange.url()));
    CPPUNIT_ASSERT(!pairAt("ftp://h"));
}

} // namespace

} // namespace ace::kit
