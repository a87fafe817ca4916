// SPDX-License-Identifier: MIT
#include "presenters/GatePresenter.h"

#include "TestSupport.h"

namespace ace::gate {

namespace {

using admission::ScanAnswer;
using admission::ScanOutcome;
using admission::ScanProblem;
using admission::ScanRequest;

class FakeView : public GateView
{
public:
    void show(const GateScreen& screen) override { screen_ = screen; }
    const GateScreen& screen() const { return screen_; }

private:
    GateScreen screen_;
};

class GatePresenterTest : public CppUnit::TestFixture
{
public:
    void setUp() override { presenter_.start(); }

protected:
    static ScanOutcome admitted()
    {
        ScanAnswer answer;
        answer.ticket = ScanAnswer::TicketView{{}, {}, "General", TicketState::Valid};
        return answer;
    }
    static ScanOutcome refused(Reason reason)
    {
        ScanAnswer answer;
        answer.verdict.reason = reason;
        return answer;
    }
    void scanAndAnswer(const std::string& code, const Result<ScanOutcome>& outcome)
    {
        presenter_.readCode(code);
        presenter_.answer(asked_.back(), outcome);
    }
    GatePhase phase() const { return view_.screen().phase; }

    FakeView view_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    std::vector<ScanRequest> asked_;
    GatePresenter presenter_{{view_, englishTexts(), clock_, ids_,
                              [this](const ScanRequest& request) { asked_.push_back(request); }},
                             "North gate"};
};

CPPUNIT_TEST_FIXTURE(GatePresenterTest, waitsForATicketAtFirst)
{
    CPPUNIT_ASSERT(phase() == GatePhase::Ready);
    CPPUNIT_ASSERT_EQUAL(std::string("Scan a ticket"), view_.screen().headline);
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), view_.screen().gate);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, asksForAVerdictOnTheTrimmedCode)
{
    presenter_.readCode(" \tCODE\r\n");
    CPPUNIT_ASSERT(phase() == GatePhase::Checking);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), asked_.size());
    CPPUNIT_ASSERT_EQUAL(std::string("CODE"), asked_[0].token);
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), asked_[0].gate);
    CPPUNIT_ASSERT(asked_[0].direction == Direction::Entry);
    CPPUNIT_ASSERT(!asked_[0].nonce.empty());
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, takesABlankCodeForNone)
{
    presenter_.readCode(" \r\n");
    presenter_.readCode("");
    CPPUNIT_ASSERT(phase() == GatePhase::Ready);
    CPPUNIT_ASSERT(asked_.empty());
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, turnsGreenAndCountsTheAdmitted)
{
    scanAndAnswer("A", admitted());
    CPPUNIT_ASSERT(phase() == GatePhase::Admitted);
    CPPUNIT_ASSERT_EQUAL(std::string("ADMITTED"), view_.screen().headline);
    CPPUNIT_ASSERT_EQUAL(std::string("General"), view_.screen().reason);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), view_.screen().admitted);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, turnsRedWithTheReasonInPlainWords)
{
    scanAndAnswer("A", refused(Reason::Expired));
    CPPUNIT_ASSERT(phase() == GatePhase::Refused);
    CPPUNIT_ASSERT_EQUAL(std::string("REFUSED"), view_.screen().headline);
    CPPUNIT_ASSERT_EQUAL(std::string("No longer valid"), view_.screen().reason);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), view_.screen().admitted);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, tellsWhereAndWhenATicketWasUsed)
{
    ScanAnswer answer;
    answer.verdict.reason = Reason::AlreadyRedeemed;
    answer.firstScan = ScanAnswer::FirstScan{clock_.now(), "East gate"};
    scanAndAnswer("A", ScanOutcome(answer));
    const std::string expected =
        "Already used – " + stationTime(clock_.now(), clock_.now()) + " at East gate";
    CPPUNIT_ASSERT_EQUAL(expected, view_.screen().reason);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, dropsACodeWhileAnotherGuestIsWaiting)
{
    presenter_.readCode("A");
    presenter_.readCode("B");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), asked_.size());
    CPPUNIT_ASSERT(phase() == GatePhase::Checking);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, ignoresTheSamePaperReadTwiceInARow)
{
    scanAndAnswer("A", admitted());
    clock_.advance(GatePresenter::kRepeatTime - Microseconds(1));
    presenter_.readCode("A");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), asked_.size());
    CPPUNIT_ASSERT(phase() == GatePhase::Admitted);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, checksTheSamePaperAgainLater)
{
    scanAndAnswer("A", admitted());
    clock_.advance(GatePresenter::kRepeatTime);
    presenter_.readCode("A");
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), asked_.size());
    CPPUNIT_ASSERT(asked_[0].nonce != asked_[1].nonce);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, checksAnotherTicketAtOnce)
{
    scanAndAnswer("A", admitted());
    scanAndAnswer("B", admitted());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), view_.screen().admitted);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, isReadyAgainAfterAWhile)
{
    scanAndAnswer("A", refused(Reason::Blocked));
    clock_.advance(GatePresenter::kShowTime - Microseconds(1));
    presenter_.tick();
    CPPUNIT_ASSERT(phase() == GatePhase::Refused);
    clock_.advance(Microseconds(1));
    presenter_.tick();
    CPPUNIT_ASSERT(phase() == GatePhase::Ready);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, waitsForAnAnswerHoweverLongItTakes)
{
    presenter_.readCode("A");
    clock_.advance(std::chrono::minutes(5));
    presenter_.tick();
    CPPUNIT_ASSERT(phase() == GatePhase::Checking);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, scansOutAfterTheDirectionIsChanged)
{
    presenter_.toggleDirection();
    CPPUNIT_ASSERT_EQUAL(std::string("Scan a ticket to leave"), view_.screen().headline);
    scanAndAnswer("A", admitted());
    CPPUNIT_ASSERT(asked_[0].direction == Direction::Exit);
    CPPUNIT_ASSERT_EQUAL(std::string("MAY LEAVE"), view_.screen().headline);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), view_.screen().admitted);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, scansTheSameTicketOutRightAfterItCameIn)
{
    scanAndAnswer("A", admitted());
    presenter_.toggleDirection();
    presenter_.readCode("A");
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), asked_.size());
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, keepsTheDirectionOfACheckUnderWay)
{
    presenter_.readCode("A");
    presenter_.toggleDirection();
    CPPUNIT_ASSERT(phase() == GatePhase::Checking);
    CPPUNIT_ASSERT(view_.screen().direction == Direction::Entry);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, showsAmberOfflineAndThenAsksAnew)
{
    scanAndAnswer("A", failure(ErrorCode::Offline, "connection refused"));
    CPPUNIT_ASSERT(phase() == GatePhase::Offline);
    CPPUNIT_ASSERT_EQUAL(std::string("OFFLINE"), view_.screen().headline);
    scanAndAnswer("A", admitted()); // at once: no verdict was shown that could be repeated
    CPPUNIT_ASSERT(phase() == GatePhase::Admitted);
    CPPUNIT_ASSERT(asked_[0].nonce != asked_[1].nonce);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, asksWithTheSameNonceAfterAnUnknownOutcome)
{
    scanAndAnswer("A", failure(ErrorCode::OutcomeUnknown, "no answer"));
    CPPUNIT_ASSERT_EQUAL(std::string("NO ANSWER"), view_.screen().headline);
    scanAndAnswer("B", admitted());
    scanAndAnswer("A", failure(ErrorCode::Offline, "still gone"));
    scanAndAnswer("A", admitted());
    CPPUNIT_ASSERT_EQUAL(asked_[0].nonce, asked_[2].nonce);
    CPPUNIT_ASSERT_EQUAL(asked_[0].nonce, asked_[3].nonce);
    clock_.advance(GatePresenter::kRepeatTime);
    presenter_.readCode("A");
    CPPUNIT_ASSERT(asked_[0].nonce != asked_[4].nonce); // settled now
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, doesNotTakeAnUnknownEntryForTheExit)
{
    scanAndAnswer("A", failure(ErrorCode::OutcomeUnknown, "no answer"));
    presenter_.toggleDirection();
    presenter_.readCode("A");
    CPPUNIT_ASSERT(asked_[0].nonce != asked_[1].nonce);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, keepsABoundedNumberOfUnknownOutcomes)
{
    for (std::size_t i = 0; i <= GatePresenter::kMostUnsettled; ++i)
        scanAndAnswer("T" + std::to_string(i), failure(ErrorCode::OutcomeUnknown, "no answer"));
    presenter_.readCode("T0");
    CPPUNIT_ASSERT(asked_.front().nonce != asked_.back().nonce); // the oldest was let go
    presenter_.answer(asked_.back(), admitted());
    presenter_.readCode("T1");
    CPPUNIT_ASSERT_EQUAL(asked_[1].nonce, asked_.back().nonce);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, callsASupervisorWhenTheStationIsSetUpWrongly)
{
    scanAndAnswer("A", ScanOutcome(ScanProblem::UnknownGate));
    CPPUNIT_ASSERT(phase() == GatePhase::Trouble);
    CPPUNIT_ASSERT_EQUAL(std::string("The server knows no gate \"North gate\""), view_.screen().reason);
    scanAndAnswer("A", failure(ErrorCode::Invalid, "give it a new token"));
    CPPUNIT_ASSERT(phase() == GatePhase::Trouble);
    CPPUNIT_ASSERT_EQUAL(std::string("give it a new token"), view_.screen().reason);
}

CPPUNIT_TEST_FIXTURE(GatePresenterTest, saysWhatItRunsWithoutUnderAnyVerdict)
{
    presenter_.showNotice("Scanner \"hand\": unplugged");
    scanAndAnswer("A", admitted());
    CPPUNIT_ASSERT_EQUAL(std::string("Scanner \"hand\": unplugged"), view_.screen().notice);
}

} // namespace

} // namespace ace::gate
