// SPDX-License-Identifier: MIT
// What every station shows: pairing, log-in, amounts, the link.
#include <ace/kit/AmountEntry.h>
#include <ace/kit/LoginPresenter.h>
#include <ace/kit/PairingPresenter.h>

#include "TestSupport.h"
#include "support/FakeBackground.h"

namespace ace::kit {

namespace {

using staffing::LoggedIn;
using staffing::LoginOutcome;
using staffing::LoginRefused;

template <class View, class Screen> class Seen : public View
{
public:
    void show(const Screen& shown) override { screen = shown; }
    Screen screen;
};

class ScriptedStaffing : public staffing::Staffing
{
public:
    Result<std::vector<staffing::StaffHere>> staffAt(StationId) override { return here; }
    Result<LoginOutcome> logIn(const staffing::PinLogin& login) override
    {
        asked.push_back(login);
        return outcome;
    }
    Result<void> logOut(const std::string&) override { return {}; }
    Result<TimeEntry> clock(const std::string&, ClockAction,
                            const std::optional<sdk::IdempotencyKey>&) override
    {
        return failure(ErrorCode::Internal, "not asked");
    }
    Result<std::optional<TimeEntry>> openEntry(const std::string&) override
    {
        return failure(ErrorCode::Internal, "not asked");
    }

    Result<std::vector<staffing::StaffHere>> here =
        std::vector<staffing::StaffHere>{{{}, "Dana", "dana"}, {{}, "Sam", "sam"}};
    Result<LoginOutcome> outcome = LoginOutcome(LoggedIn{"B", {}, {}});
    std::vector<staffing::PinLogin> asked;
};

class PresentersTest : public CppUnit::TestFixture
{
protected:
    void type(const std::string& digits)
    {
        for (const char digit : digits)
            login_.pressDigit(digit);
    }
    void logInWith(const Result<LoginOutcome>& outcome)
    {
        staffing_.outcome = outcome;
        type("7391");
        login_.submit();
        background_.runAll();
    }
    const LoginScreen& screen() const { return view_.screen; }

    test::FakeBackground background_;
    const KitTexts& texts_ = kitTexts(Language::English);
    Seen<LoginView, LoginScreen> view_;
    ScriptedStaffing staffing_;
    std::optional<LoggedIn> in_;
    LoginPresenter login_{
        {view_, texts_, background_, staffing_, StationId{}, [this](const LoggedIn& in) { in_ = in; }}};
};

CPPUNIT_TEST_FIXTURE(PresentersTest, listsWhoMayLogIn)
{
    login_.start();
    CPPUNIT_ASSERT(screen().busy);
    login_.choose(0); // not before they are there
    CPPUNIT_ASSERT(!screen().chosen);
    background_.runAll();
    CPPUNIT_ASSERT(!screen().busy);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), screen().staff.size());
}

CPPUNIT_TEST_FIXTURE(PresentersTest, saysWhatToDoWhenNobodyMayLogIn)
{
    staffing_.here = std::vector<staffing::StaffHere>();
    login_.start();
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(texts_.nobodyHere, screen().problem);
    staffing_.here = failure(ErrorCode::Offline, "gone");
    login_.start();
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(texts_.errorOffline, screen().problem);
}

CPPUNIT_TEST_FIXTURE(PresentersTest, logsInByPin)
{
    login_.start();
    background_.runAll();
    login_.choose(1);
    type("73a91");
    CPPUNIT_ASSERT_EQUAL(std::size_t(4), screen().digits);
    login_.submit();
    login_.submit(); // twice touched is once asked
    CPPUNIT_ASSERT(screen().busy);
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), staffing_.asked.size());
    CPPUNIT_ASSERT_EQUAL(std::string("sam"), staffing_.asked[0].login);
    CPPUNIT_ASSERT_EQUAL(std::string("7391"), staffing_.asked[0].pin);
    CPPUNIT_ASSERT(in_ && in_->bearer == "B");
    CPPUNIT_ASSERT(!screen().chosen); // the next one finds the list
}

CPPUNIT_TEST_FIXTURE(PresentersTest, takesNoPinThatIsTooShortOrTooLong)
{
    login_.start();
    background_.runAll();
    type("1"); // nobody is chosen
    login_.choose(0);
    type("123");
    login_.submit();
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), background_.waiting());
    type("4567890");
    CPPUNIT_ASSERT_EQUAL(LoginPresenter::kMostDigits, screen().digits);
    login_.erase();
    CPPUNIT_ASSERT_EQUAL(LoginPresenter::kMostDigits - 1, screen().digits);
    login_.back();
    CPPUNIT_ASSERT(!screen().chosen && screen().digits == 0);
}

