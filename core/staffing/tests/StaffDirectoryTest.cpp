// SPDX-License-Identifier: MIT
#include "OvertakenStorage.h"
#include "PeopleFixture.h"

namespace ace::staffing {

namespace {

class StaffDirectoryTest : public test::PeopleFixture
{
protected:
    StaffDirectory& directory() { return people_->directory; }
};

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, addsAPersonAndWritesItDown)
{
    const Actor organiser{anOrganiser().id, std::nullopt};
    Staff staff;
    staff.name = "Zoë \"Z\"";
    staff.login = "zoe";
    staff.assignments = {{Role::Cashier, here()}, {Role::Scanner, there()}};
    const Staff added = test::valueOf(directory().add(staff, organiser));
    CPPUNIT_ASSERT(test::valueOf(directory().find(added.id)) == added);
    CPPUNIT_ASSERT(test::valueOf(directory().findByLogin("zoe")) == added);
    const AuditEntry entry = lastEntry();
    CPPUNIT_ASSERT_EQUAL(std::string("staff.create"), entry.action);
    CPPUNIT_ASSERT_EQUAL("staff:" + added.id.toString(), entry.subject);
    CPPUNIT_ASSERT_EQUAL("{\"login\":\"zoe\",\"roles\":\"cashier@" + here().toString() + ", scanner@" +
                             there().toString() + "\"}",
                         entry.detail);
    CPPUNIT_ASSERT(entry.actor == organiser);
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, aRepeatedRequestAddsOnePerson)
{
    Staff ann;
    ann.name = "Ann";
    ann.login = "ann";
    const sdk::IdempotencyKey key{"office", "k1", sha256("body")};
    const Staff first = test::valueOf(directory().add(ann, {}, key));
    const std::string before = actions();
    CPPUNIT_ASSERT(test::valueOf(directory().add(ann, {}, key)) == first);
    CPPUNIT_ASSERT_EQUAL(before, actions());
    const auto reused = directory().add(ann, {}, sdk::IdempotencyKey{"office", "k1", sha256("other")});
    assertFails(ErrorCode::Invalid, reused);
    CPPUNIT_ASSERT_EQUAL(std::string(kKeyReused), reused.error().where);
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, refusesWhatIsWrongAndWritesNothing)
{
    aCashier("ann");
    const std::string before = actions();
    Staff good;
    good.name = "Bob";
    good.login = "bob";
    const auto refused = [&](auto change, ErrorCode code) {
        Staff staff = good;
        change(staff);
        assertFails(code, directory().add(staff, {}));
    };
    using enum ErrorCode;
    refused([](Staff& one) { one.name = ""; }, Invalid);
    refused([](Staff& one) { one.name = std::string(201, 'x'); }, Invalid);
    refused([](Staff& one) { one.name = "Bob\n"; }, Invalid);
    refused([](Staff& one) { one.name = "\xff"; }, Invalid);
    for (const char* login : {"", "b", "Bob", "bob bob", "bob'", "böb"})
        refused([&](Staff& one) { one.login = login; }, Invalid);
    refused([](Staff& one) { one.login = std::string(65, 'b'); }, Invalid);
    refused([&](Staff& one) { one.assignments = {{Role::Cashier, EventId{ids_.nextUuid()}}}; }, Invalid);
    refused(
        [&](Staff& one) {
            one.assignments = {{Role::Cashier, here()}, {Role::Cashier, here()}};
        },
        Invalid);
    refused([](Staff& one) { one.login = "ann"; }, Conflict);
    CPPUNIT_ASSERT_EQUAL(before, actions());
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, editsWhatWasReadAndNothingNewer)
{
    Staff ann = aCashier();
    ann.name = "Ann Other";
    ann.assignments = {{Role::Supervisor, here()}};
    const Staff edited = test::valueOf(directory().edit(ann, 1, {}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, edited.revision);
    CPPUNIT_ASSERT(test::valueOf(directory().find(ann.id)) == edited);
    CPPUNIT_ASSERT(lastEntry().detail.find("\"roles_before\":\"cashier@") != std::string::npos);
    CPPUNIT_ASSERT(lastEntry().detail.find("\"roles\":\"supervisor@") != std::string::npos);
    assertFails(ErrorCode::Conflict, directory().edit(ann, 1, {}));
    ann.id = ids_.next<StaffId>();
    assertFails(ErrorCode::NotFound, directory().edit(ann, 1, {}));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, keepsOneOrganiserOfAllEvents)
{
    Staff olga = anOrganiser("olga");
    aPerson("here", {{Role::Organiser, here()}}); // of one event only
    olga.active = false;
    assertFails(ErrorCode::Conflict, directory().edit(olga, olga.revision, {}));
    olga.active = true;
    olga.assignments = {{Role::Organiser, here()}};
    assertFails(ErrorCode::Conflict, directory().edit(olga, olga.revision, {}));
    anOrganiser("oscar");
    test::valueOf(directory().edit(olga, olga.revision, {}));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, rolesChangeWhileSomebodyIsLoggedIn)
{
    Staff ann = aCashier();
    give(ann);
    const std::string bearer = bearerOf(withPassword("ann"));
    ann.assignments = {{Role::Scanner, here()}};
    test::valueOf(directory().edit(ann, ann.revision, {}));
    const auto who = test::valueOf(people_->staffing.findSession(bearer, SessionUse::Look));
    CPPUNIT_ASSERT(who && !who->staff.may(Permission::Sell, here()));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, setsNoUnfitSecret)
{
    const Staff ann = aCashier();
    give(ann);
    const std::string before = actions();
    CPPUNIT_ASSERT(test::valueOf(directory().setPassword(ann, "short", {})) == SecretRefusal::TooShort);
    CPPUNIT_ASSERT(test::valueOf(directory().setPassword(ann, "Person ann", {})) == SecretRefusal::TooEasy);
    CPPUNIT_ASSERT(test::valueOf(directory().setPin(ann, "1234", {})) == SecretRefusal::TooEasy);
    CPPUNIT_ASSERT_EQUAL(before, actions());
    bearerOf(withPassword("ann"));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, setsSecretsApart)
{
    const Staff ann = aCashier();
    const Station station = aStation();
    give(ann);
    CPPUNIT_ASSERT(!test::valueOf(directory().setPin(ann, "58203", {})));
    CPPUNIT_ASSERT_EQUAL(std::string("staff.set-pin"), lastEntry().action);
    CPPUNIT_ASSERT_EQUAL(std::string("{}"), lastEntry().detail);
    bearerOf(withPin(station, "ann", "58203"));
    bearerOf(withPassword("ann"));
    CPPUNIT_ASSERT(refusalOf(withPin(station, "ann", test::kPin)).why == LoginRefused::Why::WrongSecret);
    Staff nobody;
    nobody.id = ids_.next<StaffId>();
    assertFails(ErrorCode::NotFound, directory().setPin(nobody, "58203", {}));
    assertFails(ErrorCode::NotFound, directory().setPassword(nobody, test::kPassword, {}));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, aPromotionTakesTheSecretsThatOthersMayKnow)
{
    const Station station = aStation();
    int n = 0;
    const std::vector<Assignment> promotions = {
        {Role::Organiser, std::nullopt}, {Role::Organiser, here()}, {Role::Cashier, std::nullopt}};
    for (const Assignment& given : promotions) {
        Staff pat = aCashier("pat" + std::to_string(++n));
        give(pat);
        const std::string office = bearerOf(withPassword(pat.login));
        pat.assignments.push_back(given);
        pat = test::valueOf(directory().edit(pat, pat.revision, {}));
        CPPUNIT_ASSERT(!isIn(office));
        CPPUNIT_ASSERT(refusalOf(withPassword(pat.login)).why == LoginRefused::Why::WrongSecret);
        CPPUNIT_ASSERT(refusalOf(withPin(station, pat.login)).why == LoginRefused::Why::WrongSecret);
        CPPUNIT_ASSERT(lastEntry().detail.find(R"("secrets_lost":"both")") != std::string::npos);
        give(pat); // from whoever manages them now
        bearerOf(withPassword(pat.login));
    }
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, whoBecomesASupervisorNeedsALongerPin)
{
    const Station station = aStation();
    Staff ann = aCashier();
    give(ann, "5820");
    CPPUNIT_ASSERT(test::valueOf(directory().setPin(ann, "4938", {})) == std::nullopt);
    ann.assignments = {{Role::Supervisor, here()}};
    ann = test::valueOf(directory().edit(ann, ann.revision, {}));
    CPPUNIT_ASSERT(refusalOf(withPin(station, "ann", "4938")).why == LoginRefused::Why::WrongSecret);
    bearerOf(withPassword("ann"));
    CPPUNIT_ASSERT(test::valueOf(directory().setPin(ann, "4938", {})) == SecretRefusal::ShortPin);
    CPPUNIT_ASSERT(!test::valueOf(directory().setPin(ann, "493817", {})));
    bearerOf(withPin(station, "ann", "493817"));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, otherEditsLeaveTheSecrets)
{
    anOrganiser("olga");
    Staff max = aPerson("max", {{Role::Organiser, std::nullopt}});
    give(max);
    max.name = "Maxi";
    max = test::valueOf(directory().edit(max, max.revision, {}));
    max.assignments = {{Role::Organiser, here()}, {Role::Cashier, there()}}; // less than before
    test::valueOf(directory().edit(max, max.revision, {}));
    bearerOf(withPassword("max"));
    bearerOf(withPin(aStation(), "max"));
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, setsNoSecretOfWhoWasPromotedMeanwhile)
{
    const Staff pat = aCashier("pat");
    give(pat);
    test::OvertakenStorage storage(*storage_);
    StaffDirectory overtaken({storage, people_->hasher, clock_, ids_});
    storage.overtake(0, [&] { // while the secret is hashed
        Staff promoted = pat;
        promoted.assignments = {{Role::Organiser, std::nullopt}};
        test::valueOf(directory().edit(promoted, promoted.revision, {}));
    });
    assertFails(ErrorCode::Conflict, overtaken.setPassword(pat, test::kPassword, {}));
    assertFails(ErrorCode::Conflict, directory().setPin(pat, test::kPin, {}));
    CPPUNIT_ASSERT(refusalOf(withPassword("pat")).why == LoginRefused::Why::WrongSecret);
}

CPPUNIT_TEST_FIXTURE(StaffDirectoryTest, listsByPages)
{
    for (const char* login : {"ann", "bob", "cid"})
        aCashier(login);
    const auto first = test::valueOf(directory().list({std::nullopt, 2}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, first.size());
    const auto rest = test::valueOf(directory().list({first.back().id.value, 2}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rest.size());
    CPPUNIT_ASSERT_EQUAL(std::string("cid"), rest.front().login);
}

} // namespace

} // namespace ace::staffing
