// SPDX-License-Identifier: MIT
// What somebody tries who wants to be somebody else: guesses, forged tokens, used codes. By HTTP alone.
#include "ApiWorld.h"

#include <ace/base/Bytes.h>

#include <Poco/Net/StreamSocket.h>

namespace ace::server {

namespace {

class CredentialTest : public ApiWorld
{
protected:
    Answered tryPassword(const std::string& login, const std::string& password)
    {
        return ask("POST", "/api/v1/sessions", {{"login", login}, {"password", password}}, {});
    }
    Answered tryPin(const Credential& station, const std::string& pin)
    {
        return ask("POST", "/api/v1/sessions", {{"login", "ann"}, {"pin", pin}}, station);
    }
    // How the answer begins to a right password from another address of this machine.
    std::string logInFromElsewhere(const std::string& login) const
    {
        const std::string body = Json{{"login", login}, {"password", kPassword}}.dump();
        const std::string request =
            "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            "Content-Type: application/json\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body;
        const std::string& url = program->url();
        const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
        Poco::Net::StreamSocket socket(Poco::Net::SocketAddress::IPv4);
        socket.impl()->bind(Poco::Net::SocketAddress("127.0.0.2", 0));
        socket.connect(Poco::Net::SocketAddress("127.0.0.1", port));
        socket.sendBytes(request.data(), static_cast<int>(request.size()));
        char answer[200] = {};
        const int length = socket.receiveBytes(answer, sizeof answer);
        const std::string text(answer, static_cast<std::size_t>(std::max(length, 0)));
        return text.substr(0, std::string_view("HTTP/1.1 201").size());
    }
    Json newStation(const std::string& kind = "counter")
    {
        Json body = {
            {"name", "Station " + std::to_string(++keysUsed)}, {"kind", kind}, {"event", "summer-fair"}};
        if (kind == "gate")
            body["gate"] = setup().at("gates").at(0).at("id");
        return expect(201, post("/api/v1/stations", body, boss)).at("id");
    }
    std::string codeFor(const std::string& station)
    {
        return expect(201, ask("POST", "/api/v1/stations/" + station + "/pairing-code", nullptr, boss))
            .at("code");
    }
    Answered pairBy(const std::string& code, const std::string& pem, const Json& kind = nullptr)
    {
        Json body = {{"code", code}, {"public_key", pem}};
        if (!kind.is_null())
            body["kind"] = kind;
        return ask("POST", "/api/v1/stations/pair", body, {});
    }
};

CPPUNIT_TEST_FIXTURE(CredentialTest, guessesAtAPasswordAreDelayedWhereTheyComeFrom)
{
    addStaff("ann", "cashier");
    for (int i = 0; i < 5; ++i)
        expectProblem(tryPassword("ann", "wrong " + std::to_string(i)), 401, "wrong_secret");
    const Answered delayed = tryPassword("ann", kPassword);
    expectProblem(delayed, 429, "login_delayed");
    CPPUNIT_ASSERT(!delayed.reply.field("Retry-After").empty());
    CPPUNIT_ASSERT_EQUAL(std::string("HTTP/1.1 201"), logInFromElsewhere("ann"));
    logInByPassword("boss"); // another name from here
}

CPPUNIT_TEST_FIXTURE(CredentialTest, guessesAtAPinAreDelayedAtTheirStation)
{
    addStaff("ann", "cashier");
    const Credential one = addCounter("One");
    const Credential two = addCounter("Two");
    for (int i = 0; i < 5; ++i)
        expectProblem(tryPin(one, "08150" + std::to_string(i)), 401, "wrong_secret");
    expectProblem(tryPin(one, "493817"), 429, "login_delayed");
    expect(201, tryPin(two, "493817"));
    expect(201, tryPassword("ann", kPassword));
}

CPPUNIT_TEST_FIXTURE(CredentialTest, junkFromTheSameAddressStopsNobody)
{
    const std::string revoked = newStation();
    const Credential station = pair(revoked);
    for (int i = 0; i < 70; ++i)
        client->post("/api/v1/sessions", "{\"login\":\"x\",", {});
    for (int i = 0; i < 70; ++i)
        client->get("/api/v1/staff", {{"Authorization", "Bearer junk"}});
    expect(201, tryPassword("boss", kPassword));
    expectProblem(ask("GET", "/api/v1/sessions/current", nullptr,
                      {{"Authorization", station.at("Authorization")}, {"Ace-Staff", "ended"}}),
                  401, "staff_session_required");
    expect(200, post("/api/v1/stations/" + revoked + "/revoke", nullptr, boss));
    expectProblem(get("/api/v1/stations/self", station), 401, "station_revoked");
}

CPPUNIT_TEST_FIXTURE(CredentialTest, takesNoForgedJwt)
{
    const std::string id = newStation();
    const std::string other = newStation();
    const Json self = expect(200, get("/api/v1/stations/self", pair(id)));
    const std::string installation = self.at("installation");
    const auto now = std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count();
    const Json header = {{"alg", "ES256"}, {"typ", "JWT"}, {"kid", id}};
    const Json claims = {{"iss", id}, {"aud", installation}, {"iat", now}, {"nbf", now}, {"exp", now + 300}};
    const auto with = [](Json json, const char* name, const Json& value) {
        json[name] = value;
        return json.dump();
    };
    const auto asked = [&](const std::string& token) {
        return get("/api/v1/stations/self", {{"Authorization", "Bearer " + token}});
    };
    const auto refused = [&](const char* what, const std::string& token) {
        const Answered answered = asked(token);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(what, 401, answered.status);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(what, std::string("unauthorized"),
                                     answered.json.at("code").get<std::string>());
    };
    CPPUNIT_ASSERT_EQUAL(200, asked(stationKey.jwt(header.dump(), claims.dump())).status);
    const std::string none = toBase64Url(with(header, "alg", "none")) + "." + toBase64Url(claims.dump());
    refused("none", none + ".");
    refused("none, signed", none + "." + toBase64Url(stationKey.sign(none)));
    const std::string hs256 = toBase64Url(with(header, "alg", "HS256")) + "." + toBase64Url(claims.dump());
    const Digest mac = hmacSha256(sha256(stationKey.publicPem()), hs256);
    refused("HS256", hs256 + "." + toBase64Url(std::string(mac.begin(), mac.end())));
    refused("another algorithm's name", stationKey.jwt(with(header, "alg", "ES384"), claims.dump()));
    refused("another key", test::StationKey().jwt(header.dump(), claims.dump()));
    refused("an RSA key", test::StationKey::ofRsa().jwt(header.dump(), claims.dump()));
    refused("an unknown kid", stationKey.jwt(with(header, "kid", ids.nextUuid().toString()), claims.dump()));
    refused("a kid that is not paired", stationKey.jwt(with(header, "kid", other), claims.dump()));
    refused("another issuer", stationKey.jwt(header.dump(), with(claims, "iss", other)));
    refused("another audience", stationKey.jwt(header.dump(), with(claims, "aud", "elsewhere")));
    Json late = claims, early = claims;
    late["iat"] = late["nbf"] = now - 500;
    late["exp"] = now - 200;
    early["nbf"] = now + 200;
    refused("expired", stationKey.jwt(header.dump(), late.dump()));
    refused("not yet valid", stationKey.jwt(header.dump(), early.dump()));
    refused("lives too long", stationKey.jwt(header.dump(), with(claims, "exp", now + 3600)));
}

CPPUNIT_TEST_FIXTURE(CredentialTest, aGoodJwtIsForItsOwnEventGateAndRole)
{
    expect(201,
           post("/api/v1/events", document->json()["components"]["schemas"]["NewEvent"]["example"], boss));
    addStaff("ann", "cashier");
    addStaff("gail", "scanner");
    const Credential counter = logInAt(addCounter(), "ann");
    const Credential gate = logInAt(addGateStation(), "gail");
    expectProblem(get("/api/v1/events/winter-fair/setup", counter), 403, "forbidden");
    const Json scan = {{"token", "x"}, {"direction", "entry"}, {"gate", "South gate"}, {"nonce", "n-1"}};
    CPPUNIT_ASSERT_EQUAL(403, ask("POST", "/api/v1/scans", scan, counter).status);
    expectProblem(post("/api/v1/orders", order(0, 1, 9000), gate), 403, "forbidden");
    expectProblem(get("/api/v1/reports/sales?event=summer-fair", counter), 403, "forbidden");
    expectProblem(get("/api/v1/staff", counter), 403, "forbidden");
    for (const Json& one : setup().at("gates"))
        if (one != setup().at("gates").at(0)) {
            Json elsewhere = scan;
            elsewhere["gate"] = "summer-fair/" + one.at("name").get<std::string>();
            expectProblem(ask("POST", "/api/v1/scans", elsewhere, gate), 403, "forbidden");
        }
}

CPPUNIT_TEST_FIXTURE(CredentialTest, aUsedPairingCodePairsNobodyElse)
{
    const std::string id = newStation();
    const std::string code = codeFor(id);
    const std::string beside = "-----BEGIN PUBLIC KEY-----\n"
                               "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n"
                               "Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC0+n1F6o8KU1EYimQ==\n"
                               "-----END PUBLIC KEY-----\n"; // not on the curve
    expectProblem(pairBy(code, beside), 422, "unfit_key");
    expectProblem(pairBy(code, stationKey.publicPem(), "gate"), 409, "conflict");
    const Json first = expect(201, pairBy(code, stationKey.publicPem(), "counter"));
    expectProblem(pairBy(code, test::StationKey().publicPem()), 401, "unknown_pairing_code");
    const Json again = expect(201, pairBy(code, stationKey.publicPem()));
    CPPUNIT_ASSERT_EQUAL(first.at("station").at("paired_at").dump(),
                         again.at("station").at("paired_at").dump());
    CPPUNIT_ASSERT_EQUAL(200, get("/api/v1/stations/self", jwt(id, first.at("installation"))).status);
    expect(200, post("/api/v1/stations/" + id + "/revoke", nullptr, boss));
    expectProblem(pairBy(code, stationKey.publicPem()), 401, "unknown_pairing_code");
}

CPPUNIT_TEST_FIXTURE(CredentialTest, noLogHasASecretOrACustomer)
{
    start("[server]\naccess_log = true\n"); // it logs each request, too
    addStaff("ann", "supervisor");
    const std::string id = newStation();
    const std::string code = codeFor(id);
    const std::string unused = codeFor(newStation());
    const Json self = expect(201, pairBy(code, stationKey.publicPem()));
    pairBy(code, test::StationKey().publicPem());
    const Credential station = jwt(id, self.at("installation"));
    const Credential forged = {{"Authorization", "Bearer " + test::StationKey().jwt("{}", "{}")}};
    get("/api/v1/stations/self", forged);
    for (int i = 0; i < 6; ++i) {
        tryPin(station, "271828");
        tryPassword("ann", "never logged down");
    }
    const Credential other = logInAt(addCounter(), "ann");
    get("/api/v1/sessions/current", {{"Authorization", "Bearer " + other.at("Ace-Staff")}});
    Json sale = order(0, 1, 9000);
    sale["customer"] = {{"name", "Wilhelmina Customer"}, {"email", "wilhelmina@example.org"}};
    const std::string sold =
        "/api/v1/orders/" + expect(201, post("/api/v1/orders", sale, other)).at("code").get<std::string>();
    get("/api/v1/orders?event=summer-fair&email=wilhelmina@example.org", boss);
    post(sold + "/refunds", {{"reason", "r"}}, boss);
    client->post("/api/v1/orders", "{\"customer\":{\"email\":\"wilhelmina@example.org\"", other);
    expect(204, ask("DELETE", "/api/v1/sessions/current", nullptr, other));
    program.reset(); // it says goodbye
    const std::string logged = log.all();
    CPPUNIT_ASSERT(logged.find("POST /api/v1/sessions") != std::string::npos);
    const auto bearer = [](const Credential& who) { return who.at("Authorization").substr(7); };
    for (const std::string& secret :
         {bearer(boss), bearer(station), bearer(forged), bearer(other), other.at("Ace-Staff"), code, unused,
          std::string("493817"), std::string("271828"), std::string(kPassword),
          std::string("never logged down"), std::string("Wilhelmina"), std::string("wilhelmina"),
          std::string("Person ann"), std::string("PRIVATE KEY")})
        CPPUNIT_ASSERT_MESSAGE(secret + " in\n" + logged, logged.find(secret) == std::string::npos);
}

} // namespace

} // namespace ace::server
