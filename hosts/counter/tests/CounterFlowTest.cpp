// SPDX-License-Identifier: MIT
// From the log-in to the sale: the time clock, the till, and which page is shown.
#include "presenters/CounterFlow.h"
#include "presenters/CounterOptions.h"

#include "TestSupport.h"
#include "support/CounterFakes.h"

#include <set>

namespace ace::counter {

namespace {

class CounterFlowTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        desk_.offer = anOffer();
        flow_.start();
        background_.runAll();
    }

protected:
    void logIn()
    {
        staffing::LoggedIn in;
        in.bearer = "bearer";
        in.staff.name = "Dana Cashier";
        flow_.loggedIn(in);
        background_.runAll();
    }
    void toSell()
    {
        staffing_.entry = TimeEntry{};
        tillDesk_.isOpen(true);
        logIn();
    }
    void loseASale()
    {
        desk_.outcome = failure(ErrorCode::OutcomeUnknown, "lost");
        sale_.addType(0);
        sale_.pay();
        sale_.payQuick(0);
        background_.runAll();
    }
    Page page() const { return header_.screen.page; }
    void act(ClockAction action)
    {
        shift_.act(action);
        background_.runAll();
    }
    void typeAndSubmit(const std::string& digits)
    {
        for (const char digit : digits)
            till_.pressDigit(digit);
        till_.submit();
        background_.runAll();
    }

    const CounterTexts& texts_ = counterTexts(kit::Language::English);
    const kit::KitTexts& kitTexts_ = kitTexts(kit::Language::English);
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeBackground background_;
    FakeStaffing staffing_{clock_};
    FakeTillDesk tillDesk_;
    FakeSalesDesk desk_;
    std::string staff_; // whose requests they are
    FakeView<HeaderView, HeaderScreen> header_;
    FakeView<kit::LoginView, kit::LoginScreen> loginView_;
    FakeView<ShiftView, ShiftScreen> shiftView_;
    FakeView<TillView, TillScreen> tillView_;
    FakeView<SaleView, SaleScreen> saleView_;
    kit::LoginPresenter login_{{loginView_, kitTexts_, background_, staffing_, StationId{},
                                [this](const staffing::LoggedIn& in) { flow_.loggedIn(in); }}};
    ShiftPresenter shift_{{shiftView_, texts_, kitTexts_, background_, staffing_, clock_, ids_,
                           [this] { flow_.progressed(); }}};
    TillPresenter till_{{tillView_, texts_, kitTexts_, background_, tillDesk_, ids_, TillId{},
                         [] { return Currency(); }, [this] { flow_.progressed(); }}};
    SalePresenter sale_{{saleView_, texts_, kitTexts_, background_, desk_, ids_, "summer-fair",
                         [](const std::string&, const std::string&) { return std::string(); }}};
    CounterFlow flow_{{header_, kitTexts_, clock_, background_, login_, shift_, till_, sale_, staffing_,
                       [this](const std::string& bearer) { staff_ = bearer; }, "Counter 1"}};
};

