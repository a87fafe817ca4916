// SPDX-License-Identifier: MIT
// Money at counters: whose drawer it goes into, comes out of, and when.
#include "ApiWorld.h"

namespace ace::server {

namespace {

class TillTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        addStaff("ann", "supervisor");
        addStaff("bob", "cashier");
        addStaff("cleo", "cashier");
        till = expect(201, post("/api/v1/events/summer-fair/tills", {{"name", "Till"}}, boss)).at("id");
        station = addCounter("Counter", till);
        ann = logInAt(station, "ann");
    }

protected:
    // By whoever is logged in at the counter; answers the session's address.
    std::string openTill(const Credential& who)
    {
        const Json session =
            expect(201, post("/api/v1/tills/" + till + "/sessions", {{"opening_float", money(10000)}}, who));
        return "/api/v1/till-sessions/" + session["id"].get<std::string>();
    }
    void closeTill(const std::string& session)
    {
        expect(200, post(session + "/close", {{"counted", money(1)}}, ann));
    }
    static Json payOut() { return {{"kind", "pay_out"}, {"amount", money(500)}, {"reason", "stamps"}}; }

    std::string till;
    Credential station, ann;
};

CPPUNIT_TEST_FIXTURE(TillTest, aSaleIsAnsweredAgainOnceItsTillIsClosed)
{
    const std::string session = openTill(ann);
    const test::Fields key = {{"Idempotency-Key", "once"}};
    const Answered sold = ask("POST", "/api/v1/orders", order(0, 1, 9000), ann, key);
    expect(201, sold);
    closeTill(session);
    const Answered again = ask("POST", "/api/v1/orders", order(0, 1, 9000), ann, key);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(again.body, 201, again.status);
    CPPUNIT_ASSERT_EQUAL(sold.body, again.body);
    expectProblem(ask("POST", "/api/v1/orders", order(0, 2, 9000), ann, key), 422, "idempotency_key_reused");
    expectProblem(post("/api/v1/orders", order(0, 1, 9000), ann), 409, "till_closed");
}

CPPUNIT_TEST_FIXTURE(TillTest, aClosedTillPaysNothingBack)
{
    const std::string session = openTill(ann);
    const std::string path = "/api/v1/orders/" + sellOne(ann)["code"].get<std::string>() + "/refunds";
    const std::string other = "/api/v1/orders/" + sellOne(ann)["code"].get<std::string>() + "/refunds";
    const test::Fields key = {{"Idempotency-Key", "once"}};
    const Answered refunded = ask("POST", path, {{"reason", "ill"}}, ann, key);
    expect(201, refunded);
    closeTill(session);
    CPPUNIT_ASSERT_EQUAL(refunded.body, ask("POST", path, {{"reason", "ill"}}, ann, key).body);
    expectProblem(post(other, {{"reason", "ill"}}, ann), 409, "till_closed");
    (void)openTill(ann);
    CPPUNIT_ASSERT(expect(201, post(other, {{"reason", "ill"}}, ann))["till_session"].is_string());
}

CPPUNIT_TEST_FIXTURE(TillTest, onlyWhoOpenedItAndSupervisorsMoveCash)
{
    const std::string session = openTill(logInAt(station, "bob"));
    expect(201, post(session + "/moves", payOut(), logInAt(station, "bob")));
    expectProblem(post(session + "/moves", payOut(), logInAt(station, "cleo")), 403, "forbidden");
    const Credential office{{"Authorization", "Bearer " + logInByPassword("bob")}};
    expectProblem(post(session + "/moves", payOut(), office), 403, "forbidden");
    expectProblem(post("/api/v1/tills/" + till + "/sessions", {{"opening_float", money(1)}}, office), 403,
                  "forbidden");
    expect(201, post(session + "/moves", payOut(), ann));
    const Json report = expect(200, get(session, ann));
    CPPUNIT_ASSERT_EQUAL(1000, report["totals"]["paid_out"]["amount"].get<int>());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, report["moves"].size());
    CPPUNIT_ASSERT_EQUAL(std::string("stamps"), report["moves"][0]["reason"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(TillTest, anOrderShowsWhichTicketsStandAndNoTokenOfOthers)
{
    (void)openTill(ann);
    const Json sold = sellOne(ann);
    const Json old = sold["tickets"][0];
    const std::string path = "/api/v1/orders/" + sold["code"].get<std::string>();
    const Json fresh =
        expect(201, post("/api/v1/tickets/" + old["id"].get<std::string>() + "/reissue", nullptr, ann));
    const Json tickets = expect(200, get(path, ann))["tickets"];
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, tickets.size());
    for (const Json& ticket : tickets) {
        const bool isOld = ticket["id"] == old["id"];
        CPPUNIT_ASSERT_EQUAL(isOld, ticket["revoked"].get<bool>());
        CPPUNIT_ASSERT_EQUAL(isOld, ticket["token"].is_null());
        CPPUNIT_ASSERT_EQUAL(isOld ? Json(nullptr) : old["id"], ticket["reissue_of"]);
    }
    const Json summary = expect(200, get("/api/v1/orders?event=summer-fair", ann))["items"][0];
    CPPUNIT_ASSERT_EQUAL(1, summary["tickets"].get<int>());
    CPPUNIT_ASSERT_EQUAL(fresh["token"].dump(),
                         (tickets[0]["token"].is_null() ? tickets[1] : tickets[0])["token"].dump());
}

} // namespace

} // namespace ace::server
