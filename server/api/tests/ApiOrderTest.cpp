// SPDX-License-Identifier: MIT
#include "ApiFixture.h"

#include <ace/ticketing/Token.h>

namespace ace::server::api {

namespace {

using runtime::Role;

class ApiOrderTest : public ApiFixture
{
public:
    void setUp() override
    {
        ApiFixture::setUp();
        boxOffice.onSell = [this](const auto&) {
            return boxoffice::SellOutcome(boxoffice::Sold{demo.record, false});
        };
        boxOffice.order = demo.record;
    }
};

CPPUNIT_TEST_FIXTURE(ApiOrderTest, sellsAndShowsTheOrderInTheContractsShape)
{
    const auto reply = postOrder(orderBody());
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 201, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("application/json"), reply.field("Content-Type"));
    const std::string ticket = demo.record.tickets[0].id.toString();
    const nlohmann::json expected = {
        {"code", "C0DE"},
        {"total", {{"amount", 5000}, {"currency", "USD"}}},
        {"change", 1000},
        {"tickets",
         {{{"id", ticket},
           {"type", demo.setup.types[0].id.toString()},
           {"token", ticketing::encode(demo.record.tickets[0].token)},
           {"pdf", "/api/v1/orders/C0DE/tickets/" + ticket + ".pdf"}},
          {{"id", demo.record.tickets[1].id.toString()},
           {"type", demo.setup.types[0].id.toString()},
           {"token", ticketing::encode(demo.record.tickets[1].token)},
           {"pdf", "/api/v1/orders/C0DE/tickets/" + demo.record.tickets[1].id.toString() + ".pdf"}}}}};
    CPPUNIT_ASSERT_EQUAL(expected.dump(), nlohmann::json::parse(reply.body).dump());
    const auto shown = client->get("/api/v1/orders/C0DE", {{"Authorization", bearer(Role::Counter)}});
    CPPUNIT_ASSERT_EQUAL(200, shown.status);
    CPPUNIT_ASSERT_EQUAL(reply.body, shown.body);
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, handsTheRequestToTheBoxOffice)
{
    (void)postOrder(orderBody("3"), "k~!");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), boxOffice.asked.size());
    const auto& asked = boxOffice.asked[0];
    CPPUNIT_ASSERT_EQUAL(std::string("summer-fair"), asked.eventSlug);
    CPPUNIT_ASSERT(asked.items[0].type == demo.setup.types[0].id);
    CPPUNIT_ASSERT_EQUAL(3, asked.items[0].quantity);
    CPPUNIT_ASSERT_EQUAL(std::string("Ann"), asked.customer.name);
    CPPUNIT_ASSERT_EQUAL(std::string("cash"), asked.paymentMethod);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(6000), *asked.tendered);
    CPPUNIT_ASSERT(asked.channel == Channel::Counter);
    CPPUNIT_ASSERT_EQUAL(std::string("k~!"), asked.idempotency->key);
    CPPUNIT_ASSERT_EQUAL(std::string("counter|orders"), asked.idempotency->scope);
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, theBodysHashIsTheSameForTheSameJsonHoweverItIsSpelled)
{
    (void)postOrder(
        R"({"event":"e","items":[{"ticket_type":"019e0000-0000-7000-8000-000000000001","quantity":1}],)"
        R"("payment":{"method":"cash"}})");
    (void)postOrder(R"({ "payment" : {"method":"c\u0061sh"}, "event":"e",)"
                    R"("items":[{"quantity":1,"ticket_type":"019e0000-0000-7000-8000-000000000001"}]})");
    (void)postOrder(
        R"({"event":"e","items":[{"ticket_type":"019e0000-0000-7000-8000-000000000001","quantity":2}],)"
        R"("payment":{"method":"cash"}})");
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), boxOffice.asked.size());
    CPPUNIT_ASSERT(boxOffice.asked[0].idempotency->bodyHash == boxOffice.asked[1].idempotency->bodyHash);
    CPPUNIT_ASSERT(boxOffice.asked[0].idempotency->bodyHash != boxOffice.asked[2].idempotency->bodyHash);
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, needsAnIdempotencyKeyOfVisibleAscii)
{
    const auto post = [&](const test::Fields& more) {
        test::Fields fields = more;
        fields["Authorization"] = bearer(Role::Counter);
        return client->post("/api/v1/orders", orderBody(), fields);
    };
    expectProblem(post({}), 400, "idempotency_key_required");
    expectProblem(post({{"Idempotency-Key", ""}}), 400, "idempotency_key_required");
    expectProblem(post({{"Idempotency-Key", "two words"}}), 400, "malformed");
    expectProblem(post({{"Idempotency-Key", "k\xC3\xA9"}}), 400, "malformed");
    expectProblem(post({{"Idempotency-Key", std::string(256, 'k')}}), 400, "malformed");
    CPPUNIT_ASSERT_EQUAL(201, post({{"Idempotency-Key", std::string(255, 'k')}}).status);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), boxOffice.asked.size());
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, refusesBodiesThatAreNotAnOrder)
{
    const std::string type = demo.setup.types[0].id.toString();
    const std::string item = R"({"ticket_type":")" + type + R"(","quantity":1})";
    const std::string pay = R"("payment":{"method":"cash"})";
    const std::vector<std::string> bodies = {
        "",
        "   ",
        "null",
        "[]",
        "7",
        "\"order\"",
        "{",
        orderBody().substr(0, 40),
        orderBody() + "x",
        "{\"event\":\"\xff\xfe\"}",
        std::string(100'000, '['),
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
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":"12"}})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":12.5}})",
        R"({"event":"e","items":[)" + item + R"(],"payment":{"method":"cash","tendered":1e400}})",
        R"({"event":"e","items":[)" + item + R"(],"customer":"Ann",)" + pay + "}",
        R"({"event":"e","items":[)" + item + R"(],"customer":{"name":7},)" + pay + "}",
        R"({"event":"e","items":[)" + item + R"(],"customer":{"name":")" + std::string(301, 'x') + "\"}," +
            pay + "}",
        R"({"event":"e","items":[{"ticket_type":7,"quantity":1}],)" + pay + "}",
        R"({"event":"e","items":[{"quantity":1}],)" + pay + "}",
    };
    for (const auto& body : bodies) {
        const auto reply = postOrder(body);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(body.substr(0, 200) + " → " + reply.body, 400, reply.status);
        expectProblem(reply, 400, "malformed");
    }
    for (const char* quantity :
         {"0", "-1", "1.5", "1.0", "\"2\"", "true", "null", "[2]", "-99999999999999999999"})
        expectProblem(postOrder(orderBody(quantity)), 400, "malformed");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
    CPPUNIT_ASSERT_EQUAL(201, postOrder(orderBody()).status); // the connection has outlived them all
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, aQuantityBeyondAnyOrderIsOverTheLimit)
{
    for (const char* quantity : {"1000001", "2147483648", "9223372036854775807", "18446744073709551615"})
        expectProblem(postOrder(orderBody(quantity)), 422, "over_limit");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, aTicketTypesIdThatIsNoneIsUnknown)
{
    expectProblem(
        postOrder(
            R"({"event":"e","items":[{"ticket_type":"General","quantity":1}],"payment":{"method":"cash"}})"),
        422, "unknown_ticket_type");
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, everyRefusalHasItsStatus)
{
    using boxoffice::Refusal;
    const std::vector<std::tuple<Refusal, int, std::string>> rows = {
        {Refusal::UnknownEvent, 404, "unknown_event"},
        {Refusal::UnknownTicketType, 422, "unknown_ticket_type"},
        {Refusal::NothingWanted, 422, "nothing_wanted"},
        {Refusal::OverLimit, 422, "over_limit"},
        {Refusal::UnderLimit, 422, "under_limit"},
        {Refusal::NotOnSale, 409, "not_on_sale"},
        {Refusal::SoldOut, 409, "sold_out"},
        {Refusal::UnknownPaymentMethod, 422, "unknown_payment_method"},
        {Refusal::TenderedTooLittle, 422, "tendered_too_little"},
        {Refusal::PaymentFailed, 422, "payment_failed"},
        {Refusal::IdempotencyKeyReused, 422, "idempotency_key_reused"},
    };
    for (const auto& [refusal, status, code] : rows) {
        boxOffice.onSell = [refusal = refusal](const auto&) {
            return boxoffice::SellOutcome(boxoffice::Refused{refusal, "because"});
        };
        expectProblem(postOrder(orderBody()), status, code);
    }
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, everyFailureHasItsStatus)
{
    const std::vector<std::tuple<ErrorCode, int, std::string>> rows = {
        {ErrorCode::Invalid, 400, "malformed"},
        {ErrorCode::NotFound, 404, "not_found"},
        {ErrorCode::Conflict, 409, "conflict"},
        {ErrorCode::Busy, 503, "busy"},
        {ErrorCode::Timeout, 504, "timeout"},
        {ErrorCode::Offline, 503, "offline"},
        {ErrorCode::OutcomeUnknown, 504, "outcome_unknown"},
        {ErrorCode::Unavailable, 503, "unavailable"},
        {ErrorCode::Corrupt, 500, "internal"},
        {ErrorCode::Internal, 500, "internal"},
    };
    for (const auto& [error, status, code] : rows) {
        boxOffice.onSell = [error = error](const auto&) -> Result<boxoffice::SellOutcome> {
            return failure(error, "row 7 of the house");
        };
        const auto reply = postOrder(orderBody());
        expectProblem(reply, status, code);
        CPPUNIT_ASSERT_EQUAL(status == 503 || status == 504, reply.head.has("Retry-After"));
        if (status == 500)
            CPPUNIT_ASSERT(reply.body.find("row 7") == std::string::npos);
    }
    CPPUNIT_ASSERT_EQUAL(2, test::countOf(log.all(), "row 7 of the house"));
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, anotherContentTypeIsNoReasonToRefuse)
{
    const auto reply = client->post(
        "/api/v1/orders", orderBody(),
        {{"Authorization", bearer(Role::Counter)}, {"Idempotency-Key", "k"}, {"Content-Type", "text/plain"}});
    CPPUNIT_ASSERT_EQUAL(201, reply.status);
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, wantsAGoodBearerOfTheRightRole)
{
    const auto post = [&](const std::string& path, const std::string& authorization) {
        test::Fields fields = {{"Idempotency-Key", "k"}};
        if (!authorization.empty())
            fields["Authorization"] = authorization;
        return client->post(path, "{}", fields);
    };
    for (const char* path : {"/api/v1/orders", "/api/v1/scans"}) {
        for (const char* wrong :
             {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer ace1.counter.9999999999.AAAA"}) {
            const auto reply = post(path, wrong);
            expectProblem(reply, 401, "unauthorized");
            CPPUNIT_ASSERT(reply.field("WWW-Authenticate").starts_with("Bearer"));
        }
    }
    expectProblem(post("/api/v1/orders", bearer(Role::Gate)), 403, "forbidden");
    expectProblem(post("/api/v1/scans", bearer(Role::Counter)), 403, "forbidden");
    const std::string early = bearer(Role::Counter);
    CPPUNIT_ASSERT_EQUAL(400, post("/api/v1/orders", early).status);
    clock.advance(std::chrono::hours(1));
    expectProblem(post("/api/v1/orders", early), 401, "unauthorized");
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, showsOrdersToCountersOnly)
{
    expectProblem(client->get("/api/v1/orders/C0DE"), 401, "unauthorized");
    expectProblem(client->get("/api/v1/orders/C0DE", {{"Authorization", bearer(Role::Gate)}}), 403,
                  "forbidden");
    expectProblem(client->get("/api/v1/orders/NONE", {{"Authorization", bearer(Role::Counter)}}), 404,
                  "unknown_order");
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, givesATicketAsPdf)
{
    const test::Fields counter = {{"Authorization", bearer(Role::Counter)}};
    const std::string path = "/api/v1/orders/C0DE/tickets/";
    const auto reply = client->get(path + demo.record.tickets[1].id.toString() + ".pdf", counter);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 200, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("application/pdf"), reply.field("Content-Type"));
    CPPUNIT_ASSERT(reply.body.starts_with("%PDF"));
    expectProblem(client->get(path + "nonsense.pdf", counter), 404, "unknown_order");
    expectProblem(client->get(path + ids.next<TicketId>().toString() + ".pdf", counter), 404,
                  "unknown_order");
    expectProblem(client->get(path + demo.record.tickets[1].id.toString() + ".pdf"), 401, "unauthorized");
    boxOffice.order->tickets[1].revoked = true;
    expectProblem(client->get(path + demo.record.tickets[1].id.toString() + ".pdf", counter), 409,
                  "ticket_not_valid");
}

CPPUNIT_TEST_FIXTURE(ApiOrderTest, unknownAddressesAndMethodsAreProblems)
{
    expectProblem(client->get("/api/v1/nothing"), 404, "not_found");
    const auto reply = client->get("/api/v1/orders");
    expectProblem(reply, 405, "method_not_allowed");
    CPPUNIT_ASSERT_EQUAL(std::string("POST"), reply.field("Allow"));
    CPPUNIT_ASSERT_EQUAL(200, client->get("/healthz").status);
}

} // namespace

} // namespace ace::server::api
