// SPDX-License-Identifier: MIT
// What a counter asks of its server: the words on the wire, and what comes of each answer.
#include <ace/kit/RememberingSalesDesk.h>
#include <ace/kit/RemoteSalesDesk.h>
#include <ace/kit/RemoteStaffing.h>
#include <ace/kit/RemoteTillDesk.h>
#include <ace/kit/RestClient.h>

#include "TestSupport.h"
#include "support/FakeServer.h"

#include <ace/base/File.h>

#include <nlohmann/json.hpp>

namespace ace::kit {

namespace {

using test::FakeServer;
using Json = nlohmann::json;
using staffing::LoginRefused;

std::string uuid(int number)
{
    std::string tail = std::to_string(number);
    return "019e0000-0000-7000-8000-" + std::string(12 - tail.size(), '0') + tail;
}
Json usd(std::int64_t amount) { return {{"amount", amount}, {"currency", "USD"}}; }

Json anOrder()
{
    return {{"code", "K7PM2XQ4"},
            {"total", usd(5000)},
            {"change", 1000},
            {"receipt", "T3-000123"},
            {"tickets", {{{"id", uuid(1)}, {"type", uuid(2)}, {"token", "TOKEN"}, {"state", "valid"}}}}};
}

Json aSession(const Json& closedAt)
{
    return {{"id", uuid(4)},
            {"till", uuid(3)},
            {"opened_by", uuid(5)},
            {"opened_at", "2026-11-22T20:00:00Z"},
            {"opening_float", usd(10000)},
            {"closed_at", closedAt},
            {"closed_by", nullptr},
            {"counted", closedAt.is_null() ? Json() : usd(9000)},
            {"difference", closedAt.is_null() ? Json() : usd(-1000)},
            {"totals",
             {{"methods", Json::array({{{"name", "cash"},
                                        {"payments", 1},
                                        {"taken", usd(5000)},
                                        {"refunds", 0},
                                        {"refunded", usd(0)}}})},
              {"gross", usd(5000)},
              {"tax", usd(0)},
              {"paid_in", usd(0)},
              {"paid_out", usd(0)},
              {"expected_cash", usd(15000)},
              {"receipts_from", 1},
              {"receipts_until", 1}}}};
}

Json anEntry(const Json& out)
{
    return {{"id", uuid(6)},
            {"staff", uuid(5)},
            {"event", "summer-fair"},
            {"station", uuid(7)},
            {"in", "2026-11-22T20:00:00Z"},
            {"breaks", {{{"from", "2026-11-22T20:10:00Z"}, {"until", nullptr}}}},
            {"out", out},
            {"revision", 2}};
}

class DeskTest : public CppUnit::TestFixture
{
protected:
    struct Counter
    {
        explicit Counter(const FakeServer& server)
            : client(test::valueOf(ServerAccess::parse(server.url())), {clock, ids, credential, link},
                     {.attempts = 1,
                      .firstPause = std::chrono::milliseconds(1),
                      .longestPause = std::chrono::milliseconds(1),
                      .idleConnections = 1,
                      .idleTime = std::chrono::seconds(8)})
        {
        }
        test::FakeClock clock;
        test::FakeIdSource ids;
        NoCredential credential;
        LinkMonitor link{clock};
        RestClient client;
        RemoteSalesDesk sales{client};
        RemoteTillDesk tills{client};
        RemoteStaffing staffing{client};
    };
    static FakeServer::Answer always(const std::string& status, const Json& body,
                                     const std::string& fields = {})
    {
        std::string answer = FakeServer::http(status, body.is_null() ? "" : body.dump());
        answer.insert(answer.find("\r\n") + 2, fields);
        return [answer](const auto&) { return answer; };
    }
    static FakeServer::Answer problem(const std::string& status, const std::string& code,
                                      const std::string& fields = {})
    {
        return always(status, {{"code", code}, {"detail", "in words"}}, fields);
    }
    static SaleRequest aSale()
    {
        SaleRequest request;
        request.event = "summer-fair";
        request.items = {{*TicketTypeId::parse(uuid(2)), 2}};
        request.tendered = 6000;
        request.key = "key-1";
        return request;
    }
    static LoginRefused refusalOf(const FakeServer& server)
    {
        Counter counter(server);
        return std::get<LoginRefused>(test::valueOf(counter.staffing.logIn({{}, "dana", "7391"})));
    }
    static StationId station() { return *StationId::parse(uuid(7)); }
    static TillId till() { return *TillId::parse(uuid(3)); }
};

CPPUNIT_TEST_FIXTURE(DeskTest, sellsForCash)
{
    FakeServer server(always("201 Created", anOrder()));
    Counter counter(server);
    const auto order = std::get<CounterOrder>(test::valueOf(counter.sales.sell(aSale())));
    CPPUNIT_ASSERT_EQUAL(std::string("K7PM2XQ4"), order.code);
    CPPUNIT_ASSERT_EQUAL(std::string("$50.00"), order.total.format());
    CPPUNIT_ASSERT_EQUAL(std::string("$10.00"), order.change.format());
    CPPUNIT_ASSERT_EQUAL(std::string("T3-000123"), order.receipt);
    CPPUNIT_ASSERT_EQUAL(std::string("TOKEN"), order.tickets.at(0).token);
    const auto seen = server.seen().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("/api/v1/orders"), seen.head.getURI());
    CPPUNIT_ASSERT_EQUAL(std::string("key-1"), seen.head.get("Idempotency-Key"));
    CPPUNIT_ASSERT((Json{{"event", "summer-fair"},
                         {"items", {{{"ticket_type", uuid(2)}, {"quantity", 2}}}},
                         {"payment", {{"method", "cash"}, {"tendered", 6000}}}}) == Json::parse(seen.body));
}

CPPUNIT_TEST_FIXTURE(DeskTest, handsRefusalsOnAsValues)
{
    for (const char* status : {"404 Not Found", "409 Conflict", "422 Unprocessable Entity"}) {
        FakeServer server(problem(status, "sold_out"));
        Counter counter(server);
        const auto outcome = test::valueOf(counter.sales.sell(aSale()));
        CPPUNIT_ASSERT((std::get<DeskRefusal>(outcome) == DeskRefusal{"sold_out", "in words"}));
    }
}

CPPUNIT_TEST_FIXTURE(DeskTest, doesNotTakeARefusedStationForARefusedSale)
{
    FakeServer server(problem("401 Unauthorized", "unauthorized"));
    Counter counter(server);
    const auto outcome = counter.sales.sell(aSale());
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(DeskTest, doesNotKnowTheOutcomeOfAStrangeAnswer)
{
    Json currency = anOrder();
    currency["total"]["currency"] = "dollars";
    for (const Json& strange : {Json::array(), Json{{"code", 1}}, currency}) {
        FakeServer server(always("201 Created", strange));
        Counter counter(server);
        const auto outcome = counter.sales.sell(aSale());
        CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::OutcomeUnknown);
    }
}

CPPUNIT_TEST_FIXTURE(DeskTest, findsOrdersAndTheirPdf)
{
    FakeServer server([](const auto& seen) {
        if (seen.head.getURI().find("GONE") != std::string::npos)
            return FakeServer::http("404 Not Found", R"({"code":"unknown_order"})");
        return FakeServer::http("200 OK", seen.head.getURI().ends_with(".pdf") ? "%PDF-1" : anOrder().dump());
    });
    Counter counter(server);
    CPPUNIT_ASSERT(test::valueOf(counter.sales.findOrder("K7PM2XQ4")).has_value());
    CPPUNIT_ASSERT(!test::valueOf(counter.sales.findOrder("GONE")));
    const auto ticket = *TicketId::parse(uuid(1));
    CPPUNIT_ASSERT_EQUAL(std::string("%PDF-1"), test::valueOf(counter.sales.ticketPdf("K7PM2XQ4", ticket)));
    CPPUNIT_ASSERT(!counter.sales.ticketPdf("GONE", ticket));
}

CPPUNIT_TEST_FIXTURE(DeskTest, findsTheOpenSessionOfItsTill)
{
    FakeServer server([](const auto& seen) {
        const bool second = seen.head.getURI().find("after=NEXT") != std::string::npos;
        const Json page = second ? Json{{"items", {aSession(nullptr)}}, {"next", nullptr}}
                                 : Json{{"items", {aSession("2026-11-22T20:30:00Z")}}, {"next", "NEXT"}};
        return FakeServer::http("200 OK", page.dump());
    });
    Counter counter(server);
    const auto open = test::valueOf(counter.tills.findOpen(till()));
    CPPUNIT_ASSERT(open && !open->session.closedAt);
    CPPUNIT_ASSERT_EQUAL(std::string("$150.00"), open->totals.expectedCash.format());
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), server.seen().size());
}

