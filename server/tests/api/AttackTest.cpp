// SPDX-License-Identifier: MIT
// What somebody tries who wants more than is theirs.
#include "ApiWorld.h"

namespace ace::server {

namespace {

const std::string kEvent = "/api/v1/events/summer-fair";

class AttackTest : public ApiWorld
{
protected:
    // Another event with a supervisor of its own, in the back office.
    Credential stranger()
    {
        expect(201, post("/api/v1/events", document->json()["components"]["schemas"]["NewEvent"]["example"],
                         boss));
        addStaff("eve", "organiser", "winter-fair");
        return {{"Authorization", "Bearer " + logInByPassword("eve")}};
    }
};

CPPUNIT_TEST_FIXTURE(AttackTest, anotherEventsThingsAreNotFoundByTheirIds)
{
    const Credential eve = stranger();
    const Json till = expect(201, post(kEvent + "/tills", {{"name", "T"}}, boss));
    const std::string tillPath = "/api/v1/tills/" + till["id"].get<std::string>() + "/sessions";
    const Json session =
        expect(201, post(tillPath, {{"opening_float", {{"amount", 1}, {"currency", "USD"}}}}, boss));
    const Json sold = sellOne(seller());
    const Json station = expect(
        201, post("/api/v1/stations", {{"name", "S"}, {"kind", "counter"}, {"event", "summer-fair"}}, boss));
    const std::string ann = addStaff("ann", "cashier");
    const std::string order = "/api/v1/orders/" + sold["code"].get<std::string>();
    const std::string ticket = "/api/v1/tickets/" + sold["tickets"][0]["id"].get<std::string>();
    const std::string stationPath = "/api/v1/stations/" + station["id"].get<std::string>();
    for (const std::string& path :
         {order, order + "/payments", order + "/refunds", sold["tickets"][0]["pdf"].get<std::string>(),
          ticket, tillPath, "/api/v1/till-sessions/" + session["id"].get<std::string>(),
          "/api/v1/receipts?series=" + till["series"].get<std::string>(), stationPath,
          "/api/v1/staff/" + ann})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 404, get(path, eve).status);
    for (const std::string& path : {order + "/void", order + "/refunds", ticket + "/block",
                                    ticket + "/reissue", stationPath + "/revoke", tillPath})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 404, post(path, {{"reason", "mine"}}, eve).status);
    // By the wrong event's address too.
    const Json voucher = expect(201, post(kEvent + "/vouchers",
                                          {{"code", "A"},
                                           {"effect", "amount_off"},
                                           {"value", 1},
                                           {"valid_from", "2020-01-01T00:00:00Z"},
                                           {"valid_until", "2090-01-01T00:00:00Z"}},
                                          boss));
    CPPUNIT_ASSERT_EQUAL(
        404, get("/api/v1/events/winter-fair/vouchers/" + voucher["id"].get<std::string>(), eve).status);
    const Json quota = setup()["quotas"][0]["id"];
    CPPUNIT_ASSERT_EQUAL(404, ask("PATCH", "/api/v1/events/winter-fair/quotas/" + quota.get<std::string>(),
                                  {{"size", 1}}, eve, {{"If-Match", "\"1\""}})
                                  .status);
    CPPUNIT_ASSERT(expect(200, get("/api/v1/staff", eve))["items"].dump().find("ann") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(200, get(order, boss).status); // and nothing was done to it
    CPPUNIT_ASSERT_EQUAL(std::string("valid"), expect(200, get(ticket, boss))["state"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(AttackTest, nobodyGivesARoleThatIsNotTheirs)
{
    const Credential eve = stranger();
    const Json everywhere = {
        {"name", "X"}, {"login", "xena"}, {"roles", {{{"role", "organiser"}, {"event", nullptr}}}}};
    expectProblem(post("/api/v1/staff", everywhere, eve), 403, "forbidden");
    const Json elsewhere = {
        {"name", "X"}, {"login", "xena"}, {"roles", {{{"role", "cashier"}, {"event", "summer-fair"}}}}};
    expectProblem(post("/api/v1/staff", elsewhere, eve), 403, "forbidden");
}

CPPUNIT_TEST_FIXTURE(AttackTest, aTillTakesNoMoneyOfAnotherEvent)
{
    expect(201,
           post("/api/v1/events", document->json()["components"]["schemas"]["NewEvent"]["example"], boss));
    const Json till = expect(201, post("/api/v1/events/winter-fair/tills", {{"name", "T"}}, boss));
    const Json session = expect(201, post("/api/v1/tills/" + till["id"].get<std::string>() + "/sessions",
                                          {{"opening_float", {{"amount", 1}, {"currency", "USD"}}}}, boss));
    Json body = order(0, 1, 9000);
    body["till_session"] = session["id"];
    expectProblem(post("/api/v1/orders", body, seller()), 409, "till_closed");
    const std::string sold = "/api/v1/orders/" + sellOne(seller())["code"].get<std::string>();
    expectProblem(post(sold + "/refunds", {{"reason", "r"}, {"till_session", session["id"]}}, boss), 409,
                  "till_closed");
}

// A password that leaks is worth no ticket: what is sold and let in names a station.
CPPUNIT_TEST_FIXTURE(AttackTest, aPasswordAloneSellsNothingAndLetsNobodyIn)
{
    addStaff("ann", "cashier");
    addStaff("gail", "scanner");
    const Json scan = {{"token", "x"}, {"direction", "entry"}, {"gate", "North gate"}, {"nonce", "n"}};
    for (const char* login : {"ann", "gail", "boss"}) {
        const Credential office{{"Authorization", "Bearer " + logInByPassword(login)}};
        expectProblem(post("/api/v1/orders", order(0, 1, 9000), office), 403, "forbidden");
        expectProblem(ask("POST", "/api/v1/scans", scan, office), 403, "forbidden");
        expectProblem(ask("POST", "/api/v1/scans/batch", {{"scans", {scan}}}, office), 403, "forbidden");
    }
    const Json orders = expect(200, get("/api/v1/orders?event=summer-fair", boss));
    CPPUNIT_ASSERT(orders["items"].empty());
}

CPPUNIT_TEST_FIXTURE(AttackTest, onlyItsStationAndSupervisorsSeeTicketsThatAreNotSoldYet)
{
    addStaff("ann", "cashier");
    addStaff("sue", "supervisor");
    const Credential station = addCounter();
    const Credential counter = logInAt(station, "ann");
    const Json wanted = {{"ticket_type", typeId(0)}, {"quantity", 3}};
    expectProblem(post("/api/v1/allotments", wanted, counter), 403, "forbidden"); // she sells, and no more
    const Json leased = expect(201, post("/api/v1/allotments", wanted, logInAt(station, "sue")));
    const auto seenBy = [&](const Credential& who) {
        return expect(200, get("/api/v1/allotments?event=summer-fair", who))["items"].size();
    };
    const Credential office{{"Authorization", "Bearer " + logInByPassword("ann")}};
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, seenBy(office));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, seenBy(logInAt(addCounter("South counter"), "ann")));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, seenBy(counter));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, seenBy(boss));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, expect(200, get("/api/v1/allotments", boss))["items"].size());
    const Answered list = get("/api/v1/allotments?event=summer-fair", boss); // and of them no list tells all
    CPPUNIT_ASSERT(list.body.find(leased["tickets"][0]["token"].get<std::string>()) == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(3, list.json["items"][0]["counts"]["leased"].get<int>());
}

