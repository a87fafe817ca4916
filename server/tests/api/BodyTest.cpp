// SPDX-License-Identifier: MIT
// Requests that are not what the document says.
#include "ApiWorld.h"

#include <ace/server/access/Operations.h>

namespace ace::server {

namespace {

class BodyTest : public ApiWorld
{
protected:
    test::Reply postOrder(const std::string& body)
    {
        test::Fields fields = {{"Idempotency-Key", "k" + std::to_string(++keysUsed)}};
        fields.insert(seller().begin(), seller().end());
        auto reply = client->post("/api/v1/orders", body, fields);
        document->expectDocumented("POST", "/api/v1/orders", reply);
        return reply;
    }
    using ServerFixture::expectProblem;
    std::string orderOf(const std::string& quantity) const
    {
        Json body = order(0, 1, 9000);
        std::string text = body.dump();
        return text.replace(text.find("\"quantity\":1"), 12, "\"quantity\":" + quantity);
    }
};

CPPUNIT_TEST_FIXTURE(BodyTest, refusesBodiesThatAreNotAnOrder)
{
    const std::string good = order(0, 1, 9000).dump();
    const std::string item = R"({"ticket_type":")" + typeId(0) + R"(","quantity":1})";
    const std::string pay = R"("payment":{"method":"cash"})";
    const std::vector<std::string> bodies = {
        "   ",
        "null",
        "[]",
        "7",
        "\"order\"",
        "{",
        good.substr(0, 40),
        good + "x",
        "{\"event\":\"\xff\xfe\"}",
        std::string(50'000, '['),
        std::string(50, '{'),
        R"({"a":)" + std::string(40, '[') + std::string(40, ']') + "}",
        R"({"event":"e","event":"f","items":[)" + item + "]," + pay + "}",
        R"({"items":[)" + item + "]," + pay + "}",
        R"({"event":5,"items":[)" + item + "]," + pay + "}",
        R"({"event":"","items":[)" + item + "]," + pay + "}",
        R"({"event":"e","items":{},)" + pay + "}",
        R"({"event":"e","items":[],)" + pay + "}",
        R"({"event":"e","items":[7],)" + pay + "}",
        R"({"event":"e","items":[)" + item + "]}",
        R"({"event":"e","items":[)" + item + R"(],"payment":"cash"})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{}})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":-1}})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":12.5}})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":1e400}})",
        R"({"event":"e","items":[)" + item + R"(],"customer":"Ann",)" + pay + "}",
        R"({"event":"e","items":[)" + item + R"(],"customer":{"name":7},)" + pay + "}",
        R"({"event":"e","items":[)" + item + R"(],"till_session":"x",)" + pay + "}",
        R"({"event":"e","items":[)" + item + R"(],"voucher":7,)" + pay + "}",
        R"({"event":"e","items":[{"ticket_type":7,"quantity":1}],)" + pay + "}",
        R"({"event":"e","items":[{"quantity":1}],)" + pay + "}",
    };
    for (const auto& body : bodies)
        expectProblem(postOrder(body), 400, "malformed");
    for (const char* quantity :
         {"0", "-1", "1.5", "1.0", "\"2\"", "true", "null", "[2]", "-99999999999999999999"})
        expectProblem(postOrder(orderOf(quantity)), 400, "malformed");
    for (const char* quantity : {"1000001", "2147483648", "9223372036854775807", "18446744073709551615"})
        expectProblem(postOrder(orderOf(quantity)), 422, "over_limit");
    CPPUNIT_ASSERT_EQUAL(201, postOrder(good).status); // the connection has outlived them all
}

// Every operation with a body, with bodies that are none of its own.
CPPUNIT_TEST_FIXTURE(BodyTest, noBodyBreaksAnyOperation)
{
    for (const access::Operation& operation : access::operations()) {
        if (operation.bodyMost == 0 || operation.id == "logIn" || operation.id == "pairStation")
            continue;
        std::string path(operation.pattern);
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, path[at + 1] == 's' ? "summer-fair" : typeId(0));
        for (const char* body :
             {"", "[]", "7", "{\"name\":", "{\"name\":[]}", "{\"name\":7,\"code\":{},\"amount\":\"x\"}"}) {
            test::Fields fields = {{"Idempotency-Key", "b" + std::to_string(++keysUsed)},
                                   {"If-Match", "\"1\""}};
            const Credential& who = rightOne(operation);
            fields.insert(who.begin(), who.end());
            const auto reply = client->send(std::string(operation.method), path, body, fields);
            document->expectDocumented(std::string(operation.method), path, reply);
            CPPUNIT_ASSERT_MESSAGE(path + " " + body + " " + reply.body, reply.status < 500);
        }
    }
}

