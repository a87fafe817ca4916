// SPDX-License-Identifier: MIT
#include "Refusals.h"

#include "TestSupport.h"

namespace ace::server::api {

namespace {

class RefusalsTest : public CppUnit::TestFixture
{
};

// From the first to the last of an enumeration.
template <class Enum> std::vector<Enum> valuesUntil(Enum last)
{
    std::vector<Enum> values;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        values.push_back(static_cast<Enum>(i));
    return values;
}

int statusOf(boxoffice::Refusal refusal) { return problemOf(boxoffice::Refused{refusal, "because"}).kind().status; }

CPPUNIT_TEST_FIXTURE(RefusalsTest, everyRefusalIsAProblemOfTheSameName)
{
    for (const auto refusal : valuesUntil(boxoffice::Refusal::NotLeased))
        CPPUNIT_ASSERT_MESSAGE(boxoffice::name(refusal), http::findProblemKind(boxoffice::name(refusal)));
    for (const auto refusal : valuesUntil(catalog::EditRefusal::IdempotencyKeyReused))
        CPPUNIT_ASSERT(problemOf(catalog::EditRefused{refusal, "", "because"}).kind().status < 500);
    for (const auto refusal : valuesUntil(outbox::WebhookRefusal::IdempotencyKeyReused))
        CPPUNIT_ASSERT(problemOf(outbox::WebhookRefused{refusal, "because"}).kind().status < 500);
    for (const auto refusal : valuesUntil(staffing::SecretRefusal::NotAPin))
        CPPUNIT_ASSERT_EQUAL(422, problemOf(refusal).kind().status);
}

CPPUNIT_TEST_FIXTURE(RefusalsTest, statusSaysWhetherTheRequestOrTheStateIsToBlame)
{
    using boxoffice::Refusal;
    CPPUNIT_ASSERT_EQUAL(404, statusOf(Refusal::UnknownEvent));
    CPPUNIT_ASSERT_EQUAL(409, statusOf(Refusal::SoldOut));
    CPPUNIT_ASSERT_EQUAL(409, statusOf(Refusal::TillClosed));
    CPPUNIT_ASSERT_EQUAL(422, statusOf(Refusal::OverLimit));
    CPPUNIT_ASSERT_EQUAL(422, statusOf(Refusal::TenderedTooLittle));
    CPPUNIT_ASSERT_EQUAL(422, statusOf(Refusal::IdempotencyKeyReused));
    CPPUNIT_ASSERT_EQUAL(
        412, problemOf(catalog::EditRefused{catalog::EditRefusal::RevisionChanged, "", "x"}).kind().status);
}

CPPUNIT_TEST_FIXTURE(RefusalsTest, aBrokenRuleNamesItsPlace)
{
    const auto problem = problemOf(catalog::EditRefused{catalog::EditRefusal::Invalid, "quota[1].size", "is below 0"});
    CPPUNIT_ASSERT_EQUAL(std::string("quota[1].size: is below 0"), problem.detail());
}

CPPUNIT_TEST_FIXTURE(RefusalsTest, everyFailureHasItsStatusAndHidesWhatIsInternal)
{
    const std::vector<std::pair<ErrorCode, int>> rows = {
        {ErrorCode::Invalid, 400},        {ErrorCode::NotFound, 404}, {ErrorCode::Conflict, 409},
        {ErrorCode::Busy, 503},           {ErrorCode::Timeout, 504},  {ErrorCode::Offline, 503},
        {ErrorCode::OutcomeUnknown, 504}, {ErrorCode::Unavailable, 503}, {ErrorCode::Corrupt, 500},
        {ErrorCode::Internal, 500}};
    for (const auto& [code, status] : rows) {
        const http::Problem problem = http::problemOf(Error{code, "row 7 of the house", ""});
        CPPUNIT_ASSERT_EQUAL(status, problem.kind().status);
        CPPUNIT_ASSERT_EQUAL(status == 500, problem.detail().find("row 7") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL(status == 503 || status == 504, !problem.headers().empty());
    }
}

CPPUNIT_TEST_FIXTURE(RefusalsTest, aKeyThatCameWithAnotherRequestIsItsOwnProblem)
{
    const auto reused = [] {
        return Result<int>(failure(ErrorCode::Invalid, "this key came before", staffing::kKeyReused));
    };
    try {
        (void)keyedOrThrow(reused());
        CPPUNIT_FAIL("it was taken");
    } catch (const http::Problem& problem) {
        CPPUNIT_ASSERT_EQUAL(422, problem.kind().status);
    }
    CPPUNIT_ASSERT_EQUAL(7, keyedOrThrow(Result<int>(7)));
}

} // namespace

} // namespace ace::server::api