CPPUNIT_TEST_FIXTURE(AttackTest, cookiesNeverCount)
{
    const std::string secret = boss.at("Authorization").substr(7);
    for (const char* name :
         {"session", "Ace-Staff", "Authorization", "ace_office", "__Host-session", "bearer"})
        client->setCookie(name, secret);
    expectProblem(get("/api/v1/staff", {}), 401, "unauthorized");
    expectProblem(post("/api/v1/staff", {{"name", "X"}, {"login", "xena"}}, {}), 401, "unauthorized");
    expectProblem(get("/api/v1/sessions/current", {}), 401, "unauthorized");
}

CPPUNIT_TEST_FIXTURE(AttackTest, aBearerInTheWrongPlaceIsNone)
{
    const std::string secret = boss.at("Authorization").substr(7);
    expectProblem(get("/api/v1/staff?access_token=" + secret, {}), 401, "unauthorized");
    expectProblem(get("/api/v1/staff", {{"Ace-Staff", secret}}), 401, "unauthorized");
    expectProblem(get("/api/v1/staff", {{"Authorization", "Basic " + secret}}), 401, "unauthorized");
    addStaff("ann", "supervisor");
    const Credential counter = logInAt(addCounter(), "ann");
    expectProblem(get("/api/v1/sessions/current", {{"Authorization", "Bearer " + counter.at("Ace-Staff")}}),
                  401,
                  "unauthorized"); // a PIN's bearer is worth nothing without its station
}