CPPUNIT_TEST_FIXTURE(BodyTest, anEditNeedsTheRevisionThatWasRead)
{
    const std::string path = "/api/v1/events/summer-fair";
    ApiWorld::expectProblem(ask("PATCH", path, {{"venue", "X"}}, boss), 428, "if_match_required");
    for (const char* wrong : {"1", "*", "W/\"1\"", "\"\"", "\"x\"", "\"1\", \"2\""})
        ApiWorld::expectProblem(ask("PATCH", path, {{"venue", "X"}}, boss, {{"If-Match", wrong}}), 400,
                                "malformed");
    const Answered read = get(path + "/setup", boss);
    const test::Fields match = {{"If-Match", read.reply.field("ETag")}};
    CPPUNIT_ASSERT_EQUAL(200, ask("PATCH", path, {{"venue", "First"}}, boss, match).status);
    ApiWorld::expectProblem(ask("PATCH", path, {{"venue", "Second"}}, boss, match), 412, "revision_changed");
    CPPUNIT_ASSERT_EQUAL(std::string("First"), setup()["venue"].get<std::string>());
    test::Fields reading = boss;
    reading["Accept-Encoding"] = "gzip";
    const std::string packed = client->get(path + "/setup", reading).field("ETag");
    CPPUNIT_ASSERT_MESSAGE(packed, packed.ends_with("-gz\""));
    CPPUNIT_ASSERT_EQUAL(200, ask("PATCH", path, {{"venue", "Third"}}, boss, {{"If-Match", packed}}).status);
    const std::string ann = addStaff("ann", "cashier");
    ApiWorld::expectProblem(edit("PATCH", "/api/v1/staff/" + ann, {{"name", "X"}}, 99), 412,
                            "revision_changed");
}

CPPUNIT_TEST_FIXTURE(BodyTest, pagesGoThroughAllRowsOnce)
{
    const std::size_t before = expect(200, get("/api/v1/staff?limit=200", boss))["items"].size();
    for (int i = 0; i < 5; ++i)
        addStaff("s" + std::to_string(i) + "x", "cashier");
    std::set<std::string> seen;
    std::string path = "/api/v1/staff?limit=2";
    int pages = 0;
    for (; ++pages < 20;) {
        const Json page = expect(200, get(path, boss));
        CPPUNIT_ASSERT(page["items"].size() <= 2);
        for (const Json& item : page["items"])
            CPPUNIT_ASSERT(seen.insert(item["id"]).second);
        if (page["next"].is_null())
            break;
        path = "/api/v1/staff?limit=2&after=" + page["next"].get<std::string>();
    }
    CPPUNIT_ASSERT_EQUAL(static_cast<int>(before + 6) / 2, pages);
    CPPUNIT_ASSERT_EQUAL(before + 5, seen.size());
    for (const char* wrong : {"limit=0", "limit=201", "limit=x", "limit=1&limit=2", "limit=%zz", "after=x",
                              "after=%00", "limit=-1"})
        ApiWorld::expectProblem(get(std::string("/api/v1/staff?") + wrong, boss), 400, "malformed");
}

CPPUNIT_TEST_FIXTURE(BodyTest, ordersAndChangesComeInPagesToo)
{
    for (int i = 0; i < 3; ++i) {
        const Json sold = sellOne(seller());
        expect(200, post("/api/v1/tickets/" + sold["tickets"][0]["id"].get<std::string>() + "/block", nullptr,
                         seller()));
    }
    std::set<std::string> codes;
    std::string after;
    for (const std::size_t count : {2u, 1u}) {
        const Json page = expect(200, get("/api/v1/orders?event=summer-fair&limit=2" + after, boss));
        CPPUNIT_ASSERT_EQUAL(count, page["items"].size());
        for (const Json& order : page["items"])
            codes.insert(order["code"]);
        CPPUNIT_ASSERT_EQUAL(count == 1, page["next"].is_null());
        after = "&after=" + (count == 1 ? "" : page["next"].get<std::string>());
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, codes.size());
    std::set<std::string> changed;
    after.clear();
    for (const bool more : {true, false}) {
        const Json page = expect(200, get("/api/v1/sync?limit=2" + after, scanner()));
        CPPUNIT_ASSERT_EQUAL(more, page["more"].get<bool>());
        for (const Json& change : page["ticket_changes"])
            changed.insert(change["id"]);
        after = "&after=" + page["next"].get<std::string>();
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, changed.size());
}

CPPUNIT_TEST_FIXTURE(BodyTest, metricsAreForThisMachineAndCountWhatHappened)
{
    sellOne(seller());
    (void)ask("POST", "/api/v1/scans",
              {{"token", "x"}, {"direction", "entry"}, {"gate", "North gate"}, {"nonce", "n"}}, scanner());
    const std::string text = get("/metrics", {}).body;
    for (const char* line :
         {"ace_http_requests_total{method=\"POST\",route=\"/api/v1/orders\",code=\"201\"} 1",
          "ace_scans_total{verdict=\"invalid\"} 1",
          "ace_http_request_seconds_count{method=\"POST\",route=\"/api/v1/orders\"} 1",
          "ace_part_up{part=\"storage\"} 1", "ace_quota_sold{event=\"summer-fair\"", "ace_jobs_open",
          "ace_http_queue 0", "ace_device_up{device=\"payment.cash\"} 1",
          "ace_device_up{device=\"output.pdf\"} 1", "ace_writes_waiting{of=\"orders\"} 0"})
        CPPUNIT_ASSERT_MESSAGE(std::string(line) + " in\n" + text, text.find(line) != std::string::npos);
    for (const char* handedOn : {"Via", "Forwarded", "X-Forwarded-For"})
        expectProblem(client->get("/metrics", {{handedOn, "203.0.113.9"}}), 401, "unauthorized");
}

} // namespace

} // namespace ace::server
