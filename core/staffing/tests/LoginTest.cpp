// SPDX-License-Identifier: MIT
#include "OvertakenStorage.h"
#include "PeopleFixture.h"

#include "LoginBackOff.h"

#include <ace/base/File.h>
#include <ace/base/Thread.h>

namespace ace::staffing {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Why = LoginRefused::Why;

class LoginTest : public test::PeopleFixture
{
public:
    void setUp() override
    {
        PeopleFixture::setUp();
        ann_ = aCashier("ann");
        give(ann_);
        station_ = aStation();
    }

protected:
    void guess(int times, const std::string& login = "ann")
    {
        for (int i = 0; i < times; ++i)
            CPPUNIT_ASSERT(refusalOf(withPin(station_, login, "0815")).why == Why::WrongSecret);
    }

    Staff ann_;
    Station station_;
};

CPPUNIT_TEST_FIXTURE(LoginTest, opensWithThePinAtAStationOfTheEvent)
{
    const auto outcome = withPin(station_, "ann");
    const std::string bearer = bearerOf(outcome);
    CPPUNIT_ASSERT_EQUAL(std::size_t{43}, bearer.size());
    CPPUNIT_ASSERT(std::get<LoggedIn>(outcome).staff.id == ann_.id);
    const auto who = test::valueOf(people_->staffing.findSession(bearer, SessionUse::Look));
    CPPUNIT_ASSERT(who && who->staff.id == ann_.id && who->session.station == station_.id);
    CPPUNIT_ASSERT_EQUAL(std::string("login"), lastEntry().action);
    CPPUNIT_ASSERT((lastEntry().actor == Actor{ann_.id, station_.id}));
}

CPPUNIT_TEST_FIXTURE(LoginTest, givesANewBearerEachTime)
{
    const std::string first = bearerOf(withPin(station_, "ann"));
    const std::string second = bearerOf(withPin(station_, "ann"));
    CPPUNIT_ASSERT(first != second);
    CPPUNIT_ASSERT(isIn(first) && isIn(second));
}

CPPUNIT_TEST_FIXTURE(LoginTest, refusesAWrongOrMissingSecretAlike)
{
    aPerson("bob", {{Role::Cashier, here()}}); // without a PIN
    for (const auto& [login, pin] : {std::pair{"ann", "739129"},
                                     {"ann", ""},
                                     {"nobody", "739128"},
                                     {"bob", ""},
                                     {"Ann", "739128"},
                                     {"'; --", "739128"}})
        CPPUNIT_ASSERT_MESSAGE(login, refusalOf(withPin(station_, login, pin)).why == Why::WrongSecret);
    CPPUNIT_ASSERT(refusalOf(withPassword("ann", test::kPin)).why == Why::WrongSecret);
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann", test::kPassword)).why == Why::WrongSecret);
}

CPPUNIT_TEST_FIXTURE(LoginTest, doesNotWriteDownWhatWasTyped)
{
    for (int i = 0; i < 5; ++i)
        withPin(station_, "my secret password", "31337");
    const AuditEntry entry = lastEntry();
    CPPUNIT_ASSERT_EQUAL(std::string("login.refused"), entry.action);
    CPPUNIT_ASSERT_EQUAL(std::string("staff:unknown"), entry.subject);
    CPPUNIT_ASSERT(entry.detail.find("my secret") == std::string::npos);
    CPPUNIT_ASSERT(entry.detail.find("31337") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(LoginTest, isForThoseOfTheEventOnly)
{
    const Staff zoe = aPerson("zoe", {{Role::Cashier, there()}});
    give(zoe);
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "zoe")).why == Why::NotHere);
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "zoe", "0815")).why == Why::WrongSecret);
    bearerOf(withPassword("zoe"));
}

CPPUNIT_TEST_FIXTURE(LoginTest, isNotForAStationThatIsRevokedOrUnknown)
{
    test::mustSucceed(people_->stations.revoke(station_.id, {}));
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).why == Why::NotHere);
    Station unknown;
    unknown.id = ids_.next<StationId>();
    CPPUNIT_ASSERT(refusalOf(withPin(unknown, "ann")).why == Why::NotHere);
}

