// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

namespace ace::test {

namespace {

bool same(const EventSetup& a, const EventSetup& b)
{
    return a.event == b.event && a.quotas == b.quotas && a.types == b.types && a.zones == b.zones &&
           a.gates == b.gates && a.keys == b.keys;
}

} // namespace

class CatalogContractTest : public StorageFixture
{
protected:
    ErrorCode refusalOf(const EventSetup& event)
    {
        return StorageFixture::refusalOf([&](sdk::WriteAccess& access) { access.events.insert(event); });
    }
    std::optional<EventSetup> find(std::string_view slug)
    {
        return look([&](const sdk::ReadAccess& access) { return access.events.findBySlug(slug); });
    }
};

CPPUNIT_TEST_FIXTURE(CatalogContractTest, givesBackAnEventAsItWasPut)
{
    const auto found = find("open-air");
    CPPUNIT_ASSERT(found);
    CPPUNIT_ASSERT(same(*found, event_));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, keepsPartsOfTwoEventsApart)
{
    const auto other = anEvent(ids_, "winter");
    put(other);
    CPPUNIT_ASSERT(same(find("winter").value(), other));
    CPPUNIT_ASSERT(same(find("open-air").value(), event_));
    const auto all = look([](const sdk::ReadAccess& access) { return access.events.list(); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), all.size());
    CPPUNIT_ASSERT(same(all[0], event_) || same(all[1], event_));
    CPPUNIT_ASSERT(same(all[0], other) || same(all[1], other));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, listsByStartThenName)
{
    auto later = anEvent(ids_, "later");
    later.event.startsAt += std::chrono::hours(1);
    auto named = anEvent(ids_, "named");
    named.event.name = "A first name";
    put(later);
    put(named);
    const auto all = look([](const sdk::ReadAccess& access) { return access.events.list(); });
    CPPUNIT_ASSERT_EQUAL(std::string("named"), all.at(0).event.slug);
    CPPUNIT_ASSERT_EQUAL(std::string("open-air"), all.at(1).event.slug);
    CPPUNIT_ASSERT_EQUAL(std::string("later"), all.at(2).event.slug);
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, findsNothingUnderAnUnknownSlug)
{
    CPPUNIT_ASSERT(!find("no-such"));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesATakenSlugAndKeepsNothingOfIt)
{
    CPPUNIT_ASSERT(refusalOf(anEvent(ids_, "open-air")) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(same(find("open-air").value(), event_));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesATypeOfAnUnknownZoneAndKeepsNothingOfItsEvent)
{
    auto broken = anEvent(ids_, "broken");
    broken.types[0].zones = {ids_.next<ZoneId>()};
    CPPUNIT_ASSERT(refusalOf(broken) == ErrorCode::Invalid);
    CPPUNIT_ASSERT(!find("broken"));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesAPriceInAnotherCurrency)
{
    auto broken = anEvent(ids_, "broken");
    broken.types[0].price.currency = *Currency::parse("EUR");
    CPPUNIT_ASSERT(refusalOf(broken) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesTwoTypesOfOneNumber)
{
    auto broken = anEvent(ids_, "broken");
    broken.types[1].number = broken.types[0].number;
    CPPUNIT_ASSERT(refusalOf(broken) == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, startsWithEmptyQuotas)
{
    const auto levels =
        look([&](const sdk::ReadAccess& access) { return access.events.levels(event_.event.id); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), levels.size());
    CPPUNIT_ASSERT(levels[0].id == event_.quotas[0].id);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), levels[0].available());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(5), levels[1].available());
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, keepsKeysInTheirOrderWithStateAndSeed)
{
    SigningSeed seed{77, {}};
    seed.seed.fill(9);
    write([&](sdk::WriteAccess& access) {
        access.events.insertKey(aKey(event_, 77), seed);
        access.events.insertKey(aKey(event_, 5), {5, {}});
        access.events.setKeyState(77, KeyState::Rotated);
    });
    reopen();
    const auto keys = find("open-air").value().keys;
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), keys.size());
    auto rotated = aKey(event_, 77);
    rotated.state = KeyState::Rotated;
    CPPUNIT_ASSERT(keys[0] == rotated);
    CPPUNIT_ASSERT(keys[1] == aKey(event_, 5));
    const auto found = look([](const sdk::ReadAccess& access) { return access.events.findSeed(77); });
    CPPUNIT_ASSERT(found && found->seed == seed.seed);
    CPPUNIT_ASSERT(look([](const sdk::ReadAccess& access) { return access.events.keyIdTaken(5); }));
    CPPUNIT_ASSERT(!look([](const sdk::ReadAccess& access) { return access.events.keyIdTaken(6); }));
    CPPUNIT_ASSERT(!look([](const sdk::ReadAccess& access) { return access.events.findSeed(6); }));
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesAKeyIdTakenByAnotherEvent)
{
    const auto other = anEvent(ids_, "winter");
    put(other);
    write([&](sdk::WriteAccess& access) { access.events.insertKey(aKey(event_, 7), {7, {}}); });
    const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.insertKey(aKey(other, 7), {7, {}});
        return {};
    });
    CPPUNIT_ASSERT(!done && done.error().code == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(CatalogContractTest, refusesTheStateOfAnUnknownKey)
{
    const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.setKeyState(404, KeyState::Retired);
        return {};
    });
    CPPUNIT_ASSERT(!done && done.error().code == ErrorCode::NotFound);
}

} // namespace ace::test