CPPUNIT_TEST_FIXTURE(PresentersTest, saysWhyALogInFailed)
{
    using Why = LoginRefused::Why;
    login_.start();
    background_.runAll();
    login_.choose(0);
    logInWith(LoginOutcome(LoginRefused{Why::WrongSecret, {}}));
    CPPUNIT_ASSERT_EQUAL(texts_.wrongPin, screen().problem);
    CPPUNIT_ASSERT(screen().chosen && screen().digits == 0);
    logInWith(LoginOutcome(LoginRefused{Why::TryLater, std::chrono::seconds(30)}));
    CPPUNIT_ASSERT_EQUAL(std::string("Too many wrong PINs. Wait 30 s, then try again."), screen().problem);
    logInWith(LoginOutcome(LoginRefused{Why::NotHere, {}}));
    CPPUNIT_ASSERT_EQUAL(texts_.notHere, screen().problem);
    logInWith(failure(ErrorCode::OutcomeUnknown, "lost"));
    CPPUNIT_ASSERT_EQUAL(texts_.errorUnknown, screen().problem);
    type("7");
    CPPUNIT_ASSERT(screen().problem.empty());
    CPPUNIT_ASSERT(!in_);
}

CPPUNIT_TEST_FIXTURE(PresentersTest, pairsByWhatIsScanned)
{
    Seen<PairingView, PairingScreen> view;
    std::optional<StationIdentity> paired;
    std::vector<std::string> asked;
    Result<StationIdentity> answer = failure(ErrorCode::Invalid, "This code is used up.");
    PairingPresenter pairing({view, texts_, background_,
                              [&](const PairingText& text) {
                                  asked.push_back(text.serverUrl + " " + text.code);
                                  return answer;
                              },
                              "http://known", [&](const StationIdentity& identity) { paired = identity; }});
    pairing.start();
    pairing.submit("  ");
    CPPUNIT_ASSERT(!view.screen.problem.empty() && asked.empty());
    pairing.submit("K7");
    CPPUNIT_ASSERT(view.screen.busy);
    pairing.submit("K8"); // while the first is asked
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::string("This code is used up."), view.screen.problem);
    answer = StationIdentity{};
    pairing.submit("http://h/pair?code=K9"); // of another server
    CPPUNIT_ASSERT(!view.screen.busy);
    CPPUNIT_ASSERT(view.screen.problem.find("http://h:80") != std::string::npos);
    pairing.submit("http://known/pair?code=K9");
    background_.runAll();
    CPPUNIT_ASSERT(paired && !view.screen.busy && view.screen.problem.empty());
    CPPUNIT_ASSERT((asked == std::vector<std::string>{"http://known K7", "http://known K9"}));
}

CPPUNIT_TEST_FIXTURE(PresentersTest, takesAmountsLikeACashRegister)
{
    AmountEntry amount;
    for (const char digit : std::string("12x5"))
        amount.press(digit);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(125), amount.minor());
    amount.pressDoubleZero();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(12500), amount.minor());
    amount.erase();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1250), amount.minor());
    for (int i = 0; i < 20; ++i)
        amount.press('9');
    amount.pressDoubleZero();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(12509999), amount.minor());
}

CPPUNIT_TEST_FIXTURE(PresentersTest, saysHowOldTheLinkIs)
{
    test::FakeClock clock;
    LinkMonitor monitor(clock);
    int changes = 0;
    monitor.onChange([&](const Link&) { ++changes; });
    const auto said = [&] { return explain(monitor.link(), clock.monotonic(), texts_); };
    CPPUNIT_ASSERT_EQUAL(std::string("Connecting …"), said());
    monitor.note(LinkState::Online);
    CPPUNIT_ASSERT_EQUAL(std::string("Online"), said());
    clock.advance(std::chrono::seconds(30));
    monitor.note(LinkState::Online);
    clock.advance(std::chrono::seconds(30));
    monitor.note(LinkState::Offline);
    clock.advance(std::chrono::minutes(2));
    CPPUNIT_ASSERT_EQUAL(std::string("No connection for 2 min"), said());
    clock.advance(std::chrono::hours(2));
    CPPUNIT_ASSERT_EQUAL(std::string("No connection for 2 h"), said());
    CPPUNIT_ASSERT_EQUAL(2, changes); // another age is no change
}

} // namespace

} // namespace ace::kit