CPPUNIT_TEST_FIXTURE(LoginTest, isNotForWhoIsInactive)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    ann_.active = false;
    test::valueOf(people_->directory.edit(ann_, ann_.revision, {}));
    CPPUNIT_ASSERT(!isIn(bearer));
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).why == Why::WrongSecret);
}

CPPUNIT_TEST_FIXTURE(LoginTest, slowsDownWhoGuesses)
{
    guess(5);
    const auto refused = refusalOf(withPin(station_, "ann"));
    CPPUNIT_ASSERT(refused.why == Why::TryLater); // even with the right one
    CPPUNIT_ASSERT(refused.wait == seconds(1));
    clock_.advance(seconds(1));
    guess(1);
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).wait == seconds(2));
    clock_.advance(seconds(2));
    bearerOf(withPin(station_, "ann"));
    guess(2); // the right one halved the count of 6
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).wait == seconds(1));
}

CPPUNIT_TEST_FIXTURE(LoginTest, whoGuessesBetweenLogInsIsSlowedDownToo)
{
    int guesses = 0;
    for (int day = 0; day < 20; ++day) {
        while (refusalOf(withPin(station_, "ann", "0815")).why == Why::WrongSecret)
            ++guesses;
        clock_.advance(minutes(16));
        bearerOf(withPin(station_, "ann"));
    }
    CPPUNIT_ASSERT_MESSAGE(std::to_string(guesses), guesses < 70); // of 5 a day it would be 100
}

CPPUNIT_TEST_FIXTURE(LoginTest, countsNoAttemptThatCouldNotBeLookedAt)
{
    guess(3);
    SecretHasher full({1, 0});
    LocalStaffing overloaded({*storage_, full, clock_, ids_, log_});
    for (int i = 0; i < 10; ++i)
        assertFails(ErrorCode::Busy, overloaded.logIn(PinLogin{station_.id, "ann", test::kPin}));
    guess(1);
    bearerOf(withPin(station_, "ann"));
}

CPPUNIT_TEST_FIXTURE(LoginTest, notesFailuresOnceTheySlowSomebodyDown)
{
    const std::string before = actions();
    for (int i = 0; i < 30; ++i)
        withPassword("name" + std::to_string(i), "wrong");
    guess(4);
    CPPUNIT_ASSERT_EQUAL(before, actions());
    guess(1);
    CPPUNIT_ASSERT_EQUAL(before + " login.refused", actions());
    CPPUNIT_ASSERT_EQUAL(R"({"source":"pin )" + station_.id.toString() +
                             R"(","why":"wrong secret","failures":"5"})",
                         lastEntry().detail);
    refusalOf(withPin(station_, "ann", "0815")); // too early: not looked at
    CPPUNIT_ASSERT_EQUAL(before + " login.refused", actions());
}

CPPUNIT_TEST_FIXTURE(LoginTest, cannotBeLockedFromElsewhere)
{
    guess(5);
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).why == Why::TryLater);
    bearerOf(withPin(aStation("Counter 2"), "ann"));
    for (int i = 0; i < 6; ++i)
        withPassword("ann", "wrong", "203.0.113.9");
    CPPUNIT_ASSERT(refusalOf(withPassword("ann", test::kPassword, "203.0.113.9")).why == Why::TryLater);
    bearerOf(withPassword("ann"));
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "ann")).why == Why::TryLater);
}

CPPUNIT_TEST_FIXTURE(LoginTest, countsGuessesAtUnknownLoginsToo)
{
    guess(5, "nobody");
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "nobody", "0815")).why == Why::TryLater);
    guess(5, "no login at all");
    CPPUNIT_ASSERT(refusalOf(withPin(station_, "another that is none", "0815")).why == Why::TryLater);
    bearerOf(withPin(station_, "ann"));
}

CPPUNIT_TEST_FIXTURE(LoginTest, countsGuessesOfTheSameMoment)
{
    std::atomic<int> looked = 0;
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 12; ++i)
            threads.emplace_back("guess", [&] {
                const auto outcome = people_->staffing.logIn(PinLogin{station_.id, "ann", "0815"});
                if (outcome && std::get<LoginRefused>(*outcome).why == Why::WrongSecret)
                    ++looked;
            });
    }
    CPPUNIT_ASSERT_EQUAL(5, looked.load());
}

