// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class StationContractTest : public BackendFixture
{
protected:
    Instant at(int seconds) { return clock_.now() + std::chrono::seconds(seconds); }
    std::optional<Station> find(StationId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.stations.find(id); });
    }
    void setCode(StationId id, std::string_view code, int expiresSeconds = 60)
    {
        write([&](sdk::WriteAccess& access) {
            access.stations.setPairingCode(id, {sha256(code), at(expiresSeconds)});
        });
    }
    bool pair(std::string_view code, const std::string& key, int nowSeconds = 0)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.stations.pair(sha256(code), key, at(nowSeconds));
        }));
    }
    std::optional<Station> findByCode(std::string_view code, int nowSeconds = 0)
    {
        return look([&](const sdk::ReadAccess& access) {
            return access.stations.findByPairingCode(sha256(code), at(nowSeconds));
        });
    }
};

CPPUNIT_TEST_FIXTURE(StationContractTest, givesBackAStationAsItWasPut)
{
    Station station = aStation("North");
    station.kind = StationKind::Gate;
    station.gate = event_.gates[0].id;
    write([&](sdk::WriteAccess& access) { access.stations.insert(station); });
    reopen();
    CPPUNIT_ASSERT(find(station.id) == station);
    CPPUNIT_ASSERT(!find(ids_.next<StationId>()));
    Station strange = aStation("Strange");
    strange.gate = ids_.next<GateId>();
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.insert(strange); }) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(StationContractTest, aNameIsTakenAtItsEventOnly)
{
    putStation("North");
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.insert(aStation("North")); }) ==
                   ErrorCode::Conflict);
    const auto other = anEvent(ids_, "winter");
    put(other);
    Station elsewhere = aStation("North");
    elsewhere.event = other.event.id;
    write([&](sdk::WriteAccess& access) { access.stations.insert(elsewhere); });
    const auto listed = [&](std::optional<EventId> event) {
        return look([&](const sdk::ReadAccess& access) { return access.stations.list(event, {}).size(); });
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), listed(other.event.id));
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), listed(std::nullopt));
}

CPPUNIT_TEST_FIXTURE(StationContractTest, changesNameGateAndTillOnceForEachRevision)
{
    Station station = aStation("North");
    write([&](sdk::WriteAccess& access) { access.stations.insert(station); });
    station.name = "South";
    station.till = putTill("T1");
    write([&](sdk::WriteAccess& access) { access.stations.update(station, 1); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.update(station, 1); }) ==
                   ErrorCode::Conflict);
    station.revision = 2;
    CPPUNIT_ASSERT(find(station.id) == station);
    putStation("East");
    station.name = "East";
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.update(station, 2); }) ==
                   ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.update(aStation("New"), 1); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(StationContractTest, aPairingCodePairsOnceAndInTime)
{
    const StationId id = putStation("North");
    setCode(id, "code");
    CPPUNIT_ASSERT(findByCode("code") && findByCode("code")->id == id);
    CPPUNIT_ASSERT(!findByCode("code", 60));
    CPPUNIT_ASSERT(!pair("code", "key", 60)); // too late
    CPPUNIT_ASSERT(!pair("another", "key"));
    CPPUNIT_ASSERT(pair("code", "key", 59));
    CPPUNIT_ASSERT(!pair("code", "other key", 59)); // used
    const auto station = find(id);
    CPPUNIT_ASSERT_EQUAL(std::string("key"), station->publicKey);
    CPPUNIT_ASSERT(station->pairedAt == at(59) && station->trusted());
}

CPPUNIT_TEST_FIXTURE(StationContractTest, aNewPairingCodeTakesThePlaceOfTheOneBefore)
{
    const StationId id = putStation("North");
    setCode(id, "first");
    setCode(id, "second");
    CPPUNIT_ASSERT(!pair("first", "key"));
    CPPUNIT_ASSERT(pair("second", "key"));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.stations.setPairingCode(ids_.next<StationId>(), {sha256("x"), at(60)});
                   }) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(StationContractTest, aRevokedStationIsNeverPairedAgain)
{
    const StationId id = putStation("North");
    setCode(id, "code");
    write([&](sdk::WriteAccess& access) { access.stations.revoke(id, at(1)); });
    CPPUNIT_ASSERT(!pair("code", "key"));
    CPPUNIT_ASSERT(!findByCode("code"));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.stations.setPairingCode(id, {sha256("new"), at(60)});
                   }) == ErrorCode::Conflict);
    write([&](sdk::WriteAccess& access) { access.stations.revoke(id, at(2)); }); // the first stands
    CPPUNIT_ASSERT(find(id)->revokedAt == at(1) && !find(id)->trusted());
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.stations.revoke(ids_.next<StationId>(), at(1)); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(StationContractTest, remembersWhenAStationWasSeenLast)
{
    const StationId id = putStation("North");
    const auto touch = [&](int seconds) {
        write([&](sdk::WriteAccess& access) { access.stations.touch(id, at(seconds)); });
    };
    touch(5);
    touch(3); // an answer that was slow
    CPPUNIT_ASSERT(find(id)->seenAt == at(5));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), find(id)->revision);
}

} // namespace ace::test