CPPUNIT_TEST_FIXTURE(DeskTest, opensAndClosesItsTill)
{
    FakeServer server([](const auto& seen) {
        const bool closing = seen.head.getURI().ends_with("/close");
        return FakeServer::http("200 OK", aSession(closing ? Json("2026-11-22T20:30:00Z") : Json()).dump());
    });
    Counter counter(server);
    const auto opened = std::get<TillState>(test::valueOf(counter.tills.open(till(), {10000, {}}, "k1")));
    const auto closed =
        std::get<TillState>(test::valueOf(counter.tills.close(opened.session.id, {9000, {}}, "k2")));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(-1000), closed.difference->minor);
    CPPUNIT_ASSERT_EQUAL(usd(10000), Json::parse(server.seen().at(0).body).at("opening_float"));
    CPPUNIT_ASSERT_EQUAL(usd(9000), Json::parse(server.seen().at(1).body).at("counted"));
    CPPUNIT_ASSERT_EQUAL(std::string("k2"), server.seen().at(1).head.get("Idempotency-Key"));
    FakeServer refusing(problem("409 Conflict", "till_open"));
    Counter other(refusing);
    CPPUNIT_ASSERT(std::get<DeskRefusal>(test::valueOf(other.tills.open(till(), {1, {}}, "k"))).code ==
                   "till_open");
}

