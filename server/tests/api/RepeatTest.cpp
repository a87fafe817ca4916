// SPDX-License-Identifier: MIT
// Lost replies: the same request again is answered as the first one, and does nothing.
#include "ApiWorld.h"

#include <ace/server/access/Operations.h>

#include <atomic>
#include <regex>
#include <thread>

namespace ace::server {

namespace {

class RepeatTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        start("[deliver]\noutput = \"pdf\"\n"); // a way out, for what is sent again
        addStaff("ann", "supervisor");
        till = expect(201, post(kEvent + "/tills", {{"name", "Till"}}, boss)).at("id");
        counter = logInAt(addCounter("Counter", till), "ann");
    }

protected:
    // Sends it twice with one key, then another body with the key, where it has one. Answers what it said.
    Json twice(const std::string& path, const Json& body, const Credential& who,
               const Json& otherBody = nullptr)
    {
        const test::Fields key = {{"Idempotency-Key", "twice-" + std::to_string(++keysUsed)}};
        const Answered first = ask("POST", path, body, who, key);
        CPPUNIT_ASSERT_MESSAGE(first.body, first.status >= 200 && first.status < 300);
        const std::size_t noted = audited();
        const Answered again = ask("POST", path, body, who, key);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, first.status, again.status);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, first.body, again.body);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path, first.reply.field("Location"), again.reply.field("Location"));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(path + " was done twice", noted, audited());
        const Json other = otherBody.is_null() ? Json{{"something", "else"}} : otherBody;
        expectProblem(ask("POST", path, other, who, key), 422, "idempotency_key_reused");
        done.insert(operationOf(path));
        return first.json;
    }
    static std::string operationOf(const std::string& path)
    {
        for (const access::Operation& operation : access::operations()) {
            const std::regex pattern(
                std::regex_replace(std::string(operation.pattern), std::regex("\\{[a-z]+\\}"), "[^/]+"));
            if (operation.method == "POST" && std::regex_match(path, pattern))
                return std::string(operation.id);
        }
        return path;
    }
    std::size_t audited()
    {
        std::size_t count = 0;
        std::string after = "0";
        while (true) {
            const Json page = expect(200, get("/api/v1/audit?limit=200&after=" + after, boss));
            count += page.at("items").size();
            if (page.at("next").is_null())
                return count;
            after = page.at("next");
        }
    }
    void setUpAnEventTwice();
    void workAtACounterTwice();
    void managePeopleTwice();

    std::string till;
    Credential counter;
    std::set<std::string> done;
};

void RepeatTest::setUpAnEventTwice()
{
    Json event = document->json()["components"]["schemas"]["NewEvent"]["example"];
    Json otherEvent = event;
    otherEvent["slug"] = "autumn-fair";
    const Json made = twice("/api/v1/events", event, boss, otherEvent);
    twice(kEvent + "/quotas", {{"name", "B"}, {"size", 2}}, boss, {{"name", "C"}, {"size", 2}});
    twice(kEvent + "/zones", {{"name", "B"}}, boss, {{"name", "C"}});
    const Json now = setup();
    Json type = {{"name", "T"},
                 {"price", 5},
                 {"zones", {now["zones"][0]["id"]}},
                 {"quotas", {now["quotas"][0]["id"]}}};
    Json otherType = type;
    otherType["price"] = 6;
    twice(kEvent + "/ticket-types", type, boss, otherType);
    const Json zone = now["zones"][0]["id"];
    twice(kEvent + "/gates", {{"name", "G"}, {"zone", zone}}, boss, {{"name", "H"}, {"zone", zone}});
    const Json key = expect(200, get("/api/v1/events/winter-fair/keys", boss))["items"][0];
    twice("/api/v1/events/winter-fair/keys", nullptr, boss);
    twice("/api/v1/events/winter-fair/keys/" + key["id"].dump() + "/retire", nullptr, boss);
    twice(kEvent + "/vouchers", voucher("A"), boss, voucher("B"));
    twice("/api/v1/webhooks", {{"url", "https://example.com/a"}}, boss, {{"url", "https://example.com/b"}});
}

void RepeatTest::workAtACounterTwice()
{
    const std::string session = twice("/api/v1/tills/" + till + "/sessions", {{"opening_float", money(100)}},
                                      counter, {{"opening_float", money(200)}})
                                    .at("id");
    twice("/api/v1/till-sessions/" + session + "/moves",
          {{"kind", "pay_in"}, {"amount", money(10)}, {"reason", "r"}}, counter,
          {{"kind", "pay_in"}, {"amount", money(11)}, {"reason", "r"}});
    const Json sold = twice("/api/v1/orders", order(0, 3, 9000), counter, order(0, 1, 9000));
    const std::string ticket = "/api/v1/tickets/" + sold["tickets"][0]["id"].get<std::string>();
    twice(ticket + "/block", nullptr, counter);
    twice(ticket + "/unblock", nullptr, counter);
    twice(ticket + "/rename", {{"holder", "Z"}}, counter, {{"holder", "Y"}});
    twice(ticket + "/reissue", nullptr, counter);
    const std::string path = "/api/v1/orders/" + sold["code"].get<std::string>();
    twice(path + "/refunds", {{"tickets", {sold["tickets"][1]["id"]}}, {"reason", "r"}}, counter,
          {{"tickets", {sold["tickets"][2]["id"]}}, {"reason", "r"}});
    twice(path + "/resend", {{"email", "a@example.org"}}, counter, {{"email", "b@example.org"}});
    const Json other = sellOne(counter);
    twice("/api/v1/orders/" + other["code"].get<std::string>() + "/void", {{"reason", "r"}}, counter,
          {{"reason", "s"}});
    const Json lease = twice("/api/v1/allotments", {{"ticket_type", typeId(0)}, {"quantity", 3}}, counter,
                             {{"ticket_type", typeId(0)}, {"quantity", 2}});
    const std::string allotment = "/api/v1/allotments/" + lease["id"].get<std::string>();
    twice(allotment + "/return", {{"tickets", {lease["tickets"][0]["id"]}}}, counter,
          {{"tickets", {lease["tickets"][1]["id"]}}});
    twice(allotment + "/write-off", {{"reason", "r"}}, counter, {{"reason", "s"}});
    twice("/api/v1/time-entries", {{"action", "in"}}, counter, {{"action", "out"}});
    const Json open = expect(200, get("/api/v1/till-sessions/" + session, counter));
    twice("/api/v1/till-sessions/" + session + "/close", {{"counted", open["totals"]["expected_cash"]}},
          counter, {{"counted", money(1)}});
}

