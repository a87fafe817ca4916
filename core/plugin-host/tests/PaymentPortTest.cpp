// SPDX-License-Identifier: MIT
// What core hears of a payment whose plugin misbehaves. Where money may have moved, it is OutcomeUnknown.
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;
using namespace std::chrono_literals;

class PaymentPortTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::PaymentMethod> open(const std::string& what,
                                             std::chrono::milliseconds deadline = 10s)
    {
        return test::valueOf(
            host_.openPayment({"card", "MisbehavingPayment", "{\"do\":[\"" + what + "\"]}", deadline, 1}));
    }
    Result<sdk::PaymentProgress> begin(sdk::PaymentMethod& card) { return card.begin(intent_); }
    Result<sdk::PaymentProgress> reverse(sdk::PaymentMethod& card) { return card.reverse(reversal_); }
    template <class T> static void mustBe(ErrorCode code, const Result<T>& result)
    {
        CPPUNIT_ASSERT(!result);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(result.error().describe(), std::string(name(code)),
                                     std::string(name(result.error().code)));
    }

    const PaymentId payment_{*Uuid::parse("01900000-0000-7000-8000-000000000001")};
    const sdk::PaymentIntent intent_{payment_, {100, {}}, {100, {}}, ""};
    const sdk::Reversal reversal_{
        intent_, RefundId{*Uuid::parse("01900000-0000-7000-8000-000000000002")}, {100, {}}};
    test::FakeLog log_;
    test::FakeClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_BUILD_DIR "/tests/plugins"}};
};

CPPUNIT_TEST_FIXTURE(PaymentPortTest, answersPassThrough)
{
    const auto card = open("nothing");
    CPPUNIT_ASSERT(test::valueOf(begin(*card)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(card->query(intent_)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(reverse(*card)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(card->queryReversal(reversal_)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(!card->settlesAtOnce());
    CPPUNIT_ASSERT(card->pageTime() == std::chrono::seconds(1800));
    test::mustSucceed(card->cancel(intent_));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aMemoHasTwoKilobytesAndNoMore)
{
    CPPUNIT_ASSERT_EQUAL(std::size_t{2048}, test::valueOf(begin(*open("nothing"))).memo.size());
    const auto card = open("long memo");
    mustBe(ErrorCode::OutcomeUnknown, begin(*card));
    mustBe(ErrorCode::Corrupt, card->query(intent_));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aMessageMayBeAboutNoneOfOurs)
{
    CPPUNIT_ASSERT(!test::valueOf(open("nothing")->notify({{"X-Other", "1"}}, "body")));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aBeginOrReverseThatWasInterruptedIsUnknown)
{
    mustBe(ErrorCode::OutcomeUnknown, begin(*open("wait in begin", 50ms)));
    mustBe(ErrorCode::OutcomeUnknown, reverse(*open("wait in reverse", 50ms)));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aBeginThatHungIsUnknownAndTheNextIsNotBegun)
{
    const auto card = open("hang in begin", 50ms);
    mustBe(ErrorCode::OutcomeUnknown, begin(*card));
    mustBe(ErrorCode::Unavailable, begin(*card));
    mustBe(ErrorCode::Unavailable, card->query(intent_));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aFaultInBeginIsUnknownAndQueryStillAnswers)
{
    for (const char* what : {"throw in begin", "throw 42 in begin", "fault in begin"}) {
        const auto card = open(what);
        mustBe(ErrorCode::OutcomeUnknown, begin(*card));
        CPPUNIT_ASSERT(test::valueOf(card->query(intent_)).state == PaymentState::Confirmed);
    }
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aDeviceWorksUntilItFailsAndFromItsNextSuccessOn)
{
    const auto working = [&] {
        const auto devices = host_.devices();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, devices.size());
        CPPUNIT_ASSERT_EQUAL(std::string("card"), devices[0].name);
        return devices[0].working;
    };
    for (const char* what : {"throw in begin", "fail in begin"}) {
        const auto card = open(what);
        CPPUNIT_ASSERT(working());
        CPPUNIT_ASSERT(!begin(*card));
        CPPUNIT_ASSERT(!working());
        test::valueOf(card->query(intent_));
        CPPUNIT_ASSERT(working());
    }
    const auto card = open("hang in begin", 50ms);
    CPPUNIT_ASSERT(!begin(*card));
    CPPUNIT_ASSERT(!working());
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, aFailureWithAReasonIsThatFailure)
{
    const auto failed = begin(*open("fail in begin"));
    mustBe(ErrorCode::Offline, failed);
    CPPUNIT_ASSERT_EQUAL(std::string("the cable is out: plug it in"), failed.error().message);
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, otherCallsThatTimeOutAreTimeouts)
{
    mustBe(ErrorCode::Timeout, open("wait in query", 50ms)->query(intent_));
    mustBe(ErrorCode::Timeout, open("wait in cancel", 50ms)->cancel(intent_));
    mustBe(ErrorCode::Internal, open("throw in query")->query(intent_));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, answersThatCannotBeUnderstood)
{
    const auto card = open("nonsense");
    mustBe(ErrorCode::OutcomeUnknown, begin(*card));
    mustBe(ErrorCode::Corrupt, card->query(intent_));
    mustBe(ErrorCode::OutcomeUnknown, reverse(*card));
    mustBe(ErrorCode::Corrupt, card->queryReversal(reversal_));
    mustBe(ErrorCode::Corrupt, card->notify({}, ""));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, anAnswerWithoutEndIsCutOff)
{
    const auto card = open("flood");
    mustBe(ErrorCode::OutcomeUnknown, begin(*card));
    mustBe(ErrorCode::Corrupt, card->query(intent_));
}

CPPUNIT_TEST_FIXTURE(PaymentPortTest, headersArriveInLowerCase)
{
    const auto card = open("nothing");
    CPPUNIT_ASSERT(
        test::valueOf(card->notify({{"X-Other", "1"}, {"ID", payment_.toString()}}, "body"))->payment ==
        payment_);
}
