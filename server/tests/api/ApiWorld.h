// SPDX-License-Identifier: MIT
#pragma once

#include "ApiDocument.h"
#include "ServerFixture.h"
#include "StationKey.h"

#include <ace/runtime/Runtime.h>
#include <ace/server/access/Operations.h>
#include <ace/staffing/People.h>

#include <Poco/URI.h>

#include <chrono>
#include <optional>

namespace ace::server {

inline const std::string kEvent = "/api/v1/events/summer-fair"; // the demo event

// An answer that was as the document says.
struct Answered
{
    int status = 0;
    nlohmann::json json; // null where the body is none
    std::string body;
    test::Reply reply;
};

// Who asks: the headers of a credential.
using Credential = test::Fields;

// The real server with an organiser, and whatever staff and stations a test makes by the API. Every answer is
// checked against the document that the server serves.
class ApiWorld : public ServerFixture
{
public:
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_PATH", ACE_PLUGIN_DIR, 1);
        start(); // makes the folder and the demo's event
        program.reset();
        addOrganiser();
        start();
        document.emplace(client->get("/openapi.json").body);
        boss = {{"Authorization", "Bearer " + logInByPassword("boss")}};
    }

protected:
    static constexpr const char* kPassword = "a heron stands in the reeds";

    Answered ask(const std::string& method, const std::string& path, const Json& body, const Credential& who,
                 test::Fields more = {})
    {
        more.insert(who.begin(), who.end());
        Answered answered;
        answered.reply = client->send(method, path, body.is_null() ? "" : body.dump(), more);
        document->expectDocumented(method, path, answered.reply);
        answered.status = answered.reply.status;
        answered.body = answered.reply.body;
        if (answered.reply.field("Content-Type").find("json") != std::string::npos)
            answered.json = Json::parse(answered.body);
        return answered;
    }
    Answered get(const std::string& path, const Credential& who) { return ask("GET", path, nullptr, who); }
    // With a key of its own.
    Answered post(const std::string& path, const Json& body, const Credential& who)
    {
        return ask("POST", path, body, who, {{"Idempotency-Key", "key-" + std::to_string(++keysUsed)}});
    }
    Answered edit(const std::string& method, const std::string& path, const Json& body, std::int64_t revision)
    {
        return ask(method, path, body, boss, {{"If-Match", "\"" + std::to_string(revision) + "\""}});
    }
    static Json expect(int status, const Answered& answered)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(answered.body, status, answered.status);
        return answered.json;
    }
    static void expectProblem(const Answered& answered, int status, const std::string& code)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(answered.body, status, answered.status);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(answered.body, code, answered.json.at("code").get<std::string>());
    }

    std::string logInByPassword(const std::string& login)
    {
        return expect(201, ask("POST", "/api/v1/sessions", {{"login", login}, {"password", kPassword}}, {}))
            .at("bearer");
    }
    // Somebody with one role at the demo's event, who can log in with kPassword and the PIN 493817.
    std::string addStaff(const std::string& login, const std::string& role, const Json& event = "summer-fair")
    {
        return expect(201, post("/api/v1/staff",
                                {{"name", "Person " + login},
                                 {"login", login},
                                 {"roles", {{{"role", role}, {"event", event}}}},
                                 {"password", kPassword},
                                 {"pin", "493817"}},
                                boss))
            .at("id");
    }
    // A paired station: its JWT.
    Credential addStation(const Json& body)
    {
        const std::string id = expect(201, post("/api/v1/stations", body, boss)).at("id");
        return pair(id);
    }
    Credential pair(const std::string& station)
    {
        const Json code =
            expect(201, ask("POST", "/api/v1/stations/" + station + "/pairing-code", nullptr, boss));
        const Json self =
            expect(201, ask("POST", "/api/v1/stations/pair",
                            {{"code", code.at("code")}, {"public_key", stationKey.publicPem()}}, {}));
        return jwt(station, self.at("installation"));
    }
    Credential jwt(const std::string& station, const std::string& installation) const
    {
        using std::chrono::seconds;
        const auto now = std::chrono::floor<seconds>(clock.now()).time_since_epoch().count();
        const Json header = {{"alg", "ES256"}, {"typ", "JWT"}, {"kid", station}};
        const Json claims = {
            {"iss", station}, {"aud", installation}, {"iat", now}, {"nbf", now}, {"exp", now + 600}};
        return {{"Authorization", "Bearer " + stationKey.jwt(header.dump(), claims.dump())}};
    }
    Credential addCounter(const std::string& name = "North counter", const Json& till = nullptr)
    {
        Json body = {{"name", name}, {"kind", "counter"}, {"event", "summer-fair"}};
        if (!till.is_null())
            body["till"] = till;
        return addStation(body);
    }
    Credential addGateStation(const std::string& name = "North station", std::size_t gate = 0)
    {
        return addStation({{"name", name},
                           {"kind", "gate"},
                           {"event", "summer-fair"},
                           {"gate", setup().at("gates").at(gate).at("id")}});
    }
    // The station with somebody logged in at it.
    Credential logInAt(const Credential& station, const std::string& login)
    {
        Credential both = station;
        both["Ace-Staff"] =
            expect(201, ask("POST", "/api/v1/sessions", {{"login", login}, {"pin", "493817"}}, station))
                .at("bearer");
        return both;
    }
    // A supervisor at a counter that has no till, and a scanner at the north gate.
    const Credential& seller()
    {
        if (seller_.empty()) {
            addStaff("sela", "supervisor");
            seller_ = logInAt(addCounter("Counter of Sela"), "sela");
        }
        return seller_;
    }
    const Credential& scanner()
    {
        if (scanner_.empty()) {
            addStaff("scott", "scanner");
            scanner_ = logInAt(addGateStation("Gate of Scott"), "scott");
        }
        return scanner_;
    }
    static Json money(std::int64_t amount) { return {{"amount", amount}, {"currency", "USD"}}; }
    static Json voucher(const std::string& code)
    {
        return {{"code", code},
                {"effect", "amount_off"},
                {"value", 1},
                {"valid_from", "2020-01-01T00:00:00Z"},
                {"valid_until", "2090-01-01T00:00:00Z"}};
    }
    // The record by itself, while no server runs.
    std::unique_ptr<runtime::Runtime> openRecord()
    {
        runtime::DataFolder folder(temporary.path() / "data");
        runtime::Runtime::Environment environment{log, clock, ids, runtime::defaultPluginFolders()};
        environment.background = false;
        return test::valueOf(
            runtime::Runtime::startLocal(runtime::Settings::defaults(true), folder, environment));
    }
    // Who may ask for what needs a station; the organiser for all else.
    const Credential& rightOne(const access::Operation& operation)
    {
        if (operation.who != access::Who::StaffAtStation && operation.who != access::Who::Station)
            return boss;
        return operation.at == StationKind::Gate ? scanner() : seller();
    }
    static std::string encoded(const std::string& text)
    {
        std::string encoded;
        Poco::URI::encode(text, "!#$%&'()*+,/:;=?@[]{}|\\^\"<>` \n\r", encoded);
        return encoded;
    }
    Json setup() { return expect(200, get("/api/v1/events/summer-fair/setup", boss)); }
    Json sellOne(const Credential& who, std::size_t type = 0)
    {
        return expect(201, post("/api/v1/orders", order(type, 1, 9000), who));
    }

    test::StationKey stationKey; // of all stations here
    std::optional<test::ApiDocument> document;
    Credential boss; // an organiser of all events, in the back office
    int keysUsed = 0;

private:
    Credential seller_, scanner_;

    void addOrganiser()
    {
        const auto runtime = openRecord();
        Staff staff;
        staff.name = "The Boss";
        staff.login = "boss";
        staff.assignments = {{Role::Organiser, std::nullopt}};
        staff = test::valueOf(runtime->people().directory.add(staff, {}));
        CPPUNIT_ASSERT(!test::valueOf(runtime->people().directory.setPassword(staff, kPassword, {})));
    }
};

} // namespace ace::server