CPPUNIT_TEST_FIXTURE(LoginTest, waitsLongerEachTimeButNeverMoreThanAQuarterOfAnHour)
{
    const Instant now = clock_.now();
    const auto waitAfter = [&](int count) { return loginWait({count, now}, now).count(); };
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, std::int64_t{waitAfter(4)});
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, std::int64_t{waitAfter(5)});
    CPPUNIT_ASSERT_EQUAL(std::int64_t{512}, std::int64_t{waitAfter(14)});
    CPPUNIT_ASSERT_EQUAL(std::int64_t{900}, std::int64_t{waitAfter(15)});
    CPPUNIT_ASSERT_EQUAL(std::int64_t{900}, std::int64_t{waitAfter(1'000'000)});
    CPPUNIT_ASSERT(loginWait({9, now}, now + seconds(16)) == seconds(0));
    CPPUNIT_ASSERT(loginWait({9, now}, now + seconds(15)) == seconds(1));
    CPPUNIT_ASSERT(loginWait({5, now}, now - minutes(60)) == seconds(1)); // the clock was set back
}

CPPUNIT_TEST_FIXTURE(LoginTest, endsAfterItsTimeAndWithoutUse)
{
    const std::string bearer = bearerOf(withPassword("ann"));
    for (int i = 0; i < 10; ++i) { // in use
        clock_.advance(minutes(29));
        CPPUNIT_ASSERT(isIn(bearer));
    }
    clock_.advance(minutes(30)); // not in use
    CPPUNIT_ASSERT(!isIn(bearer));

    const std::string pin = bearerOf(withPin(station_, "ann"));
    clock_.advance(minutes(4 * 60) - seconds(1));
    CPPUNIT_ASSERT(isIn(pin));
    for (int i = 0; i < 12; ++i) {
        clock_.advance(minutes(60));
        CPPUNIT_ASSERT(isIn(pin));
    }
    clock_.advance(seconds(1)); // 16 hours at most, in use or not
    CPPUNIT_ASSERT(!isIn(pin));
}

CPPUNIT_TEST_FIXTURE(LoginTest, isNotInUseWhenItIsOnlyLookedAt)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    const auto isThere = [&] {
        return test::valueOf(people_->staffing.findSession(bearer, SessionUse::Look)).has_value();
    };
    for (int i = 1; i < 4 * 60; ++i) {
        clock_.advance(minutes(1));
        CPPUNIT_ASSERT(isThere());
    }
    clock_.advance(minutes(1));
    CPPUNIT_ASSERT(!isThere());
}

CPPUNIT_TEST_FIXTURE(LoginTest, notesItsUseOnceAMinute)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    const Instant start = clock_.now();
    const auto seenAt = [&] {
        return test::valueOf(storage_->readValue(
            [&](const sdk::ReadAccess& access) { return access.staff.findSession(sha256(bearer))->seenAt; }));
    };
    clock_.advance(seconds(59));
    CPPUNIT_ASSERT(isIn(bearer) && seenAt() == start);
    clock_.advance(seconds(1));
    CPPUNIT_ASSERT(isIn(bearer) && seenAt() == start + seconds(60));
}

CPPUNIT_TEST_FIXTURE(LoginTest, endsWhenThePersonLogsOut)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    const std::string other = bearerOf(withPin(station_, "ann"));
    test::mustSucceed(people_->staffing.logOut(bearer));
    CPPUNIT_ASSERT(!isIn(bearer));
    CPPUNIT_ASSERT(isIn(other));
    CPPUNIT_ASSERT_EQUAL(std::string("logout"), lastEntry().action);
    test::mustSucceed(people_->staffing.logOut(bearer)); // once more
    test::mustSucceed(people_->staffing.logOut("nonsense"));
}