CPPUNIT_TEST_FIXTURE(DeskTest, logsInWithAPin)
{
    FakeServer server(
        always("201 Created", {{"bearer", "B"},
                               {"staff", {{"id", uuid(5)}, {"name", "Dana"}, {"login", "dana"}}},
                               {"expires_at", "2026-11-23T12:00:00Z"}}));
    Counter counter(server);
    const auto in = std::get<staffing::LoggedIn>(test::valueOf(counter.staffing.logIn({{}, "dana", "7391"})));
    CPPUNIT_ASSERT_EQUAL(std::string("B"), in.bearer);
    CPPUNIT_ASSERT_EQUAL(std::string("Dana"), in.staff.name);
    CPPUNIT_ASSERT((Json{{"login", "dana"}, {"pin", "7391"}}) == Json::parse(server.seen().at(0).body));
}

CPPUNIT_TEST_FIXTURE(DeskTest, tellsWhyALogInWasRefused)
{
    using Why = LoginRefused::Why;
    FakeServer wrong(problem("401 Unauthorized", "wrong_secret"));
    FakeServer elsewhere(problem("403 Forbidden", "not_here"));
    FakeServer later(problem("429 Too Many Requests", "login_delayed", "Retry-After: 30\r\n"));
    CPPUNIT_ASSERT(refusalOf(wrong).why == Why::WrongSecret);
    CPPUNIT_ASSERT(refusalOf(elsewhere).why == Why::NotHere);
    CPPUNIT_ASSERT(refusalOf(later).why == Why::TryLater);
    CPPUNIT_ASSERT(refusalOf(later).wait == std::chrono::seconds(30));
    FakeServer station(problem("401 Unauthorized", "unauthorized"));
    Counter counter(station);
    CPPUNIT_ASSERT(!counter.staffing.logIn({{}, "dana", "7391"})); // it is the station that is refused
}

CPPUNIT_TEST_FIXTURE(DeskTest, clocksWithTheBearerOfWhoIsMeant)
{
    FakeServer server(always("200 OK", anEntry(nullptr)));
    Counter counter(server);
    const auto entry =
        test::valueOf(counter.staffing.clock("B", ClockAction::Pause, sdk::IdempotencyKey{"", "k", {}}));
    CPPUNIT_ASSERT(entry.onBreak());
    const auto seen = server.seen().at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("B"), seen.head.get("Ace-Staff"));
    CPPUNIT_ASSERT_EQUAL(std::string("k"), seen.head.get("Idempotency-Key"));
    CPPUNIT_ASSERT((Json{{"action", "pause"}}) == Json::parse(seen.body));
}

