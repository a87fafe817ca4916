// SPDX-License-Identifier: MIT
// What somebody tries who wants more than is theirs.
#include "ApiWorld.h"

namespace ace::server {

namespace {

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
                                          {{"opening_float", money(1)}}, boss));
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

// In bodies: see TypedTextTest.
CPPUNIT_TEST_FIXTURE(AttackTest, whatIsTypedIntoAddressesAndHeadersIsNeverRun)
{
    for (const std::string& text :
         {std::string("'; DROP TABLE staff; --"), std::string("\" OR \"1\"=\"1"), std::string("%' OR '1'='1"),
          std::string("a\r\nX-Injected: 1\r\n\r\nb"), std::string("x\nts=1 level=error forged log line"),
          std::string("../../etc/passwd"), std::string("<script>alert(1)</script>"),
          std::string("\u202Eevil\u0000nul", 12)}) {
        const std::string typed = encoded(text);
        for (const std::string& path :
             {"/api/v1/orders/c" + typed, "/api/v1/tickets/" + typed, "/api/v1/events/" + typed + "/setup",
              "/api/v1/staff/" + typed, "/api/v1/receipts?series=" + typed, "/api/v1/orders?event=" + typed,
              "/api/v1/audit?after=" + typed, kEvent + "/vouchers?code=" + typed}) {
            const Answered answered = get(path, boss);
            const bool anyCode =
                path.find("vouchers") != std::string::npos; // is looked for, and found nowhere
            CPPUNIT_ASSERT_MESSAGE(path + " " + answered.body,
                                   anyCode ? answered.status < 500
                                           : answered.status >= 400 && answered.status < 500);
            CPPUNIT_ASSERT(answered.reply.field("X-Injected").empty());
        }
        CPPUNIT_ASSERT(get("/api/v1/orders?email=" + typed, boss).status < 500);
    }
    for (const char* name : {"Idempotency-Key", "If-Match", "Ace-Staff", "X-Request-Id", "User-Agent"})
        CPPUNIT_ASSERT(ask("POST", kEvent + "/tills", {{"name", "T"}}, boss,
                           {{name, "'; DROP TABLE staff; -- <script> ts=1 level=error"}})
                           .status < 500);
    expect(200, get("/api/v1/staff", boss));
    CPPUNIT_ASSERT_EQUAL(0, test::countOf(log.all(), "\nts=1 level=error"));
}

} // namespace

} // namespace ace::server