CPPUNIT_TEST_FIXTURE(LoginTest, endsEverywhereWhenASecretChanges)
{
    for (const bool password : {true, false}) {
        const std::string pin = bearerOf(withPin(station_, "ann"));
        const std::string office = bearerOf(withPassword("ann"));
        if (password)
            CPPUNIT_ASSERT(!test::valueOf(people_->directory.setPassword(ann_, test::kPassword, {})));
        else
            CPPUNIT_ASSERT(!test::valueOf(people_->directory.setPin(ann_, test::kPin, {})));
        CPPUNIT_ASSERT(!isIn(pin));
        CPPUNIT_ASSERT(!isIn(office));
    }
}

CPPUNIT_TEST_FIXTURE(LoginTest, doesNotBeginWithWhatEndedWhileItWasLookedAt)
{
    test::OvertakenStorage storage(*storage_);
    LocalStaffing staffing({storage, people_->hasher, clock_, ids_, log_});
    const auto logInWhile = [&](const std::function<void()>& happens) {
        storage.overtake(1, happens); // the first transaction counts the attempt
        const auto outcome = test::valueOf(staffing.logIn(PinLogin{station_.id, "ann", test::kPin}));
        return std::holds_alternative<LoggedIn>(outcome);
    };
    CPPUNIT_ASSERT(logInWhile([] {}));
    CPPUNIT_ASSERT(
        !logInWhile([&] { CPPUNIT_ASSERT(!test::valueOf(people_->directory.setPin(ann_, "58203", {}))); }));
    give(ann_);
    CPPUNIT_ASSERT(!logInWhile([&] { test::mustSucceed(people_->stations.revoke(station_.id, {})); }));
    station_ = aStation("Counter 2");
    CPPUNIT_ASSERT(!logInWhile([&] {
        ann_.active = false;
        test::valueOf(people_->directory.edit(ann_, ann_.revision, {}));
    }));
}

CPPUNIT_TEST_FIXTURE(LoginTest, knowsNoBearerThatIsNone)
{
    for (const std::string bearer : {"", "x", "=", "0123456789012345678901234567890123456789012"})
        CPPUNIT_ASSERT(!isIn(bearer));
    std::string spelled = bearerOf(withPin(station_, "ann"));
    spelled.back() = spelled.back() == 'B' ? 'C' : 'B'; // bits that no canonical spelling has, or others
    CPPUNIT_ASSERT(!isIn(spelled));
}

CPPUNIT_TEST_FIXTURE(LoginTest, keepsOnlyTheHashOfABearer)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    people_.reset();
    storage_.reset();
    std::size_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
        const std::string content = test::valueOf(readFile(entry.path()));
        bytes += content.size();
        CPPUNIT_ASSERT(content.find(bearer) == std::string::npos);
        CPPUNIT_ASSERT(content.find(test::kPassword) == std::string::npos);
    }
    CPPUNIT_ASSERT(bytes > 10'000);
}

CPPUNIT_TEST_FIXTURE(LoginTest, listsWhoMayLogInHere)
{
    aPerson("zoe", {{Role::Cashier, there()}});
    aPerson("max", {{Role::Scanner, std::nullopt}});
    Staff gone = aPerson("gone", {{Role::Scanner, here()}});
    gone.active = false;
    test::valueOf(people_->directory.edit(gone, 1, {}));
    std::string logins;
    for (const StaffHere& one : test::valueOf(people_->staffing.staffAt(station_.id)))
        logins += one.login + " ";
    CPPUNIT_ASSERT_EQUAL(std::string("ann max "), logins);
    CPPUNIT_ASSERT(test::valueOf(people_->staffing.staffAt(ids_.next<StationId>())).empty());
}

CPPUNIT_TEST_FIXTURE(LoginTest, tidiesUpWhatIsOver)
{
    const std::string bearer = bearerOf(withPin(station_, "ann"));
    guess(1);
    clock_.advance(std::chrono::hours(25));
    test::mustSucceed(people_->staffing.tidy());
    CPPUNIT_ASSERT(!test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
        return access.staff.findSession(sha256(bearer)).has_value();
    })));
    CPPUNIT_ASSERT_EQUAL(0, test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
                             return int{
                                 access.staff.failuresOf("pin " + station_.id.toString() + " ann").count};
                         })));
}

} // namespace

} // namespace ace::staffing
