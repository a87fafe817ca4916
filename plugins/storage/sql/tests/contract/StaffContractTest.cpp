// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class StaffContractTest : public BackendFixture
{
protected:
    std::optional<Staff> find(StaffId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.staff.find(id); });
    }
    StaffSession aSession(StaffId staff, std::string_view bearer)
    {
        return {sha256(bearer), staff, std::nullopt, clock_.now(), clock_.now(), at(3600)};
    }
    void putSession(const StaffSession& session)
    {
        write([&](sdk::WriteAccess& access) { access.staff.insertSession(session); });
    }
    std::optional<StaffSession> findSession(std::string_view bearer)
    {
        return look([&](const sdk::ReadAccess& access) { return access.staff.findSession(sha256(bearer)); });
    }
    LoginFailures failures(std::string_view source)
    {
        return look([&](const sdk::ReadAccess& access) { return access.staff.failuresOf(source); });
    }
    Instant at(int seconds) { return clock_.now() + std::chrono::seconds(seconds); }
};

CPPUNIT_TEST_FIXTURE(StaffContractTest, givesBackAPersonWithTheirRoles)
{
    const Staff staff =
        aPerson("ana", {{Role::Supervisor, event_.event.id}, {Role::Organiser, std::nullopt}});
    write([&](sdk::WriteAccess& access) { access.staff.insert(staff); });
    reopen();
    CPPUNIT_ASSERT(find(staff.id) == staff);
    CPPUNIT_ASSERT(look([](const sdk::ReadAccess& access) { return access.staff.findByLogin("ana"); }) ==
                   staff);
    CPPUNIT_ASSERT(!look([](const sdk::ReadAccess& access) { return access.staff.findByLogin("bob"); }));
    CPPUNIT_ASSERT(!find(ids_.next<StaffId>()));
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, refusesALoginThatIsTaken)
{
    putPerson("ana");
    const Staff other = aPerson("bob");
    write([&](sdk::WriteAccess& access) { access.staff.insert(other); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.insert(aPerson("ana")); }) ==
                   ErrorCode::Conflict);
    Staff renamed = other;
    renamed.login = "ana";
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.update(renamed, 1); }) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(find(other.id) == other);
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, changesAPersonOnceForEachRevision)
{
    Staff staff = aPerson("ana", {{Role::Cashier, event_.event.id}});
    write([&](sdk::WriteAccess& access) { access.staff.insert(staff); });
    staff.name = "Ana María";
    staff.active = false;
    staff.assignments = {{Role::Scanner, std::nullopt}};
    write([&](sdk::WriteAccess& access) { access.staff.update(staff, 1); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.update(staff, 1); }) == ErrorCode::Conflict);
    staff.revision = 2;
    CPPUNIT_ASSERT(find(staff.id) == staff);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.update(aPerson("nobody"), 1); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, listsPageByPage)
{
    std::vector<StaffId> all;
    for (const char* login : {"a", "b", "c"})
        all.push_back(putPerson(login));
    const auto page = [&](std::optional<StaffId> after) {
        return look([&](const sdk::ReadAccess& access) {
            return access.staff.list({after ? std::optional<Uuid>(after->value) : std::nullopt, 2});
        });
    };
    const auto first = page(std::nullopt);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), first.size());
    CPPUNIT_ASSERT(first[0].id == all[0] && first[1].id == all[1]);
    const auto rest = page(first.back().id);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), rest.size());
    CPPUNIT_ASSERT(rest[0].id == all[2]);
    CPPUNIT_ASSERT(page(rest.back().id).empty());
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, listsWhoMayWorkAtAnEvent)
{
    const auto other = anEvent(ids_, "winter");
    put(other);
    const StaffId here = putPerson("here", {{Role::Cashier, event_.event.id}});
    const StaffId everywhere = putPerson("everywhere", {{Role::Scanner, std::nullopt}});
    putPerson("there", {{Role::Cashier, other.event.id}});
    putPerson("nowhere");
    Staff gone = aPerson("gone", {{Role::Cashier, event_.event.id}});
    gone.active = false;
    write([&](sdk::WriteAccess& access) { access.staff.insert(gone); });
    const auto found =
        look([&](const sdk::ReadAccess& access) { return access.staff.listAt(event_.event.id); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), found.size());
    CPPUNIT_ASSERT(found[0].id == here && found[1].id == everywhere);
    CPPUNIT_ASSERT(found[0].assignments.size() == 1);
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, keepsSecretsApartAndEmptyAtFirst)
{
    const StaffId id = putPerson("ana");
    const auto secrets = [&] {
        return look([&](const sdk::ReadAccess& access) { return access.staff.secretsOf(id); });
    };
    CPPUNIT_ASSERT(secrets().password.empty() && secrets().pin.empty());
    write([&](sdk::WriteAccess& access) { access.staff.setSecrets(id, {"$argon2id$p", "$argon2id$q"}); });
    CPPUNIT_ASSERT(secrets().password == "$argon2id$p" && secrets().pin == "$argon2id$q");
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.setSecrets(ids_.next<StaffId>(), {}); }) ==
                   ErrorCode::NotFound);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.staff.secretsOf(ids_.next<StaffId>()); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, findsASessionByItsBearerUntilItEnds)
{
    const StaffId ana = putPerson("ana");
    StaffSession session = aSession(ana, "secret");
    session.station = putStation("Counter 1");
    putSession(session);
    reopen();
    CPPUNIT_ASSERT(findSession("secret") == session);
    CPPUNIT_ASSERT(!findSession("another"));
    write([&](sdk::WriteAccess& access) { access.staff.touchSession(session.bearerHash, at(60)); });
    session.seenAt = at(60);
    CPPUNIT_ASSERT(findSession("secret") == session);
    write([&](sdk::WriteAccess& access) { access.staff.endSession(session.bearerHash); });
    CPPUNIT_ASSERT(!findSession("secret"));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.staff.insertSession(aSession(ids_.next<StaffId>(), "of nobody"));
                   }) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, endsTheSessionsOfAPersonOrAStation)
{
    const StaffId ana = putPerson("ana");
    const StaffId bob = putPerson("bob");
    const StationId station = putStation("Counter 1");
    putSession(aSession(ana, "ana, office"));
    auto session = aSession(ana, "ana, counter");
    session.station = station;
    putSession(session);
    session = aSession(bob, "bob, counter");
    session.station = station;
    putSession(session);
    write([&](sdk::WriteAccess& access) { access.staff.endSessionsAt(station); });
    CPPUNIT_ASSERT(findSession("ana, office") && !findSession("ana, counter") &&
                   !findSession("bob, counter"));
    putSession(aSession(bob, "bob, office"));
    write([&](sdk::WriteAccess& access) { access.staff.endSessionsOf(ana); });
    CPPUNIT_ASSERT(!findSession("ana, office") && findSession("bob, office"));
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, removesExpiredSessionsALittleAtATime)
{
    const StaffId ana = putPerson("ana");
    for (int i = 0; i < 3; ++i) {
        auto session = aSession(ana, "bearer " + std::to_string(i));
        session.expiresAt = at(i);
        putSession(session);
    }
    const auto remove = [&](int before, std::size_t most) {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.staff.removeSessionsBefore(at(before), most); }));
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), remove(2, 1));
    CPPUNIT_ASSERT(!findSession("bearer 0") && findSession("bearer 1"));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), remove(2, 10));
    CPPUNIT_ASSERT(findSession("bearer 2"));
}