void RepeatTest::managePeopleTwice()
{
    twice(kEvent + "/tills", {{"name", "Second"}}, boss, {{"name", "Third"}});
    twice("/api/v1/staff", {{"name", "B"}, {"login", "bea"}, {"pin", "4938"}}, boss,
          {{"name", "C"}, {"login", "cleo"}});
    const Json station = {{"name", "S"}, {"kind", "counter"}, {"event", "summer-fair"}};
    const Json otherStation = {{"name", "T"}, {"kind", "counter"}, {"event", "summer-fair"}};
    const std::string id = twice("/api/v1/stations", station, boss, otherStation).at("id");
    twice("/api/v1/stations/" + id + "/revoke", nullptr, boss);
}

CPPUNIT_TEST_FIXTURE(RepeatTest, whateverTakesAKeyIsDoneOnceForIt)
{
    setUpAnEventTwice();
    workAtACounterTwice();
    managePeopleTwice();
    std::string missing;
    for (const access::Operation& operation : access::operations())
        if (operation.repeat == access::Repeat::Key && !done.contains(std::string(operation.id)) &&
            operation.id != "replayJob") // its dead letter takes hours to make: see NoticeTest
            missing += " " + std::string(operation.id);
    CPPUNIT_ASSERT_EQUAL(std::string(), missing);
}

CPPUNIT_TEST_FIXTURE(RepeatTest, aKeyIsNeededAndMustBeVisibleAscii)
{
    for (const access::Operation& operation : access::operations()) {
        if (operation.repeat != access::Repeat::Key)
            continue;
        std::string path(operation.pattern);
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, path[at + 1] == 's' ? "summer-fair" : "x");
        const Answered none = ask("POST", path, Json::object(), rightOne(operation));
        expectProblem(none, 400, "idempotency_key_required");
    }
    for (const std::string& wrong :
         {std::string("two words"), std::string("k\xC3\xA9"), std::string(256, 'k')})
        expectProblem(
            ask("POST", "/api/v1/orders", order(0, 1, 9000), seller(), {{"Idempotency-Key", wrong}}), 400,
            "malformed");
    expect(201, ask("POST", "/api/v1/orders", order(0, 1, 9000), seller(),
                    {{"Idempotency-Key", std::string(255, 'k')}}));
}

CPPUNIT_TEST_FIXTURE(RepeatTest, thatItIsTheSameJsonHoweverItIsSpelledCounts)
{
    const test::Fields key = {{"Idempotency-Key", "k"}, {"Authorization", boss.at("Authorization")}};
    const std::string one = R"({"name":"Main","x":1})";
    const std::string same = R"({ "x" : 1, "name" : "M\u0061in" })";
    const auto first = client->post(kEvent + "/tills", one, key);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(first.body, 201, first.status);
    CPPUNIT_ASSERT_EQUAL(first.body, client->post(kEvent + "/tills", same, key).body);
}

CPPUNIT_TEST_FIXTURE(RepeatTest, theSameKeyFromManySidesAtOnceSellsOnce)
{
    const std::int64_t before = available(0);
    const std::string body = order(0, 1, 9000).dump();
    const auto port =
        static_cast<std::uint16_t>(std::stoi(program->url().substr(program->url().rfind(':') + 1)));
    std::array<std::string, 8> answers;
    test::Fields fields = seller();
    fields["Idempotency-Key"] = "at-once";
    {
        std::vector<std::jthread> callers;
        for (std::string& answer : answers)
            callers.emplace_back([&] {
                test::HttpClient own(port);
                answer = own.post("/api/v1/orders", body, fields).body;
            });
    }
    for (const std::string& answer : answers)
        CPPUNIT_ASSERT_EQUAL(answers[0], answer);
    CPPUNIT_ASSERT(answers[0].find("\"code\":") != std::string::npos);
    const Json levels = setup()["quotas"];
    std::int64_t soldOrHeld = 0;
    for (const Json& quota : levels)
        soldOrHeld += quota["sold"].get<std::int64_t>();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), soldOrHeld);
    CPPUNIT_ASSERT(before > 0);
}

} // namespace

} // namespace ace::server
