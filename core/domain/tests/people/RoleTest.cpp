// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/people/Staff.h>
#include <ace/domain/people/Station.h>

namespace ace {

namespace {

constexpr Role kRoles[] = {Role::Cashier, Role::Scanner, Role::Supervisor, Role::Organiser};

// Who may do it, in the order of the columns in Role.h.
std::string columnsOf(Permission permission)
{
    std::string text;
    for (const Role role : kRoles)
        text += may(role, permission) ? 'x' : '.';
    return text;
}

} // namespace

class RoleTest : public CppUnit::TestFixture
{
protected:
    const EventId here_{*Uuid::parse("01900000-0000-7000-8000-000000000001")};
    const EventId there_{*Uuid::parse("01900000-0000-7000-8000-000000000002")};
    Staff staff_;
};

CPPUNIT_TEST_FIXTURE(RoleTest, mayDoWhatTheTableSays)
{
    CPPUNIT_ASSERT_EQUAL(std::string("x.xx"), columnsOf(Permission::Sell));
    CPPUNIT_ASSERT_EQUAL(std::string(".xxx"), columnsOf(Permission::Scan));
    CPPUNIT_ASSERT_EQUAL(std::string("xxxx"), columnsOf(Permission::Clock));
    CPPUNIT_ASSERT_EQUAL(std::string("..xx"), columnsOf(Permission::Undo));
    CPPUNIT_ASSERT_EQUAL(std::string("..xx"), columnsOf(Permission::Supervise));
    CPPUNIT_ASSERT_EQUAL(std::string("..xx"), columnsOf(Permission::Report));
    CPPUNIT_ASSERT_EQUAL(std::string("...x"), columnsOf(Permission::SetUp));
    CPPUNIT_ASSERT_EQUAL(std::string("...x"), columnsOf(Permission::ManageStaff));
}

CPPUNIT_TEST_FIXTURE(RoleTest, namesAreReadBackAndNothingElseIs)
{
    for (const Role role : kRoles)
        CPPUNIT_ASSERT(parseRole(name(role)) == role);
    CPPUNIT_ASSERT_EQUAL(std::string("organiser"), std::string(name(Role::Organiser)));
    for (const char* wrong : {"", "Cashier", "organizer", "cashier "})
        CPPUNIT_ASSERT_MESSAGE(wrong, !parseRole(wrong));
    CPPUNIT_ASSERT(parseStationKind("counter") == StationKind::Counter);
    CPPUNIT_ASSERT(parseStationKind("gate") == StationKind::Gate);
    CPPUNIT_ASSERT(!parseStationKind("Gate"));
}

CPPUNIT_TEST_FIXTURE(RoleTest, aRoleAtOneEventIsNoneAtAnother)
{
    staff_.assignments = {{Role::Cashier, here_}};
    CPPUNIT_ASSERT(staff_.may(Permission::Sell, here_));
    CPPUNIT_ASSERT(!staff_.may(Permission::Sell, there_));
    CPPUNIT_ASSERT(!staff_.may(Permission::Scan, here_));
    CPPUNIT_ASSERT(!staff_.mayEverywhere(Permission::Sell));
}

CPPUNIT_TEST_FIXTURE(RoleTest, rolesAddUp)
{
    staff_.assignments = {{Role::Cashier, here_}, {Role::Scanner, there_}, {Role::Scanner, std::nullopt}};
    CPPUNIT_ASSERT(staff_.may(Permission::Sell, here_));
    CPPUNIT_ASSERT(staff_.may(Permission::Scan, here_));
    CPPUNIT_ASSERT(!staff_.may(Permission::Sell, there_));
    CPPUNIT_ASSERT(staff_.mayEverywhere(Permission::Scan));
    CPPUNIT_ASSERT(!staff_.mayEverywhere(Permission::Sell));
}

CPPUNIT_TEST_FIXTURE(RoleTest, whoIsInactiveMayNothing)
{
    staff_.assignments = {{Role::Organiser, std::nullopt}};
    CPPUNIT_ASSERT(staff_.mayEverywhere(Permission::ManageStaff));
    staff_.active = false;
    CPPUNIT_ASSERT(!staff_.mayEverywhere(Permission::ManageStaff));
    CPPUNIT_ASSERT(!staff_.may(Permission::Clock, here_));
}

CPPUNIT_TEST_FIXTURE(RoleTest, aStationIsTrustedFromItsPairingToItsRevocation)
{
    Station station;
    CPPUNIT_ASSERT(!station.trusted());
    station.publicKey = "-----BEGIN PUBLIC KEY-----";
    CPPUNIT_ASSERT(station.trusted());
    station.revokedAt = Instant(Microseconds(1));
    CPPUNIT_ASSERT(!station.trusted());
}

} // namespace ace
