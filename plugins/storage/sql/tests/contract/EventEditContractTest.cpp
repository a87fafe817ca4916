// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class EventEditContractTest : public BackendFixture
{
protected:
    EventSetup find(std::string_view slug = "open-air")
    {
        return look([&](const sdk::ReadAccess& access) { return access.events.findBySlug(slug); }).value();
    }
    void update(const EventSetup& setup)
    {
        write([&](sdk::WriteAccess& access) { access.events.update(setup, revisionNow(access)); });
    }
    std::int64_t revisionNow(sdk::WriteAccess& access)
    {
        return access.events.findBySlug("open-air").value().revision;
    }
    ErrorCode refusal(const EventSetup& setup, std::int64_t revision = 1)
    {
        return refusalOf([&](auto& access) { access.events.update(setup, revision); });
    }
    void expectSame(EventSetup expected, std::int64_t revision, std::string_view slug = "open-air")
    {
        const EventSetup found = find(slug);
        CPPUNIT_ASSERT(found.event == expected.event);
        CPPUNIT_ASSERT(found.quotas == expected.quotas);
        CPPUNIT_ASSERT(found.types == expected.types);
        CPPUNIT_ASSERT(found.zones == expected.zones);
        CPPUNIT_ASSERT(found.gates == expected.gates);
        CPPUNIT_ASSERT(found.keys == expected.keys);
        CPPUNIT_ASSERT_EQUAL(revision, found.revision);
    }
};

CPPUNIT_TEST_FIXTURE(EventEditContractTest, keepsWhoSeesATypeAndWhere)
{
    auto other = anEvent(ids_, "winter");
    other.types[0].hidden = true;
    other.types[1].onWeb = false;
    other.types[2].atCounter = false;
    put(other);
    expectSame(other, 1, "winter");
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, keepsUntilWhenCustomersMayCancel)
{
    auto other = anEvent(ids_, "winter");
    other.event.cancelUntil = other.event.startsAt;
    put(other);
    expectSame(other, 1, "winter");
    EventSetup setup = event_;
    setup.event.cancelUntil = setup.event.startsAt;
    update(setup);
    expectSame(setup, 2);
    setup.event.cancelUntil.reset();
    update(setup);
    expectSame(setup, 3);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, changesAllOfAnEventAtOnce)
{
    EventSetup setup = event_;
    setup.event.slug = "open-air-2";
    setup.event.name = "Open Air II";
    setup.event.venue = "Hill";
    setup.event.endsAt += std::chrono::hours(1);
    setup.quotas[0].size = 50;
    setup.quotas.push_back({ids_.next<QuotaId>(), "late", 7});
    setup.zones.push_back({ids_.next<ZoneId>(), "Balcony"});
    setup.types[0].price.minor = 3'000;
    setup.types[0].hidden = true;
    setup.types[0].zones.push_back(setup.zones[2].id);
    setup.gates[0].onlyTypes = {setup.types[0].id, setup.types[1].id};
    setup.gates.push_back({ids_.next<GateId>(), "Stairs", setup.zones[2].id, {}});
    update(setup);
    reopen();
    expectSame(setup, 2, "open-air-2");
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, ordersAndNamesMayChangePlaces)
{
    EventSetup setup = event_;
    std::swap(setup.types[0], setup.types[2]);
    std::swap(setup.types[0].number, setup.types[1].number);
    std::swap(setup.quotas[0], setup.quotas[1]);
    std::swap(setup.zones[0], setup.zones[1]);
    std::swap(setup.gates[0].name, setup.gates[1].name);
    update(setup);
    expectSame(setup, 2);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, partsThatNothingRefersToMayGo)
{
    EventSetup setup = event_;
    setup.types.erase(setup.types.begin() + 1); // Combined
    setup.gates.pop_back();
    setup.zones.pop_back();
    setup.quotas.pop_back();
    update(setup);
    expectSame(setup, 2);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, partsInUseStay)
{
    placeAs<Placed>(anOrder(event_, ids_).of("Combined", 1).sold());
    record(aScan(event_, ids_).ofRaw("x").at("North gate"));
    EventSetup setup = event_;
    setup.types.erase(setup.types.begin() + 1);
    setup.gates[1].onlyTypes.clear();
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.gates.erase(setup.gates.begin());
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.quotas.pop_back();
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    expectSame(event_, 1);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, aSoldTypeKeepsItsQuotasAndItsNumber)
{
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).sold());
    EventSetup setup = event_;
    setup.types[0].quotas.push_back(setup.quotas[1].id);
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.types[0].number = 9;
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.event.currency = *Currency::parse("EUR");
    for (TicketType& type : setup.types)
        type.price.currency = setup.event.currency;
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.types[0].price.minor = 1; // what was sold keeps its price
    setup.types[2].quotas.push_back(setup.quotas[1].id);
    update(setup);
    expectSame(setup, 2);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, aQuotaHoldsWhatItHasGiven)
{
    placeAs<Placed>(anOrder(event_, ids_).of("General", 3).sold());
    placeAs<Placed>(anOrder(event_, ids_).of("General", 2).held(clock_.now()));
    EventSetup setup = event_;
    setup.quotas[0].size = 4;
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup.quotas[0].size = 5;
    update(setup);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).available());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, aRevisionIsChangedOnce)
{
    EventSetup setup = event_;
    setup.event.name = "First";
    update(setup);
    EventSetup late = event_;
    late.event.name = "Second";
    CPPUNIT_ASSERT(refusal(late, 1) == ErrorCode::Conflict);
    expectSame(setup, 2);
    CPPUNIT_ASSERT(refusal(anEvent(ids_, "nowhere")) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, refusesWhatContradictsItself)
{
    put(anEvent(ids_, "winter"));
    EventSetup setup = event_;
    setup.event.slug = "winter";
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.gates[1].name = setup.gates[0].name;
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Conflict);
    setup = event_;
    setup.types[0].zones = {ids_.next<ZoneId>()};
    CPPUNIT_ASSERT(refusal(setup) == ErrorCode::Invalid);
    expectSame(event_, 1);
}

CPPUNIT_TEST_FIXTURE(EventEditContractTest, keysStayAsTheyAre)
{
    write([&](sdk::WriteAccess& access) { access.events.insertKey(aKey(event_, 7), {7, {}}); });
    EventSetup setup = event_;
    setup.event.name = "Renamed";
    update(setup);
    setup.keys = {aKey(event_, 7)};
    expectSame(setup, 2);
}

} // namespace ace::test