CPPUNIT_TEST_FIXTURE(StaffContractTest, countsFailedLogInsBySource)
{
    const auto fail = [&](std::string_view source, int seconds) {
        write([&](sdk::WriteAccess& access) { access.staff.recordFailure(source, at(seconds)); });
    };
    CPPUNIT_ASSERT_EQUAL(0, failures("ana").count);
    fail("ana", 1);
    fail("ana", 2);
    fail("bob", 3);
    CPPUNIT_ASSERT_EQUAL(2, failures("ana").count);
    CPPUNIT_ASSERT(failures("ana").lastAt == at(2));
    const auto set = [&](std::string_view source, const LoginFailures& to) {
        write([&](sdk::WriteAccess& access) { access.staff.setFailures(source, to); });
    };
    set("ana", {7, at(1)});
    set("eve", {1, at(9)});
    CPPUNIT_ASSERT(failures("ana").count == 7 && failures("ana").lastAt == at(1));
    CPPUNIT_ASSERT_EQUAL(1, failures("eve").count);
    set("eve", {0, at(9)});
    CPPUNIT_ASSERT_EQUAL(0, failures("eve").count);
    write([&](sdk::WriteAccess& access) { access.staff.clearFailures("ana"); });
    CPPUNIT_ASSERT_EQUAL(0, failures("ana").count);
    const auto removed = valueOf(storage().transactValue(
        [&](sdk::WriteAccess& access) { return access.staff.removeFailuresBefore(at(4), 10); }));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), removed);
    CPPUNIT_ASSERT_EQUAL(0, failures("bob").count);
}

} // namespace ace::test
