// SPDX-License-Identifier: MIT
#pragma once

#include "Builders.h"
#include "TestSupport.h"

#include <ace/sqlite/SqliteFactory.h>
#include <ace/staffing/People.h>

namespace ace::test {

inline constexpr char kPassword[] = "plum orbit kettle 77";
inline constexpr char kPin[] = "739128";

// All of staffing over a SQLite of its own, with two events.
class PeopleFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            access.events.insert(other_);
            return {};
        }));
        people_ = std::make_unique<staffing::People>(*storage_, clock_, ids_, log_);
    }

protected:
    Staff aPerson(const std::string& login, std::vector<Assignment> assignments)
    {
        Staff staff;
        staff.name = "Person " + login;
        staff.login = login;
        staff.assignments = std::move(assignments);
        return valueOf(people_->directory.add(staff, {}));
    }
    Staff aCashier(const std::string& login = "ann") { return aPerson(login, {{Role::Cashier, here()}}); }
    // With password and PIN.
    Staff anOrganiser(const std::string& login = "olga")
    {
        Staff staff = aPerson(login, {{Role::Organiser, std::nullopt}});
        give(staff);
        return staff;
    }
    void give(const Staff& staff, const std::string& pin = kPin, const std::string& password = kPassword)
    {
        CPPUNIT_ASSERT(!valueOf(people_->directory.setPin(staff, pin, {})));
        CPPUNIT_ASSERT(!valueOf(people_->directory.setPassword(staff, password, {})));
    }
    Station aStation(const std::string& name = "Counter 1", StationKind kind = StationKind::Counter)
    {
        Station station;
        station.name = name;
        station.kind = kind;
        station.event = here();
        if (kind == StationKind::Gate)
            station.gate = event_.gates.front().id;
        return valueOf(people_->stations.add(station, {}));
    }
    staffing::LoginOutcome withPin(const Station& station, const std::string& login,
                                   const std::string& pin = kPin)
    {
        return valueOf(people_->staffing.logIn(staffing::PinLogin{station.id, login, pin}));
    }
    staffing::LoginOutcome withPassword(const std::string& login, const std::string& password = kPassword,
                                        const std::string& source = "192.0.2.1")
    {
        return valueOf(people_->staffing.logIn(staffing::PasswordLogin{login, password, source}));
    }
    static std::string bearerOf(const staffing::LoginOutcome& outcome)
    {
        CPPUNIT_ASSERT(std::holds_alternative<staffing::LoggedIn>(outcome));
        return std::get<staffing::LoggedIn>(outcome).bearer;
    }
    static staffing::LoginRefused refusalOf(const staffing::LoginOutcome& outcome)
    {
        CPPUNIT_ASSERT(std::holds_alternative<staffing::LoginRefused>(outcome));
        return std::get<staffing::LoginRefused>(outcome);
    }
    bool isIn(const std::string& bearer)
    {
        return valueOf(people_->staffing.findSession(bearer, staffing::SessionUse::Touch)).has_value();
    }
    // The latest audit entries, oldest first: "staff.create login …".
    std::string actions()
    {
        std::string text;
        for (const AuditRecord& record : valueOf(people_->audit.list(0, 200)))
            text += (text.empty() ? "" : " ") + record.entry.action;
        return text;
    }
    AuditEntry lastEntry() { return valueOf(people_->audit.list(0, 200)).back().entry; }
    template <class T> static void assertFails(ErrorCode code, const Result<T>& result)
    {
        CPPUNIT_ASSERT(!result);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(result.error().describe(), std::string(ace::name(code)),
                                     std::string(ace::name(result.error().code)));
    }
    EventId here() const { return event_.event.id; }
    EventId there() const { return other_.event.id; }

    TemporaryFolder folder_;
    FakeClock clock_;
    FakeIdSource ids_;
    FakeLog log_;
    const EventSetup event_ = anEvent(ids_);
    const EventSetup other_ = anEvent(ids_, "winter-fair");
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<staffing::People> people_;
};

} // namespace ace::test
