// SPDX-License-Identifier: MIT
#include "AccessFixture.h"

namespace ace::server::access {

namespace {

// Credentials are made by hand here: what they are is decided in AccessTest.
class RulesTest : public test::PeopleFixture
{
protected:
    Credential office(std::vector<Assignment> assignments)
    {
        Credential who;
        who.kind = Credential::Kind::BackOffice;
        who.staff.emplace();
        who.staff->staff.id = ids_.next<StaffId>();
        who.staff->staff.assignments = std::move(assignments);
        return who;
    }
    Credential at(StationKind kind, Role role)
    {
        Credential who = office({{role, std::nullopt}});
        who.kind = Credential::Kind::Station;
        who.station.emplace();
        who.station->id = ids_.next<StationId>();
        who.station->kind = kind;
        who.station->event = here();
        if (kind == StationKind::Gate)
            who.station->gate = event_.gates.front().id;
        return who;
    }
    template <class Rule> static std::string refusal(Rule rule) { return test::codeOf(rule); }
    static Staff withRoles(std::vector<Assignment> assignments)
    {
        Staff staff;
        staff.assignments = std::move(assignments);
        return staff;
    }
    static void assertCode(const char* code, const std::string& given)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(code), given);
    }
    Till aTill(EventId event) { return {ids_.next<TillId>(), event, "Till", "T1"}; }
};

CPPUNIT_TEST_FIXTURE(RulesTest, theEventOfAnObjectIsHiddenThatOfAnAddressIsNot)
{
    const Credential ann = office({{Role::Cashier, here()}});
    const auto code = [&](const char* id, EventId event) {
        return refusal([&] { requireEvent(ann, operation(id), event); });
    };
    assertCode("", code("showOrder", here()));
    assertCode("unknown_order", code("showOrder", there()));
    assertCode("unknown_order", code("voidOrder", here())); // the role is another at this event
    assertCode("forbidden", code("sell", there()));
    assertCode("forbidden", code("showEventSetup", there()));
    assertCode("", code("listEvents", there()));
}

CPPUNIT_TEST_FIXTURE(RulesTest, listsShowWhatOneMaySee)
{
    const auto listed = [&](const Credential& who, std::optional<EventId> asked) {
        return listedEvent(who, operation("listOrders"), asked);
    };
    CPPUNIT_ASSERT(!listed(office({{Role::Organiser, std::nullopt}}), {}));
    CPPUNIT_ASSERT(listed(office({{Role::Organiser, std::nullopt}}), there()) == there());
    CPPUNIT_ASSERT(listed(office({{Role::Cashier, here()}}), here()) == here());
    CPPUNIT_ASSERT(listed(at(StationKind::Counter, Role::Cashier), {}) == here());
    assertCode("forbidden", refusal([&] { listed(office({{Role::Cashier, here()}}), {}); }));
    assertCode("forbidden", refusal([&] { listed(office({{Role::Cashier, here()}}), there()); }));
    assertCode("forbidden", refusal([&] { listed(at(StationKind::Counter, Role::Organiser), there()); }));
}

CPPUNIT_TEST_FIXTURE(RulesTest, aPartOfAnOperationMayNeedMore)
{
    const Credential ann = office({{Role::Cashier, here()}});
    assertCode("", refusal([&] { requirePermission(ann, Permission::Sell, here()); }));
    assertCode("forbidden", refusal([&] { requirePermission(ann, Permission::SetUp, here()); }));
    assertCode("forbidden", refusal([&] { requirePermission(ann, Permission::Sell, there()); }));
}

CPPUNIT_TEST_FIXTURE(RulesTest, aGateStationScansForItsGate)
{
    const Credential gate = at(StationKind::Gate, Role::Organiser);
    assertCode("", refusal([&] { requireGate(gate, event_.gates.front().id); }));
    assertCode("forbidden", refusal([&] { requireGate(gate, event_.gates.back().id); }));
    assertCode("", refusal([&] { requireGate(office({{Role::Scanner, here()}}), event_.gates.back().id); }));
}

CPPUNIT_TEST_FIXTURE(RulesTest, anAllotmentIsItsStations)
{
    const Credential cashier = at(StationKind::Counter, Role::Cashier);
    const Credential supervisor = at(StationKind::Counter, Role::Supervisor);
    const auto code = [&](const Credential& who, StationId owner) {
        return refusal([&] { requireStation(who, operation("showAllotment"), owner, here()); });
    };
    const StationId other = ids_.next<StationId>();
    assertCode("", code(cashier, cashier.station->id));
    assertCode("not_found", code(cashier, other));
    assertCode("", code(supervisor, other));
    assertCode("not_found", code(office({{Role::Cashier, here()}}), other));
    assertCode("", code(office({{Role::Supervisor, here()}}), other));
    assertCode("not_found", code(office({{Role::Supervisor, there()}}), other));
}

CPPUNIT_TEST_FIXTURE(RulesTest, aCounterUsesItsTill)
{
    Credential cashier = at(StationKind::Counter, Role::Cashier);
    const Till own = aTill(here());
    cashier.station->till = own.id;
    const auto code = [&](const Credential& who, const Till& till) {
        return refusal([&] { requireTill(who, operation("openTillSession"), till); });
    };
    assertCode("", code(cashier, own));
    assertCode("forbidden", code(cashier, aTill(here())));
    assertCode("not_found", code(cashier, aTill(there())));
    assertCode("", code(at(StationKind::Counter, Role::Supervisor), aTill(here())));
    assertCode("forbidden", code(office({{Role::Cashier, here()}}), own)); // there is no drawer in the office
    assertCode("", code(office({{Role::Supervisor, here()}}), own));
}

