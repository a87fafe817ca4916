// SPDX-License-Identifier: MIT
// Stations against the real server: paired, logged in, and with replies that are lost on the way. What stands
// on record is asked past the proxy.
#include <ace/kit/Pairing.h>
#include <ace/kit/RemoteAdmission.h>
#include <ace/kit/RemoteSalesDesk.h>
#include <ace/kit/RemoteStaffing.h>
#include <ace/kit/RemoteTillDesk.h>
#include <ace/kit/StationCredential.h>

#include "TestSupport.h"
#include "support/DemoServer.h"

#include <ace/base/SystemIdSource.h>
#include <ace/kit/RestClient.h>

namespace ace::kit {

namespace {

using Json = nlohmann::json;

// A paired station at `url`, which may be a proxy's.
class Station
{
public:
    Station(const test::DemoServer& server, const std::string& url, StationKind kind)
        : store_(folder_.path()),
          identity_(test::valueOf(
              Pairing({store_, clock_, ids_, ""}).pair({url, server.pairingCode(name(kind))}, kind))),
          credential_(identity_, test::valueOf(StationKey::parse(identity_.privateKey)), clock_,
                      {[this] { test::mustSucceed(store_.wipe()); }, {}}),
          client_(test::valueOf(ServerAccess::parse(url)), {clock_, ids_, credential_, link_}),
          direct_(test::valueOf(ServerAccess::parse(server.url())), {clock_, ids_, credential_, link_})
    {
    }

    std::string logIn(const std::string& login, const std::string& pin)
    {
        RemoteStaffing staffing(direct_);
        const auto outcome = test::valueOf(staffing.logIn({identity_.station, login, pin}));
        CPPUNIT_ASSERT(std::holds_alternative<staffing::LoggedIn>(outcome));
        const std::string bearer = std::get<staffing::LoggedIn>(outcome).bearer;
        credential_.setStaff(bearer);
        return bearer;
    }
    std::string nextKey() { return ids_.nextUuid().toString(); }
    RestClient& client() { return client_; }
    RestClient& direct() { return direct_; }
    const StationIdentity& identity() const { return identity_; }
    LinkState linkState() const { return link_.link().state; }
    bool isPaired() const { return test::valueOf(store_.load()).has_value(); }

private:
    test::TemporaryFolder folder_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    IdentityStore store_;
    StationIdentity identity_;
    LinkMonitor link_{clock_};
    StationCredential credential_;
    RestClient client_; // by the proxy
    RestClient direct_;
};

class StationServerTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        server_ = std::make_unique<test::DemoServer>();
        proxy_ = std::make_unique<test::LossyProxy>(server_->url());
    }

protected:
    // Logged in, clocked in, with an open till.
    std::unique_ptr<Station> openCounter()
    {
        auto counter = std::make_unique<Station>(*server_, proxy_->url(), StationKind::Counter);
        const std::string bearer = counter->logIn("dana", server_->pinOf("dana"));
        RemoteStaffing staffing(counter->direct());
        CPPUNIT_ASSERT(
            staffing.clock(bearer, ClockAction::In, sdk::IdempotencyKey{"", counter->nextKey(), {}}));
        RemoteTillDesk tills(counter->direct());
        const auto opened =
            test::valueOf(tills.open(*counter->identity().till, {10000, {}}, counter->nextKey()));
        CPPUNIT_ASSERT(std::holds_alternative<TillState>(opened));
        return counter;
    }
    SaleRequest aSale(Station& counter)
    {
        const Offer offer = test::valueOf(RemoteSalesDesk(counter.direct()).loadOffer(server_->event()));
        SaleRequest sale;
        sale.event = server_->event();
        sale.items = {{offer.setup.types.at(0).id, 1}};
        sale.tendered = 100'000;
        sale.key = counter.nextKey();
        return sale;
    }
    static Json askJson(Station& station, const std::string& path)
    {
        const auto answer = test::valueOf(station.direct().send({.path = path}));
        CPPUNIT_ASSERT_MESSAGE(answer.body, answer.good());
        return Json::parse(answer.body);
    }
    void expectOneSale(Station& counter)
    {
        CPPUNIT_ASSERT_EQUAL(std::size_t(1),
                             askJson(counter, "/api/v1/orders?event=" + server_->event()).at("items").size());
        std::int64_t sold = 0;
        for (const auto& level :
             test::valueOf(RemoteSalesDesk(counter.direct()).loadOffer(server_->event())).levels)
            sold = std::max(sold, level.sold);
        CPPUNIT_ASSERT_EQUAL(std::int64_t(1), sold);
        const auto till = test::valueOf(RemoteTillDesk(counter.direct()).findOpen(*counter.identity().till));
        CPPUNIT_ASSERT_EQUAL(std::int64_t(1), till->totals.receiptsUntil);
    }
    static admission::ScanRequest aScan(Station& gate, const std::string& token)
    {
        admission::ScanRequest scan;
        scan.token = token;
        scan.gate = gate.identity().eventSlug + "/" + gate.identity().gate;
        scan.nonce = gate.nextKey();
        return scan;
    }
    static std::string sayOf(const Result<admission::ScanOutcome>& outcome)
    {
        if (!outcome)
            return name(outcome.error().code);
        const auto* answer = std::get_if<admission::ScanAnswer>(&*outcome);
        if (!answer)
            return "problem";
        return answer->verdict.admitted() ? "admitted" : name(*answer->verdict.reason);
    }

