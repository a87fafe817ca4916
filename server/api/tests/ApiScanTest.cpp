// SPDX-License-Identifier: MIT
#include "ApiFixture.h"

#include <ace/base/TimeText.h>

namespace ace::server::api {

namespace {

class ApiScanTest : public ApiFixture
{
public:
    void setUp() override
    {
        ApiFixture::setUp();
        admission.answer = admission::ScanOutcome(admission::ScanAnswer{});
    }

protected:
    static std::string scanBody(const std::string& more = "")
    {
        return R"({"token":"ABC","direction":"entry","gate":"North gate","nonce":"n-1")" + more + "}";
    }
};

CPPUNIT_TEST_FIXTURE(ApiScanTest, showsAnAdmissionInTheContractsShape)
{
    admission::ScanAnswer answer;
    const auto& ticket = demo.record.tickets[0];
    answer.ticket = {ticket.id, ticket.type, "General", TicketState::Valid};
    admission.answer = admission::ScanOutcome(answer);
    const auto reply = postScan(scanBody());
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 200, reply.status);
    CPPUNIT_ASSERT_EQUAL(R"({"result":"admitted","reason":null,"ticket":{"id":")" + ticket.id.toString() +
                             R"(","type":")" + ticket.type.toString() +
                             R"(","type_name":"General","state":"valid"},"first_scan":null})",
                         reply.body);
}

CPPUNIT_TEST_FIXTURE(ApiScanTest, showsARefusalWithTheFirstScan)
{
    admission::ScanAnswer answer;
    answer.verdict.reason = Reason::AlreadyRedeemed;
    answer.firstScan = {test::valueOf(parseRfc3339("2026-11-22T19:30:00.25Z")), "North gate"};
    admission.answer = admission::ScanOutcome(answer);
    CPPUNIT_ASSERT_EQUAL(
        std::string(R"({"result":"refused","reason":"already_redeemed","ticket":null,)"
                    R"("first_scan":{"scanned_at":"2026-11-22T19:30:00.250000Z","gate":"North gate"}})"),
        postScan(scanBody()).body);
}

CPPUNIT_TEST_FIXTURE(ApiScanTest, handsTheScanToAdmissionAsItWasRead)
{
    (void)postScan(R"({"token":" a b\n","direction":"exit","gate":"summer-fair/North gate","nonce":"n",)"
                   R"("scanned_at":"2026-11-22T19:30:00Z"})");
    (void)postScan(R"({"token":"","direction":"entry","gate":"g","nonce":"n","scanned_at":null})");
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), admission.asked.size());
    const auto& first = admission.asked[0];
    CPPUNIT_ASSERT_EQUAL(std::string(" a b\n"), first.token);
    CPPUNIT_ASSERT(first.direction == Direction::Exit);
    CPPUNIT_ASSERT_EQUAL(std::string("summer-fair/North gate"), first.gate);
    CPPUNIT_ASSERT_EQUAL(std::string("gate|scans"), first.scope);
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-22T19:30:00Z"), formatUtc(*first.scannedAt));
    CPPUNIT_ASSERT(!admission.asked[1].scannedAt);
    CPPUNIT_ASSERT(first.bodyHash != admission.asked[1].bodyHash);
}

CPPUNIT_TEST_FIXTURE(ApiScanTest, refusesBodiesThatAreNoScan)
{
    const std::vector<std::string> bodies = {
        "{}",
        R"({"direction":"entry","gate":"g","nonce":"n"})",
        R"({"token":5,"direction":"entry","gate":"g","nonce":"n"})",
        R"({"token":"t","gate":"g","nonce":"n"})",
        R"({"token":"t","direction":"in","gate":"g","nonce":"n"})",
        R"({"token":"t","direction":"entry","nonce":"n"})",
        R"({"token":"t","direction":"entry","gate":"","nonce":"n"})",
        R"({"token":"t","direction":"entry","gate":"g"})",
        R"({"token":"t","direction":"entry","gate":"g","nonce":""})",
        R"({"token":"t","direction":"entry","gate":"g","nonce":")" + std::string(101, 'n') + "\"}",
        R"({"token":")" + std::string(4097, 't') + R"(","direction":"entry","gate":"g","nonce":"n"})",
        scanBody(R"(,"scanned_at":"yesterday")"),
        scanBody(R"(,"scanned_at":1763839800)"),
        scanBody(R"(,"scanned_at":"2026-11-22T19:30:00")"),
    };
    for (const auto& body : bodies)
        expectProblem(postScan(body), 400, "malformed");
    CPPUNIT_ASSERT(admission.asked.empty());
    std::string nonce;
    for (int i = 0; i < 100; ++i)
        nonce += "é"; // characters, not bytes
    CPPUNIT_ASSERT_EQUAL(
        200, postScan(R"({"token":"t","direction":"entry","gate":"g","nonce":")" + nonce + "\"}").status);
}

CPPUNIT_TEST_FIXTURE(ApiScanTest, anUnknownGateAndAReusedNonceAreProblems)
{
    admission.answer = admission::ScanOutcome(admission::ScanProblem::UnknownGate);
    expectProblem(postScan(scanBody()), 422, "unknown_gate");
    admission.answer = admission::ScanOutcome(admission::ScanProblem::NonceReused);
    expectProblem(postScan(scanBody()), 422, "idempotency_key_reused");
}

CPPUNIT_TEST_FIXTURE(ApiScanTest, listsEventsAndShowsAvailabilityToAnybody)
{
    catalog.levels[1].sold = 60;
    catalog.levels[1].held = 15;
    const auto list = nlohmann::json::parse(client->get("/api/v1/events").body);
    CPPUNIT_ASSERT_EQUAL(std::string("summer-fair"), list.at("events").at(0).at("slug").get<std::string>());
    const auto reply = client->get("/api/v1/events/summer-fair");
    CPPUNIT_ASSERT_EQUAL(200, reply.status);
    const auto event = nlohmann::json::parse(reply.body);
    const auto& types = event.at("ticket_types");
    CPPUNIT_ASSERT_EQUAL(demo.setup.types.size(), types.size());
    CPPUNIT_ASSERT_EQUAL(1'000'000, types.at(0).at("available").get<int>());
    CPPUNIT_ASSERT_EQUAL(25, types.at(2).at("available").get<int>());
    CPPUNIT_ASSERT_EQUAL(9000, types.at(2).at("price").get<int>());
    CPPUNIT_ASSERT_EQUAL(demo.setup.types[2].id.toString(), types.at(2).at("id").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), event.at("gates").at(0).get<std::string>());
    expectProblem(client->get("/api/v1/events/winter-fair"), 404, "unknown_event");
}

} // namespace

} // namespace ace::server::api