CPPUNIT_TEST_FIXTURE(RulesTest, oneClosesOnesOwnTillSession)
{
    Credential cashier = at(StationKind::Counter, Role::Cashier);
    const Till till = aTill(here());
    cashier.station->till = till.id;
    TillSession session;
    session.openedBy = cashier.actor();
    const auto code = [&](const Credential& who) {
        return refusal([&] { requireTillSession(who, operation("closeTillSession"), session, till); });
    };
    assertCode("", code(cashier));
    Credential colleague = at(StationKind::Counter, Role::Cashier);
    colleague.station->till = till.id;
    assertCode("forbidden", code(colleague));
    assertCode("", code(at(StationKind::Counter, Role::Supervisor)));
    session.openedBy.staff.reset(); // of nobody is not of anybody
    assertCode("forbidden", code(cashier));
}

CPPUNIT_TEST_FIXTURE(RulesTest, timesAreOnesOwnOrASupervisors)
{
    const Credential ann = office({{Role::Cashier, here()}});
    const Credential sue = office({{Role::Supervisor, here()}});
    const StaffId self = ann.staff->staff.id;
    CPPUNIT_ASSERT(listedTimes(ann, {}).staff == self);
    CPPUNIT_ASSERT(listedTimes(ann, {here(), {}, {}}).staff == self);
    CPPUNIT_ASSERT(listedTimes(ann, {{}, self, {}}).staff == self);
    CPPUNIT_ASSERT(!listedTimes(sue, {here(), {}, {}}).staff);
    CPPUNIT_ASSERT(listedTimes(sue, {here(), self, {}}).staff == self);
    CPPUNIT_ASSERT(listedTimes(sue, {}).staff == sue.staff->staff.id);
    assertCode("forbidden", refusal([&] { listedTimes(ann, {here(), sue.staff->staff.id, {}}); }));
    assertCode("forbidden", refusal([&] { listedTimes(sue, {there(), self, {}}); }));
    assertCode("forbidden", refusal([&] { listedTimes(sue, {{}, self, {}}); }));
    const auto filter = listedTimes(at(StationKind::Counter, Role::Supervisor), {});
    CPPUNIT_ASSERT(filter.event == here() && !filter.staff);
}

CPPUNIT_TEST_FIXTURE(RulesTest, nobodyCorrectsTheirOwnTimesButAnOrganiserOfAllEvents)
{
    const auto code = [&](const Credential& who, const Credential& owner, EventId event) {
        TimeEntry entry;
        entry.staff = owner.staff->staff.id;
        entry.event = event;
        return refusal([&] { requireCorrection(who, operation("correctTimeEntry"), entry); });
    };
    const Credential sue = office({{Role::Supervisor, here()}});
    const Credential sid = office({{Role::Supervisor, here()}});
    const Credential local = office({{Role::Organiser, here()}});
    const Credential olga = office({{Role::Organiser, std::nullopt}});
    const Credential atCounter = at(StationKind::Counter, Role::Supervisor);
    assertCode("", code(sue, sid, here()));
    assertCode("not_found", code(sue, sid, there()));
    assertCode("not_found", code(office({{Role::Cashier, here()}}), sid, here()));
    for (const Credential& who : {sue, local, atCounter})
        assertCode("forbidden", code(who, who, here()));
    assertCode("", code(olga, olga, here()));
}

CPPUNIT_TEST_FIXTURE(RulesTest, anOrganiserOfOneEventManagesWhoWorksThereOnly)
{
    const Credential here1 = office({{Role::Organiser, here()}});
    const Credential everywhere = office({{Role::Organiser, std::nullopt}});
    const std::vector<std::vector<Assignment>> notTheirs = {
        {{Role::Cashier, there()}},
        {{Role::Cashier, here()}, {Role::Cashier, there()}},
        {{Role::Organiser, std::nullopt}},
        {{Role::Cashier, std::nullopt}},
        {},
    };
    for (const auto& roles : notTheirs) {
        CPPUNIT_ASSERT(!mayManage(here1, withRoles(roles)));
        CPPUNIT_ASSERT(mayManage(everywhere, withRoles(roles)));
        assertCode("not_found",
                   refusal([&] { requireStaffRecord(here1, operation("editStaff"), withRoles(roles)); }));
        assertCode("forbidden", refusal([&] { requireMayGive(here1, roles); }));
        assertCode("", refusal([&] { requireMayGive(everywhere, roles); }));
    }
    CPPUNIT_ASSERT(mayManage(here1, withRoles({{Role::Organiser, here()}})));
    CPPUNIT_ASSERT(
        !mayManage(office({{Role::Supervisor, std::nullopt}}), withRoles({{Role::Cashier, here()}})));
}

CPPUNIT_TEST_FIXTURE(RulesTest, onesOwnSecretsAreOnesOwn)
{
    const Credential ann = office({{Role::Cashier, here()}});
    const auto code = [&](const Staff& subject) {
        return refusal([&] { requireStaffRecordOrOneself(ann, operation("setPassword"), subject); });
    };
    assertCode("", code(ann.staff->staff));
    assertCode("not_found", code(withRoles({{Role::Cashier, here()}})));
}

CPPUNIT_TEST_FIXTURE(RulesTest, whoIsInactiveMayNothing)
{
    Credential olga = office({{Role::Organiser, std::nullopt}});
    olga.staff->staff.active = false;
    CPPUNIT_ASSERT(!olga.may(Permission::Sell, here()));
    CPPUNIT_ASSERT(!olga.maySomewhere(Permission::Sell));
    CPPUNIT_ASSERT(!olga.mayEverywhere(Permission::Sell));
    CPPUNIT_ASSERT(!mayManage(olga, withRoles({{Role::Cashier, here()}})));
}

} // namespace

} // namespace ace::server::access