    std::unique_ptr<test::DemoServer> server_;
    std::unique_ptr<test::LossyProxy> proxy_;
};

CPPUNIT_TEST_FIXTURE(StationServerTest, aSaleWhoseReplyIsLostIsOneSale)
{
    const auto counter = openCounter();
    RemoteSalesDesk desk(counter->client());
    const SaleRequest sale = aSale(*counter);
    proxy_->loseReplies(1);
    const auto outcome = test::valueOf(desk.sell(sale));
    CPPUNIT_ASSERT_EQUAL(1, proxy_->lost());
    const auto& order = std::get<CounterOrder>(outcome);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), order.tickets.size());
    CPPUNIT_ASSERT(!order.receipt.empty());
    CPPUNIT_ASSERT(test::valueOf(desk.ticketPdf(order.code, order.tickets[0].id)).starts_with("%PDF"));
    expectOneSale(*counter);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aSaleWhoseRepliesAreAllLostIsOneSaleOnceItIsAskedAgain)
{
    const auto counter = openCounter();
    RemoteSalesDesk desk(counter->client());
    const SaleRequest sale = aSale(*counter);
    proxy_->loseReplies(3);
    const auto unknown = desk.sell(sale);
    CPPUNIT_ASSERT(!unknown && unknown.error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT_EQUAL(3, proxy_->lost());
    const std::string bearer = counter->logIn("sam", server_->pinOf("sam")); // whoever is there now may ask
    CPPUNIT_ASSERT(!bearer.empty());
    CPPUNIT_ASSERT(std::holds_alternative<CounterOrder>(test::valueOf(desk.sell(sale))));
    expectOneSale(*counter);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aScanWhoseReplyIsLostIsOneScan)
{
    const auto counter = openCounter();
    const auto sold =
        std::get<CounterOrder>(test::valueOf(RemoteSalesDesk(counter->direct()).sell(aSale(*counter))));
    Station gate(*server_, proxy_->url(), StationKind::Gate);
    gate.logIn("gus", server_->pinOf("gus"));
    RemoteAdmission admission(gate.client());
    const auto scan = aScan(gate, sold.tickets.at(0).token);
    proxy_->loseReplies(1);
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), sayOf(admission.admit(scan)));
    CPPUNIT_ASSERT_EQUAL(1, proxy_->lost());
    CPPUNIT_ASSERT_EQUAL(std::string("already_redeemed"),
                         sayOf(admission.admit(aScan(gate, sold.tickets[0].token))));

    counter->logIn("sam", server_->pinOf("sam")); // a supervisor may see the report
    std::int64_t admitted = 0, refused = 0;
    const Json report = askJson(*counter, "/api/v1/reports/entries?event=" + server_->event());
    for (const Json& row : report.at("rows"))
        (row.at("reason").is_null() ? admitted : refused) += row.at("scans").get<std::int64_t>();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), admitted);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), refused);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, logsInClocksAndLogsOut)
{
    Station counter(*server_, proxy_->url(), StationKind::Counter);
    RemoteStaffing staffing(counter.client());
    const auto here = test::valueOf(staffing.staffAt(counter.identity().station));
    CPPUNIT_ASSERT_EQUAL(std::string("Dana Cashier"), here.at(0).name);
    const auto wrong = test::valueOf(staffing.logIn({counter.identity().station, "dana", "0000"}));
    CPPUNIT_ASSERT(std::get<staffing::LoginRefused>(wrong).why == staffing::LoginRefused::Why::WrongSecret);

    const std::string bearer = counter.logIn("dana", server_->pinOf("dana"));
    const auto key = [&] { return sdk::IdempotencyKey{"", counter.nextKey(), {}}; };
    CPPUNIT_ASSERT(!test::valueOf(staffing.openEntry(bearer)));
    CPPUNIT_ASSERT(!test::valueOf(staffing.clock(bearer, ClockAction::In, key())).out);
    CPPUNIT_ASSERT(test::valueOf(staffing.clock(bearer, ClockAction::Pause, key())).onBreak());
    const auto table = staffing.clock(bearer, ClockAction::In, key());
    CPPUNIT_ASSERT(!table && table.error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(!test::valueOf(staffing.clock(bearer, ClockAction::Resume, key())).onBreak());
    CPPUNIT_ASSERT(test::valueOf(staffing.clock(bearer, ClockAction::Out, key())).out.has_value());
    test::mustSucceed(staffing.logOut(bearer));
    const auto ended = staffing.openEntry(bearer);
    CPPUNIT_ASSERT(!ended && ended.error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(counter.linkState() == LinkState::Online);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aPairingCodeMakesOneStation)
{
    Station counter(*server_, server_->url(), StationKind::Counter);
    const test::TemporaryFolder other;
    SystemClock clock;
    SystemIdSource ids(clock);
    const auto again = Pairing({IdentityStore(other.path()), clock, ids, ""})
                           .pair({server_->url(), server_->pairingCode("counter")}, StationKind::Counter);
    CPPUNIT_ASSERT(!again && again.error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aPairingWhoseReplyIsLostIsDoneOnce)
{
    proxy_->loseReplies(1);
    Station counter(*server_, proxy_->url(), StationKind::Counter);
    CPPUNIT_ASSERT_EQUAL(1, proxy_->lost());
    CPPUNIT_ASSERT_EQUAL(200, test::valueOf(counter.client().send({.path = "/api/v1/stations/self"})).status);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aCodeForAnotherKindOfStationStaysGood)
{
    const test::TemporaryFolder folder;
    SystemClock clock;
    SystemIdSource ids(clock);
    const IdentityStore store(folder.path());
    const Pairing pairing({store, clock, ids, ""});
    const PairingText text{server_->url(), server_->pairingCode("counter")};
    const auto refused = pairing.pair(text, StationKind::Gate);
    CPPUNIT_ASSERT(!refused && refused.error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(test::valueOf(pairing.pair(text, StationKind::Counter)).kind == StationKind::Counter);
}

CPPUNIT_TEST_FIXTURE(StationServerTest, aRevokedStationWipesItselfAtItsNextRequest)
{
    Station counter(*server_, server_->url(), StationKind::Counter);
    counter.logIn("dana", server_->pinOf("dana"));
    SystemClock clock;
    SystemIdSource ids(clock);
    NoCredential nobody;
    LinkMonitor link(clock);
    RestClient office(test::valueOf(ServerAccess::parse(server_->url())), {clock, ids, nobody, link});
    const auto in = test::valueOf(
        office.send({.method = "POST",
                     .path = "/api/v1/sessions",
                     .body = Json{{"login", "olga"}, {"password", server_->passwordOf("olga")}}.dump(),
                     .repeatable = false}));
    CPPUNIT_ASSERT_MESSAGE(in.body, in.good());
    const std::string bearer = "Bearer " + Json::parse(in.body).at("bearer").get<std::string>();
    const auto revoked = test::valueOf(
        office.send({.method = "POST",
                     .path = "/api/v1/stations/" + counter.identity().station.toString() + "/revoke",
                     .idempotencyKey = "revoke-1",
                     .fields = {{"Authorization", bearer}}}));
    CPPUNIT_ASSERT_MESSAGE(revoked.body, revoked.good());

    CPPUNIT_ASSERT(counter.isPaired());
    const auto self = test::valueOf(counter.client().send({.path = "/api/v1/stations/self"}));
    CPPUNIT_ASSERT_EQUAL(401, self.status);
    CPPUNIT_ASSERT(counter.linkState() == LinkState::Revoked);
    CPPUNIT_ASSERT(!counter.isPaired());
}

} // namespace

} // namespace ace::kit
