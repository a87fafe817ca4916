// SPDX-License-Identifier: MIT
#include "ServerFixture.h"

#include <regex>

namespace ace::server {

namespace {

class ContractTest : public ServerFixture
{
};

CPPUNIT_TEST_FIXTURE(ContractTest, theDemoFileSaysWhatTheDemoSells)
{
    CPPUNIT_ASSERT_EQUAL(program->url(), demo.at("base_url").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("summer-fair"), demo.at("event").get<std::string>());
    int hundreds = 0;
    int millions = 0;
    for (const auto& type : demo.at("ticket_types")) {
        const int cents = type.at("price").get<int>() % 100;
        for (const int used : {1, 5, 55, 65, 75})
            CPPUNIT_ASSERT(cents != used);
        hundreds += type.at("quota") == 100 ? 1 : 0;
        millions += type.at("quota").get<std::int64_t>() >= 1'000'000 ? 1 : 0;
    }
    CPPUNIT_ASSERT(hundreds >= 1 && millions >= 1);
    const auto event = Json::parse(client->get("/api/v1/events/summer-fair").body);
    const auto gates = demo.at("gates");
    CPPUNIT_ASSERT_EQUAL(event.at("gates").dump(), gates.dump());
}

CPPUNIT_TEST_FIXTURE(ContractTest, startedAgainTheDemoKeepsWhatItHolds)
{
    const auto before = demo.at("ticket_types");
    CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 3, 27000), "k").status);
    start();
    CPPUNIT_ASSERT_EQUAL(before.dump(), demo.at("ticket_types").dump());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(97), available(2));
}

CPPUNIT_TEST_FIXTURE(ContractTest, sellsForCashAndGivesChange)
{
    const auto reply = sell(order(0, 2, 6000), "k");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 201, reply.status);
    const auto sold = Json::parse(reply.body);
    CPPUNIT_ASSERT_EQUAL(5000, sold.at("total").at("amount").get<int>());
    CPPUNIT_ASSERT_EQUAL(std::string("USD"), sold.at("total").at("currency").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(1000, sold.at("change").get<int>());
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), sold.at("tickets").size());
    for (const auto& ticket : sold.at("tickets")) {
        CPPUNIT_ASSERT(std::regex_match(ticket.at("token").get<std::string>(), std::regex("[A-Z2-7]{154}")));
        CPPUNIT_ASSERT_EQUAL(typeId(0), ticket.at("type").get<std::string>());
        const auto pdf = client->get(ticket.at("pdf"), {{"Authorization", bearer(runtime::Role::Counter)}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(pdf.body, 200, pdf.status);
        CPPUNIT_ASSERT(pdf.body.starts_with("%PDF-"));
    }
}

CPPUNIT_TEST_FIXTURE(ContractTest, aRepeatedKeyGetsTheFirstAnswerToTheByteAlsoAfterARestart)
{
    const auto first = sell(order(0, 2, 6000), "k");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(first.body, 201, first.status);
    const auto again = sell(order(0, 2, 6000), "k");
    CPPUNIT_ASSERT_EQUAL(201, again.status);
    CPPUNIT_ASSERT_EQUAL(first.body, again.body);
    start();
    CPPUNIT_ASSERT_EQUAL(first.body, sell(order(0, 2, 6000), "k").body);
    const std::string path = first.field("Location");
    CPPUNIT_ASSERT_EQUAL(first.body,
                         client->get(path, {{"Authorization", bearer(runtime::Role::Counter)}}).body);
    expectProblem(sell(order(0, 1, 6000), "k"), 422, "idempotency_key_reused");
    CPPUNIT_ASSERT_EQUAL(std::int64_t(999'998), available(0));
}

CPPUNIT_TEST_FIXTURE(ContractTest, refusesWhatItCannotSellAndSellsNothing)
{
    expectProblem(sell(order(0, 2, 4999), "a"), 422, "tendered_too_little");
    expectProblem(sell(order(0, 21, 99999), "b"), 422, "over_limit");
    Json unknownType = order(0, 1, 9999);
    unknownType["items"][0]["ticket_type"] = "019e0000-0000-7000-8000-000000000001";
    expectProblem(sell(unknownType, "c"), 422, "unknown_ticket_type");
    Json unknownEvent = order(0, 1, 9999);
    unknownEvent["event"] = "winter-fair";
    expectProblem(sell(unknownEvent, "d"), 404, "unknown_event");
    Json unknownMethod = order(0, 1, 9999);
    unknownMethod["payment"]["method"] = "shells";
    expectProblem(sell(unknownMethod, "e"), 422, "unknown_payment_method");
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1'000'000), available(0));
}

CPPUNIT_TEST_FIXTURE(ContractTest, sellsTheLastTicketOnceAndOrdersAllOrNothing)
{
    for (int i = 0; i < 4; ++i)
        CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 20, 180'000), "k" + std::to_string(i)).status);
    CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 15, 135'000), "k5").status);
    Json mixed = order(2, 6, 999'999);
    mixed["items"].push_back({{"ticket_type", typeId(0)}, {"quantity", 1}});
    expectProblem(sell(mixed, "k6"), 409, "sold_out");
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1'000'000), available(0));
    CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 5, 45'000), "k7").status);
    expectProblem(sell(order(2, 1, 9000), "k8"), 409, "sold_out");
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), available(2));
}