// Each text comes back as it was or cleaned of control characters; it is never run, and a log line stays one
// line.
CPPUNIT_TEST_FIXTURE(AttackTest, whatIsTypedIsStoredAndNeverRun)
{
    int n = 0;
    for (const std::string& text :
         {std::string("'; DROP TABLE staff; --"), std::string("\" OR \"1\"=\"1"),
          std::string("a\r\nX-Injected: 1\r\n\r\nb"), std::string("x\nace ERROR forged log line"),
          std::string("=cmd|' /C calc'!A0"), std::string("<script>alert(1)</script>"),
          std::string("{{name}} %s %n ${jndi:ldap://x}"), std::string("\u202Eevil\u0000nul", 12),
          std::string("日本語 \U0001F3AB Zoë")}) {
        const std::string clean = cleanUtf8(text);
        const Answered till = post(kEvent + "/tills", {{"name", text}}, boss);
        if (till.status == 201)
            CPPUNIT_ASSERT_EQUAL(clean, till.json["name"].get<std::string>());
        Json wanted = order(0, 1, 9000);
        wanted["customer"] = {{"name", text}, {"email", text}};
        const Json sold = expect(201, post("/api/v1/orders", wanted, seller()));
        CPPUNIT_ASSERT_EQUAL(clean, sold["customer"]["name"].get<std::string>());
        const std::string ticket = "/api/v1/tickets/" + sold["tickets"][0]["id"].get<std::string>();
        const Answered renamed = post(ticket + "/rename", {{"holder", text}}, boss);
        if (renamed.status == 200)
            CPPUNIT_ASSERT_EQUAL(clean, renamed.json["holder"].get<std::string>());
        const Answered blocked = post("/api/v1/staff", {{"name", text}, {"login", text}}, boss);
        CPPUNIT_ASSERT_EQUAL(400, blocked.status);
        CPPUNIT_ASSERT(ask("POST", "/api/v1/sessions", {{"login", text}, {"password", text}}, {}).status >=
                       400);
        CPPUNIT_ASSERT(get("/api/v1/receipts?series=" + encoded(text), boss).status >= 400);
        CPPUNIT_ASSERT(get("/api/v1/orders?email=" + encoded(text), boss).status < 500);
        const int missing = get("/api/v1/orders/" + encoded("c" + text), boss).status;
        CPPUNIT_ASSERT(missing == 404 || missing == 400);
        const Json scan = {{"token", text},
                           {"direction", "entry"},
                           {"gate", "North gate"},
                           {"nonce", "n" + std::to_string(++n)}};
        CPPUNIT_ASSERT_EQUAL(
            std::string("invalid"),
            expect(200, ask("POST", "/api/v1/scans", scan, scanner()))["reason"].get<std::string>());
    }
    CPPUNIT_ASSERT(client->get("/api/v1/events").field("X-Injected").empty());
    CPPUNIT_ASSERT(expect(200, get("/api/v1/staff", boss))["items"].size() >= 1);
    CPPUNIT_ASSERT_EQUAL(0, test::countOf(log.all(), "\nace ERROR forged"));
    CPPUNIT_ASSERT_EQUAL(std::string::npos, log.all().find(kPassword));
}

} // namespace

} // namespace ace::server
