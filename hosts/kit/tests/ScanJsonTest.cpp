// SPDX-License-Identifier: MIT
#include "ScanJson.h"

#include "TestSupport.h"

#include <ace/base/TimeText.h>

#include <nlohmann/json.hpp>

namespace ace::kit {

namespace {

using admission::ScanAnswer;
using admission::ScanProblem;

const std::string kTicket =
    R"({"id":"0192f000-0000-7000-8000-000000000001","type":"0192f000-0000-7000-8000-000000000002",)"
    R"("type_name":"General","state":"valid"})";

class ScanJsonTest : public CppUnit::TestFixture
{
protected:
    static ScanAnswer answerOf(const std::string& body)
    {
        return std::get<ScanAnswer>(test::valueOf(parseScanAnswer(200, body)));
    }
    static ErrorCode errorOf(int status, const std::string& body)
    {
        const auto parsed = parseScanAnswer(status, body);
        CPPUNIT_ASSERT(!parsed);
        return parsed.error().code;
    }
};

CPPUNIT_TEST_FIXTURE(ScanJsonTest, writesTheRequestOfTheContract)
{
    admission::ScanRequest request;
    request.token = "ABC";
    request.direction = Direction::Exit;
    request.gate = "fair/North gate";
    request.nonce = "n-1";
    request.scannedAt = test::valueOf(parseRfc3339("2026-11-22T19:30:00.25Z"));
    const auto json = nlohmann::json::parse(toScanBody(request));
    const auto expected =
        nlohmann::json::parse(R"({"token":"ABC","direction":"exit","gate":"fair/North gate","nonce":"n-1",
        "scanned_at":"2026-11-22T19:30:00.250000Z"})");
    CPPUNIT_ASSERT_EQUAL(expected.dump(), json.dump());
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, leavesTheTimeToTheServerWhenThereIsNone)
{
    CPPUNIT_ASSERT(!nlohmann::json::parse(toScanBody({})).contains("scanned_at"));
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, sendsBytesThatAreNoUtf8AsReplacementCharacters)
{
    admission::ScanRequest request;
    request.token = "A\xff";
    const auto json = nlohmann::json::parse(toScanBody(request));
    CPPUNIT_ASSERT_EQUAL(std::string("A\uFFFD"), json.at("token").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, readsAnAdmission)
{
    const auto answer =
        answerOf(R"({"result":"admitted","reason":null,"ticket":)" + kTicket + R"(,"first_scan":null})");
    CPPUNIT_ASSERT(answer.verdict.admitted());
    CPPUNIT_ASSERT_EQUAL(std::string("General"), answer.ticket.value().typeName);
    CPPUNIT_ASSERT_EQUAL(std::string("0192f000-0000-7000-8000-000000000001"), answer.ticket->id.toString());
    CPPUNIT_ASSERT(answer.ticket->state == TicketState::Valid);
    CPPUNIT_ASSERT(!answer.firstScan);
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, readsARefusalWithItsFirstScan)
{
    const auto answer =
        answerOf(R"({"result":"refused","reason":"already_redeemed","ticket":)" + kTicket +
                 R"(,"first_scan":{"scanned_at":"2026-11-22T19:42:00Z","gate":"North gate"}})");
    CPPUNIT_ASSERT(answer.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), answer.firstScan.value().gate);
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-22T19:42:00Z"), formatUtc(answer.firstScan->scannedAt));
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, readsEveryReason)
{
    for (int i = 0; i <= static_cast<int>(Reason::AlreadyRedeemed); ++i) {
        const auto reason = static_cast<Reason>(i);
        const auto answer = answerOf(R"({"result":"refused","reason":")" + std::string(name(reason)) +
                                     R"(","ticket":null,"first_scan":null})");
        CPPUNIT_ASSERT(answer.verdict.reason == reason);
        CPPUNIT_ASSERT(!answer.ticket);
    }
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, neverTakesAnAnswerItCannotReadForAnAdmission)
{
    const char* const bodies[] = {
        "",
        "[]",
        "<html>",
        "{}",
        R"({"result":"admitted"})",
        R"({"result":"welcome","reason":null,"ticket":null,"first_scan":null})",
        R"({"result":"refused","reason":null,"ticket":null,"first_scan":null})",
        R"({"result":"refused","reason":"too_loud","ticket":null,"first_scan":null})",
        R"({"result":"admitted","reason":null,"ticket":{"id":"x"},"first_scan":null})",
        R"({"result":"admitted","reason":null,"first_scan":null,)"
        R"("ticket":{"id":"x","type":"y","type_name":"G","state":"valid"}})",
        R"({"result":"refused","reason":"already_redeemed","ticket":null,)"
        R"("first_scan":{"scanned_at":"noon","gate":"N"}})",
        R"({"result":true,"reason":null,"ticket":null,"first_scan":null})",
    };
    for (const char* body : bodies)
        CPPUNIT_ASSERT_MESSAGE(body, errorOf(200, body) == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, readsTheProblemsOfScans)
{
    const auto problemOf = [](const std::string& code) {
        return std::get<ScanProblem>(test::valueOf(parseScanAnswer(422, R"({"code":")" + code + R"("})")));
    };
    CPPUNIT_ASSERT(problemOf("unknown_gate") == ScanProblem::UnknownGate);
    CPPUNIT_ASSERT(problemOf("idempotency_key_reused") == ScanProblem::NonceReused);
}

CPPUNIT_TEST_FIXTURE(ScanJsonTest, tellsApartWhatCanBeTriedAgain)
{
    CPPUNIT_ASSERT(errorOf(401, R"({"code":"unauthorized"})") == ErrorCode::Invalid);
    CPPUNIT_ASSERT(errorOf(403, R"({"code":"forbidden"})") == ErrorCode::Invalid);
    CPPUNIT_ASSERT(errorOf(400, R"({"code":"malformed"})") == ErrorCode::Invalid);
    CPPUNIT_ASSERT(errorOf(404, "not found") == ErrorCode::Invalid);
    CPPUNIT_ASSERT(errorOf(409, "") == ErrorCode::Busy);
    CPPUNIT_ASSERT(errorOf(429, "") == ErrorCode::Busy);
    CPPUNIT_ASSERT(errorOf(503, "<html>") == ErrorCode::Busy);
    CPPUNIT_ASSERT(errorOf(500, R"({"code":7})") == ErrorCode::OutcomeUnknown);
}

} // namespace

} // namespace ace::kit
