// SPDX-License-Identifier: MIT
#include "AccessFixture.h"

namespace ace::server::access {

namespace {

using std::chrono::seconds;
using test::FakeRequest;
using Kind = Credential::Kind;

class AccessTest : public test::AccessFixture
{
public:
    void setUp() override
    {
        AccessFixture::setUp();
        counter_ = paired("Counter 1");
        gate_ = paired("North", StationKind::Gate);
        ann_ = aCashier("ann");
        give(ann_);
    }

protected:
    FakeRequest atCounter(const std::string& staffBearer = "")
    {
        FakeRequest request;
        request.bearer(jwtOf(counter_));
        if (!staffBearer.empty())
            request.with("Ace-Staff", staffBearer);
        return request;
    }
    static FakeRequest inOffice(const std::string& bearer) { return std::move(FakeRequest().bearer(bearer)); }

    Station counter_;
    Station gate_;
    Staff ann_;
};

CPPUNIT_TEST_FIXTURE(AccessTest, knowsAStationAndWhoStandsAtIt)
{
    const std::string bearer = bearerOf(withPin(counter_, "ann"));
    const Credential who = authorize(atCounter(bearer), "sell", here());
    CPPUNIT_ASSERT(who.kind == Kind::Station && who.station->id == counter_.id);
    CPPUNIT_ASSERT((who.actor() == Actor{ann_.id, counter_.id}));
    CPPUNIT_ASSERT_EQUAL(bearer, who.staffBearer);
    CPPUNIT_ASSERT_EQUAL("station:" + counter_.id.toString(), who.id());
    CPPUNIT_ASSERT_EQUAL("station:" + counter_.id.toString() + "|POST /api/v1/orders",
                         who.scope(operation("sell")));
    CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.7"), who.address);
}

CPPUNIT_TEST_FIXTURE(AccessTest, knowsTheBackOffice)
{
    const std::string bearer = bearerOf(withPassword("ann"));
    const Credential who = authorize(inOffice(bearer), "showOrder", here());
    CPPUNIT_ASSERT(who.kind == Kind::BackOffice && !who.station);
    CPPUNIT_ASSERT_EQUAL("staff:" + ann_.id.toString(), who.id()); // over log-ins
    assertCode("", refusal(FakeRequest().with("Authorization", "bEaReR   " + bearer), "showOrder"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, asksForACredential)
{
    for (const char* id : {"sell", "scan", "showStaff", "sync", "listAudit", "showSession"})
        assertCode("unauthorized", refusal(FakeRequest(), id));
    assertCode("unauthorized", refusal(FakeRequest().with("Cookie", "session=1"), "sell"));
    for (const char* header : {"", "Bearer", "Bearer ", "Basic b2xnYTp4", "bearer:x"})
        assertCode("unauthorized", refusal(FakeRequest().with("Authorization", header), "sell"));
    for (const char* bearer : {"x", "a.b.c", "ace1.counter.9999999999.x", "..", "' OR 1=1 --"})
        assertCode("unauthorized", refusal(inOffice(bearer), "sell"));
    try {
        authorize(FakeRequest(), "sell");
    } catch (const http::Problem& problem) {
        CPPUNIT_ASSERT_EQUAL(std::string("WWW-Authenticate"), problem.headers().front().first);
    }
}

CPPUNIT_TEST_FIXTURE(AccessTest, looksAtNoCredentialWhereNoneIsNeeded)
{
    for (const char* id : {"listEvents", "showEvent", "pairStation", "checkHealth", "showMetrics"}) {
        const Credential who = authorize(inOffice("nonsense"), id);
        CPPUNIT_ASSERT(who.kind == Kind::Anonymous);
    }
}

CPPUNIT_TEST_FIXTURE(AccessTest, asksForStaffAtAStation)
{
    assertCode("staff_session_required", refusal(atCounter(), "sell"));
    assertCode("staff_session_required", refusal(atCounter("nonsense"), "sell"));
    assertCode("", refusal(atCounter("nonsense"), "sync")); // nobody is logged in: the station alone may
    assertCode("", refusal(atCounter(), "sync"));
    assertCode("", refusal(atCounter(), "showSelf"));
    assertCode("", refusal(atCounter(), "listStaffHere"));
    assertCode("", refusal(atCounter(), "logIn"));
    assertCode("", refusal(FakeRequest(), "logIn"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, aLogInCountsOnlyWhereItWasMade)
{
    const Station second = paired("Counter 2");
    const std::string pin = bearerOf(withPin(second, "ann"));
    assertCode("staff_session_required", refusal(atCounter(pin), "sell"));
    assertCode("unauthorized", refusal(inOffice(pin), "showOrder")); // without its station
    const std::string password = bearerOf(withPassword("ann"));
    assertCode("staff_session_required", refusal(atCounter(password), "sell"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, endsWithTheLogInAndTheStation)
{
    const std::string bearer = bearerOf(withPin(counter_, "ann"));
    assertCode("", refusal(atCounter(bearer), "sell"));
    test::mustSucceed(people_->staffing.logOut(bearer));
    assertCode("staff_session_required", refusal(atCounter(bearer), "sell"));
    test::mustSucceed(people_->stations.revoke(counter_.id, {}));
    assertCode("station_revoked", refusal(atCounter(), "showSelf"));
    clock_.advance(seconds(1000));
    FakeRequest late;
    late.bearer(key_.jwt(headerOf(gate_), claimsOf(gate_, -400)));
    assertCode("unauthorized", refusal(late, "showSelf"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, aHeartbeatIsNoUseOfALogIn)
{
    const std::string idle = bearerOf(withPin(counter_, "ann"));
    const std::string busy = bearerOf(withPin(counter_, "ann"));
    for (int i = 1; i < 4 * 60 * 3; ++i) {
        clock_.advance(seconds(20));
        if (i % 30 == 0) {
            assertCode("", refusal(atCounter(idle), i % 60 ? "showSelf" : "sync"));
            assertCode("", refusal(atCounter(busy), "sell"));
        }
    }
    clock_.advance(seconds(20)); // 4 hours
    assertCode("staff_session_required", refusal(atCounter(idle), "showSelf"));
    assertCode("", refusal(atCounter(busy), "showSelf"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, aStationActsForItsOwnEventOnly)
{
    const Staff max = aPerson("max", {{Role::Organiser, std::nullopt}});
    give(max);
    const std::string bearer = bearerOf(withPin(counter_, "max"));
    assertCode("", refusal(atCounter(bearer), "sell", here()));
    assertCode("forbidden", refusal(atCounter(bearer), "sell", there()));
    assertCode("forbidden", refusal(atCounter(bearer), "showEventSetup", there()));
    assertCode("unknown_order", refusal(atCounter(bearer), "showOrder", there()));
    assertCode("not_found", refusal(atCounter(bearer), "showTicket", there()));
    assertCode("forbidden", refusal(atCounter(), "sync", there()));
    assertCode("", refusal(inOffice(bearerOf(withPassword("max"))), "showOrder", there()));
}

CPPUNIT_TEST_FIXTURE(AccessTest, aStationOfOneKindDoesNotDoTheOthersWork)
{
    const Staff max = aPerson("max", {{Role::Organiser, std::nullopt}});
    give(max);
    const std::string atGate = bearerOf(withPin(gate_, "max"));
    FakeRequest gate;
    gate.bearer(jwtOf(gate_)).with("Ace-Staff", atGate);
    assertCode("", refusal(gate, "scan", here()));
    assertCode("forbidden", refusal(gate, "sell", here()));
    assertCode("forbidden", refusal(atCounter(bearerOf(withPin(counter_, "max"))), "scan", here()));
    assertCode("forbidden", refusal(gate, "listStaff")); // the back office's
}

CPPUNIT_TEST_FIXTURE(AccessTest, aGateSendsItsLogWithoutStaff)
{
    FakeRequest gate;
    gate.bearer(jwtOf(gate_));
    assertCode("", refusal(gate, "scanBatch", here()));
    assertCode("forbidden", refusal(gate, "scanBatch", there()));
    assertCode("staff_session_required", refusal(gate, "scan", here()));
    assertCode("forbidden", refusal(atCounter(), "scanBatch", here()));
    assertCode("forbidden", refusal(inOffice(bearerOf(withPassword("ann"))), "scanBatch", here()));
    gate.with("Ace-Staff", "a log-in that has ended");
    assertCode("", refusal(gate, "scanBatch", here()));
    CPPUNIT_ASSERT(!authorize(gate, "scanBatch", here()).staff);
}

CPPUNIT_TEST_FIXTURE(AccessTest, demoBearersDoWhatTheyDoToday)
{
    const auto counter = inOffice(demoBearer(runtime::Role::Counter));
    const auto gate = inOffice(demoBearer(runtime::Role::Gate));
    for (const char* id : {"sell", "showOrder", "showTicketPdf"}) {
        assertCode("", refusal(counter, id, here()));
        assertCode("forbidden", refusal(gate, id, here()));
    }
    assertCode("", refusal(gate, "scan", here()));
    assertCode("forbidden", refusal(counter, "scan", here()));
    for (const char* id : {"listOrders", "voidOrder", "scanBatch", "sync", "listStaff", "clock", "logIn"})
        assertCode("forbidden", refusal(counter, id));
    demo_.reset(); // a folder that is not marked demo
    access_ = std::make_unique<Access>(
        Access::Parts{people_->staffing, people_->stations, nullptr, clock_, ids_, test::kInstallation, {}});
    assertCode("unauthorized", refusal(counter, "sell"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, notesThatAStationWasHeard)
{
    authorize(atCounter(), "sync");
    CPPUNIT_ASSERT(test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
                       return access.stations.find(counter_.id)->seenAt;
                   })) == clock_.now());
}

CPPUNIT_TEST_FIXTURE(AccessTest, tellsHowManyRequestsAreLeft)
{
    RateLimits limits;
    limits.credential.fill({2, 1});
    access_ = makeAccess(limits);
    const FakeRequest request = atCounter();
    authorize(request, "sync");
    CPPUNIT_ASSERT_EQUAL(std::string("2"), request.response().get("RateLimit-Limit"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), request.response().get("RateLimit-Remaining"));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), request.response().get("RateLimit-Reset"));
    authorize(request, "sync");
    try {
        authorize(request, "sync");
        CPPUNIT_FAIL("a third one was let in");
    } catch (const http::Problem& problem) {
        CPPUNIT_ASSERT_EQUAL(std::string_view("too_many_requests"), problem.kind().code);
        CPPUNIT_ASSERT((problem.headers().back() == std::pair<std::string, std::string>{"Retry-After", "1"}));
    }
    clock_.advance(seconds(1));
    authorize(request, "sync");
}

CPPUNIT_TEST_FIXTURE(AccessTest, whoGuessesCredentialsIsSlowedDownAndNobodyElseThere)
{
    for (int i = 0; i < 60; ++i)
        assertCode("unauthorized", refusal(inOffice("guess " + std::to_string(i)), "listStaff"));
    assertCode("too_many_requests", refusal(inOffice("guess"), "listStaff"));
    assertCode("", refusal(atCounter(), "sync")); // of the same address
    FakeRequest elsewhere("198.51.100.4");
    assertCode("unauthorized", refusal(elsewhere.bearer("guess"), "listStaff"));

    assertCode("staff_session_required", refusal(atCounter("ended long ago"), "sell"));
    FakeRequest late;
    assertCode("unauthorized",
               refusal(late.bearer(key_.jwt(headerOf(gate_), claimsOf(gate_, -400))), "sync"));
    test::mustSucceed(people_->stations.revoke(counter_.id, {}));
    for (int i = 0; i < 400; ++i) // its own limit does not silence the truth either
        assertCode("station_revoked", refusal(atCounter(), "sync"));
    FakeRequest gate;
    assertCode("", refusal(gate.bearer(jwtOf(gate_)), "sync"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, junkLogInsFromAnAddressDoNotStopItsStaff)
{
    const auto logIn = [&](const std::string& login) {
        return test::codeOf([&] { access_->countLogin(authorize(FakeRequest(), "logIn"), login); });
    };
    for (int i = 0; i < 30; ++i)
        assertCode("", logIn("olga"));
    assertCode("too_many_requests", logIn("olga"));
    for (int i = 0; i < 300; ++i)
        assertCode("", logIn("junk " + std::to_string(i)));
    assertCode("", logIn("ann"));
    assertCode("", refusal(atCounter(), "logIn"));
    clock_.advance(seconds(2));
    assertCode("", logIn("olga"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, whatSucceedsCountsAgainstNothing)
{
    for (int i = 0; i < 1000; ++i) {
        const Credential nobody = authorize(FakeRequest(), "logIn");
        access_->countLogin(nobody, "ann");
        access_->giveBack(nobody, operation("logIn"), "ann");
        const FakeRequest station = atCounter();
        access_->giveBack(authorize(station, "logIn"), operation("logIn"), "ann");
        access_->giveBack(authorize(FakeRequest(), "pairStation"), operation("pairStation"));
    }
}

CPPUNIT_TEST_FIXTURE(AccessTest, countsAnIpv6NetworkAsOne)
{
    CPPUNIT_ASSERT_EQUAL(std::string("2001:db8:1:2::/64"),
                         authorize(FakeRequest("2001:db8:1:2:3:4:5:6"), "listEvents").address);
    CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.9"),
                         authorize(FakeRequest("::ffff:192.0.2.9"), "listEvents").address);
    for (int i = 0; i < 300; ++i)
        assertCode("", refusal(FakeRequest("2001:db8::" + std::to_string(i + 1)), "pairStation"));
    assertCode("too_many_requests", refusal(FakeRequest("2001:db8::abcd"), "pairStation"));
    assertCode("", refusal(FakeRequest("2001:db8:0:1::1"), "pairStation"));
}

CPPUNIT_TEST_FIXTURE(AccessTest, anInstallationHasOneNameForItsKeyFile)
{
    const std::string name = test::valueOf(installationOf(data_));
    CPPUNIT_ASSERT(Uuid::parse(name));
    CPPUNIT_ASSERT_EQUAL(name, test::valueOf(installationOf(data_)));
    runtime::DataFolder other(folder_.path() / "other");
    test::mustSucceed(other.prepare(ids_));
    CPPUNIT_ASSERT(name != test::valueOf(installationOf(other)));
    CPPUNIT_ASSERT(!installationOf(runtime::DataFolder(folder_.path() / "none")));
}

} // namespace

} // namespace ace::server::access