CPPUNIT_TEST_FIXTURE(ContractTest, admitsOnceAndShowsTheFirstScan)
{
    const auto sold = Json::parse(sell(order(2, 1, 9000), "k").body);
    const std::string token = sold.at("tickets").at(0).at("token");
    const auto first = scan(token, "n-1");
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), first.at("result").get<std::string>());
    CPPUNIT_ASSERT(first.at("reason").is_null() && first.at("first_scan").is_null());
    CPPUNIT_ASSERT_EQUAL(sold.at("tickets").at(0).at("id").dump(), first.at("ticket").at("id").dump());
    CPPUNIT_ASSERT_EQUAL(std::string("VIP"), first.at("ticket").at("type_name").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("valid"), first.at("ticket").at("state").get<std::string>());
    const auto second = scan(token, "n-2");
    CPPUNIT_ASSERT_EQUAL(std::string("refused"), second.at("result").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("already_redeemed"), second.at("reason").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), second.at("first_scan").at("gate").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(first.dump(), scan(token, "n-1").dump());
    start();
    CPPUNIT_ASSERT_EQUAL(first.dump(), scan(token, "n-1").dump());
    CPPUNIT_ASSERT_EQUAL(second.dump(), scan(token, "n-2").dump());
}

CPPUNIT_TEST_FIXTURE(ContractTest, letsAReentryTicketOutAndInAgain)
{
    const auto sold = Json::parse(sell(order(0, 1, 2500), "k").body);
    const std::string token = sold.at("tickets").at(0).at("token");
    const std::vector<std::pair<std::string, std::string>> steps = {
        {"entry", "admitted"}, {"entry", "refused"}, {"exit", "admitted"}, {"entry", "admitted"}};
    for (std::size_t i = 0; i < steps.size(); ++i)
        CPPUNIT_ASSERT_EQUAL_MESSAGE(
            std::to_string(i), steps[i].second,
            scan(token, "n" + std::to_string(i), steps[i].first).at("result").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(ContractTest, theFirstGateIsForEveryTypeTheSecondForOne)
{
    for (std::size_t type = 0; type < 3; ++type) {
        const auto sold = Json::parse(sell(order(type, 1, 9000), "k" + std::to_string(type)).body);
        const std::string token = sold.at("tickets").at(0).at("token");
        const std::string n = std::to_string(type);
        CPPUNIT_ASSERT_EQUAL(std::string("admitted"), scan(token, "a" + n).at("result").get<std::string>());
        const auto lounge = scan(token, "b" + n, "entry", "summer-fair/Lounge gate");
        CPPUNIT_ASSERT_EQUAL_MESSAGE(lounge.dump(), type == 2, lounge.at("result") == "admitted");
    }
}

CPPUNIT_TEST_FIXTURE(ContractTest, aGarbledTokenIsRefusedAndAnUnknownGateIsAProblem)
{
    for (const char* garbled : {"", "hello", "'; DROP TABLE scan; --", "\u00e9\u00e8"}) {
        const auto answer = scan(garbled, std::string("n-") + std::to_string(std::string(garbled).size()));
        CPPUNIT_ASSERT_EQUAL(std::string("refused"), answer.at("result").get<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("invalid"), answer.at("reason").get<std::string>());
        CPPUNIT_ASSERT(answer.at("ticket").is_null());
    }
    const Json body = {{"token", "x"}, {"direction", "entry"}, {"gate", "No gate"}, {"nonce", "n"}};
    expectProblem(
        client->post("/api/v1/scans", body.dump(), {{"Authorization", bearer(runtime::Role::Gate)}}), 422,
        "unknown_gate");
}

CPPUNIT_TEST_FIXTURE(ContractTest, aNonceWithAnotherScanIsRefused)
{
    (void)scan("one", "n");
    const Json body = {{"token", "two"}, {"direction", "entry"}, {"gate", "North gate"}, {"nonce", "n"}};
    expectProblem(
        client->post("/api/v1/scans", body.dump(), {{"Authorization", bearer(runtime::Role::Gate)}}), 422,
        "idempotency_key_reused");
}

} // namespace

} // namespace ace::server