CPPUNIT_TEST_FIXTURE(CounterFlowTest, leadsFromTheLogInByClockAndTillToTheSale)
{
    CPPUNIT_ASSERT(page() == Page::Login);
    CPPUNIT_ASSERT(!header_.screen.mayGo);
    logIn();
    CPPUNIT_ASSERT(page() == Page::Shift);
    CPPUNIT_ASSERT_EQUAL(std::string("bearer"), staff_);
    CPPUNIT_ASSERT_EQUAL(std::string("Dana Cashier"), header_.screen.staff);
    CPPUNIT_ASSERT(!header_.screen.maySell);
    act(ClockAction::In);
    CPPUNIT_ASSERT(page() == Page::Till);
    typeAndSubmit("15000");
    CPPUNIT_ASSERT(page() == Page::Sale);
    CPPUNIT_ASSERT(header_.screen.maySell);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(15000), tillDesk_.amounts.at(0));
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, goesToTheSaleAtOnceWhenWorkGoesOn)
{
    toSell();
    CPPUNIT_ASSERT(page() == Page::Sale);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, sellsNothingOnABreakOrWithAClosedTill)
{
    toSell();
    flow_.go(Page::Shift);
    background_.runAll();
    act(ClockAction::Pause);
    CPPUNIT_ASSERT(page() == Page::Shift);
    flow_.go(Page::Sale);
    CPPUNIT_ASSERT(page() == Page::Shift);
    act(ClockAction::Resume);
    CPPUNIT_ASSERT(page() == Page::Sale);
    flow_.go(Page::Till);
    background_.runAll();
    typeAndSubmit("9000");
    CPPUNIT_ASSERT(page() == Page::Till);
    CPPUNIT_ASSERT_EQUAL(std::string("Closed. $10.00 less than expected."), tillView_.screen.headline);
    flow_.go(Page::Sale);
    CPPUNIT_ASSERT(page() == Page::Till);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, logsOut)
{
    toSell();
    flow_.logOut();
    background_.runAll();
    CPPUNIT_ASSERT(page() == Page::Login);
    CPPUNIT_ASSERT_EQUAL(std::string(), staff_);
    CPPUNIT_ASSERT((staffing_.loggedOut == std::vector<std::string>{"bearer"}));
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, staysWithASaleOfUnknownOutcome)
{
    toSell();
    loseASale();
    CPPUNIT_ASSERT(saleView_.screen.step == SaleStep::Unknown);
    flow_.show();
    CPPUNIT_ASSERT(!header_.screen.mayGo && !header_.screen.mayLogOut);
    flow_.logOut();
    flow_.go(Page::Till);
    CPPUNIT_ASSERT(page() == Page::Sale);
    CPPUNIT_ASSERT_EQUAL(std::string("bearer"), staff_);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, hasWhoeverLogsInNextSettleAnUnknownSale)
{
    toSell();
    loseASale();
    flow_.staffEnded();
    background_.runAll();
    CPPUNIT_ASSERT(page() == Page::Login);
    staffing_.entry.reset(); // not even clocked in: the sale comes first
    logIn();
    CPPUNIT_ASSERT(page() == Page::Sale);
    CPPUNIT_ASSERT(saleView_.screen.step == SaleStep::Unknown);
    sale_.askAgain();
    background_.runAll();
    CPPUNIT_ASSERT(desk_.asked.at(0) == desk_.asked.at(1));
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, isOverOnceTheStationIsRevoked)
{
    toSell();
    flow_.linkChanged({kit::LinkState::Revoked, clock_.monotonic(), {}});
    CPPUNIT_ASSERT(page() == Page::Revoked);
    CPPUNIT_ASSERT_EQUAL(std::string(), staff_);
    flow_.go(Page::Sale);
    flow_.staffEnded();
    background_.runAll();
    CPPUNIT_ASSERT(page() == Page::Revoked);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, alwaysSaysHowTheLinkIs)
{
    flow_.linkChanged({kit::LinkState::Offline, clock_.monotonic(), clock_.monotonic()});
    clock_.advance(std::chrono::seconds(7));
    flow_.tick();
    CPPUNIT_ASSERT_EQUAL(std::string("No connection for 7 s"), header_.screen.link);
    CPPUNIT_ASSERT_EQUAL(std::string("Counter 1"), header_.screen.station);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, offersWhatTheTimeClockAllows)
{
    const auto allowed = [&] {
        const ShiftScreen& screen = shiftView_.screen;
        return std::string(screen.mayClockIn ? "in " : "") + (screen.mayPause ? "pause " : "") +
               (screen.mayResume ? "resume " : "") + (screen.mayClockOut ? "out" : "");
    };
    logIn();
    CPPUNIT_ASSERT_EQUAL(std::string("in "), allowed());
    shift_.act(ClockAction::In);
    CPPUNIT_ASSERT_EQUAL(std::string(), allowed()); // while it is asked
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::string("pause out"), allowed());
    clock_.advance(std::chrono::minutes(125));
    act(ClockAction::Pause);
    CPPUNIT_ASSERT_EQUAL(std::string("resume out"), allowed());
    CPPUNIT_ASSERT_EQUAL(std::string("Worked 2:05"), shiftView_.screen.worked);
    act(ClockAction::Out);
    CPPUNIT_ASSERT_EQUAL(std::string("in "), allowed());
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, keepsTheKeyOfAClockInWithoutAnAnswer)
{
    logIn();
    staffing_.lost = true;
    act(ClockAction::In);
    CPPUNIT_ASSERT_EQUAL(kitTexts_.errorUnknown, shiftView_.screen.problem);
    staffing_.lost = false;
    act(ClockAction::In);
    CPPUNIT_ASSERT_EQUAL(staffing_.keys.at(0), staffing_.keys.at(1));
    act(ClockAction::Pause);
    CPPUNIT_ASSERT(staffing_.keys.at(1) != staffing_.keys.at(2));
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, keepsTheKeyAndAmountOfATillWithoutAnAnswer)
{
    staffing_.entry = TimeEntry{};
    logIn();
    tillDesk_.instead = failure(ErrorCode::OutcomeUnknown, "lost");
    typeAndSubmit("150");
    CPPUNIT_ASSERT_EQUAL(texts_.askAgain, tillView_.screen.button);
    CPPUNIT_ASSERT(!header_.screen.mayLogOut);
    till_.pressDigit('9'); // another amount would be another request
    tillDesk_.instead.reset();
    till_.submit();
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(tillDesk_.keys.at(0), tillDesk_.keys.at(1));
    CPPUNIT_ASSERT_EQUAL(tillDesk_.amounts.at(0), tillDesk_.amounts.at(1));
    CPPUNIT_ASSERT(page() == Page::Sale);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, hasWhoeverLogsInNextSettleATillOfUnknownOutcome)
{
    toSell();
    flow_.go(Page::Till);
    background_.runAll();
    tillDesk_.instead = failure(ErrorCode::OutcomeUnknown, "lost");
    typeAndSubmit("9000");
    flow_.staffEnded();
    background_.runAll();
    logIn();
    CPPUNIT_ASSERT(page() == Page::Till);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, looksAgainWhenSomebodyElseOpenedTheTill)
{
    staffing_.entry = TimeEntry{};
    logIn();
    tillDesk_.isOpen(true);
    tillDesk_.instead = kit::TillOutcome(kit::DeskRefusal{"till_open", ""});
    typeAndSubmit("150");
    CPPUNIT_ASSERT(page() == Page::Sale);
    CPPUNIT_ASSERT(till_.mayLeave());
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, speaksBothLanguagesInFull)
{
    for (const auto language : {kit::Language::English, kit::Language::Spanish}) {
        const CounterTexts& texts = counterTexts(language);
        for (const std::string* text : {&texts.sell, &texts.clockIn, &texts.tillClosed, &texts.payCash,
                                        &texts.unknownHint, &texts.nextCustomer, &texts.saved})
            CPPUNIT_ASSERT(!text->empty());
        CPPUNIT_ASSERT(!texts.refusal("sold_out", "").empty());
    }
    CPPUNIT_ASSERT(counterTexts(kit::Language::Spanish).sell != counterTexts(kit::Language::English).sell);
}

CPPUNIT_TEST_FIXTURE(CounterFlowTest, takesOptionsStrictly)
{
    const auto parsed = [](const std::vector<std::string>& arguments) {
        return CounterOptions::parse(arguments);
    };
    const auto defaults = test::valueOf(parsed({}));
    CPPUNIT_ASSERT(!defaults.data.empty() && !defaults.windowed);
    const auto all =
        test::valueOf(parsed({"--data=d", "--server=s", "--pair=c", "--language=es", "--windowed"}));
    CPPUNIT_ASSERT(all.language == kit::Language::Spanish && all.windowed && all.pair == "c");
    for (const std::vector<std::string>& wrong :
         {std::vector<std::string>{"--language=fr"}, {"--dat=d"}, {"word"}, {"--server"}})
        CPPUNIT_ASSERT(!parsed(wrong));
}

} // namespace

} // namespace ace::counter