CPPUNIT_TEST_FIXTURE(DeskTest, tellsWhatTheTimeClockRefuses)
{
    FakeServer table(problem("409 Conflict", "conflict"));
    FakeServer ended(problem("401 Unauthorized", "staff_session_required"));
    Counter atTable(table), atEnd(ended);
    const auto refused = atTable.staffing.clock("B", ClockAction::Out, std::nullopt);
    CPPUNIT_ASSERT(!refused && refused.error().code == ErrorCode::Conflict);
    const auto gone = atEnd.staffing.openEntry("B");
    CPPUNIT_ASSERT(!gone && gone.error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(atEnd.staffing.logOut("B")); // it has ended: nothing is wrong
}

CPPUNIT_TEST_FIXTURE(DeskTest, knowsWhoIsNotClockedIn)
{
    FakeServer server(always("200 OK", {{"entry", nullptr}}));
    Counter counter(server);
    CPPUNIT_ASSERT(!test::valueOf(counter.staffing.openEntry("B")));
}

class ScriptedDesk : public SalesDesk
{
public:
    Result<Offer> loadOffer(const std::string&) override { return failure(ErrorCode::Internal, "not asked"); }
    Result<SaleOutcome> sell(const SaleRequest&) override { return answer; }
    Result<std::optional<CounterOrder>> findOrder(const std::string&) override { return std::nullopt; }
    Result<std::string> ticketPdf(const std::string&, TicketId) override { return std::string(); }

    Result<SaleOutcome> answer = failure(ErrorCode::OutcomeUnknown, "lost");
};

CPPUNIT_TEST_FIXTURE(DeskTest, remembersASaleUntilItsOutcomeIsKnown)
{
    const test::TemporaryFolder folder;
    ScriptedDesk inner;
    RememberingSalesDesk desk(inner, folder.path(), station());
    CPPUNIT_ASSERT(!test::valueOf(desk.takePending()));
    CPPUNIT_ASSERT(!desk.sell(aSale()));
    RememberingSalesDesk again(inner, folder.path(), station()); // after the power cut
    CPPUNIT_ASSERT(test::valueOf(again.takePending()) == aSale());

    inner.answer = failure(ErrorCode::Offline, "gone"); // says nothing of the first attempt
    CPPUNIT_ASSERT(!desk.sell(aSale()));
    CPPUNIT_ASSERT(test::valueOf(desk.takePending()) == aSale());

    inner.answer = SaleOutcome(CounterOrder{});
    CPPUNIT_ASSERT(desk.sell(aSale()));
    CPPUNIT_ASSERT(!test::valueOf(desk.takePending()));
}

CPPUNIT_TEST_FIXTURE(DeskTest, forgetsASaleThatNeverReachedTheServer)
{
    const test::TemporaryFolder folder;
    ScriptedDesk inner;
    inner.answer = failure(ErrorCode::Offline, "gone");
    RememberingSalesDesk desk(inner, folder.path(), station());
    CPPUNIT_ASSERT(!desk.sell(aSale()));
    CPPUNIT_ASSERT(!test::valueOf(desk.takePending()));
    test::mustSucceed(writeFileDurably(folder.path() / "pending-sale.json", "{"));
    CPPUNIT_ASSERT(!desk.takePending()); // and says what to do
    CPPUNIT_ASSERT(std::filesystem::exists(folder.path() / "unsettled-sale.json"));
    CPPUNIT_ASSERT(!test::valueOf(desk.takePending()));
}

CPPUNIT_TEST_FIXTURE(DeskTest, leavesToPeopleASaleOfTheStationThatItWasBefore)
{
    const test::TemporaryFolder folder;
    ScriptedDesk inner;
    CPPUNIT_ASSERT(!RememberingSalesDesk(inner, folder.path(), station()).sell(aSale()));
    RememberingSalesDesk desk(inner, folder.path(), *StationId::parse(uuid(8)));
    const auto pending = desk.takePending();
    CPPUNIT_ASSERT(!pending && pending.error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(std::filesystem::exists(folder.path() / "unsettled-sale.json"));
    CPPUNIT_ASSERT(!test::valueOf(desk.takePending()));
}

} // namespace

} // namespace ace::kit
