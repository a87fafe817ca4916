// SPDX-License-Identifier: MIT
#include "PeopleFixture.h"

#include "PairingText.h"

#include <ace/base/Thread.h>

#include <algorithm>
#include <cctype>

namespace ace::staffing {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// The key of RFC 6979 A.2.5.
constexpr char kKey[] = "-----BEGIN PUBLIC KEY-----\n"
                        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n"
                        "Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n"
                        "-----END PUBLIC KEY-----\n";

// Of the same form; what is on the curve is not looked at here.
std::string otherKey(char mark = 'Q')
{
    std::string key = kKey;
    key[key.size() - 40] = mark;
    return key;
}

class StationRegistryTest : public test::PeopleFixture
{
protected:
    StationRegistry& registry() { return people_->stations; }
    std::string codeFor(const Station& station)
    {
        return test::valueOf(registry().newPairingCode(station.id, {})).code;
    }
    static bool refused(const PairingOutcome& outcome, PairingRefusal why)
    {
        const auto* refusal = std::get_if<PairingRefusal>(&outcome);
        return refusal && *refusal == why;
    }
    Station paired()
    {
        const Station station = aStation();
        return std::get<Station>(test::valueOf(registry().pair(codeFor(station), kKey)));
    }
    Station found(const Station& station) { return test::valueOf(registry().find(station.id)).value(); }
};

CPPUNIT_TEST_FIXTURE(StationRegistryTest, pairsAStationOnce)
{
    const Station station = aStation();
    const std::string code = codeFor(station);
    CPPUNIT_ASSERT_EQUAL(std::size_t{16}, code.size());
    const Station paired = std::get<Station>(test::valueOf(registry().pair(code, kKey)));
    CPPUNIT_ASSERT(paired.id == station.id && paired.trusted() && paired.pairedAt == clock_.now());
    CPPUNIT_ASSERT_EQUAL(std::string(kKey), paired.publicKey);
    CPPUNIT_ASSERT(found(station) == paired);
    CPPUNIT_ASSERT_EQUAL(std::string("station.pair"), lastEntry().action);
    CPPUNIT_ASSERT(refused(test::valueOf(registry().pair(code, otherKey())), PairingRefusal::UnknownCode));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, answersALostPairingAgainForTheSameKeyOnly)
{
    const Station station = aStation();
    const std::string code = codeFor(station);
    const Station paired = std::get<Station>(test::valueOf(registry().pair(code, kKey)));
    give(aCashier());
    const std::string bearer = bearerOf(withPin(station, "ann"));
    clock_.advance(minutes(20));
    const std::string before = actions();
    CPPUNIT_ASSERT(std::get<Station>(test::valueOf(registry().pair(code, kKey))) == paired);
    CPPUNIT_ASSERT(refused(test::valueOf(registry().pair(code, otherKey())), PairingRefusal::UnknownCode));
    CPPUNIT_ASSERT_EQUAL(before, actions());
    CPPUNIT_ASSERT(isIn(bearer));
    // Paired anew, the first machine is it no more; nor is it once it is revoked.
    const std::string next = codeFor(station);
    CPPUNIT_ASSERT(std::holds_alternative<Station>(test::valueOf(registry().pair(next, otherKey()))));
    CPPUNIT_ASSERT(refused(test::valueOf(registry().pair(code, kKey)), PairingRefusal::UnknownCode));
    test::mustSucceed(registry().revoke(station.id, {}));
    CPPUNIT_ASSERT(refused(test::valueOf(registry().pair(next, otherKey())), PairingRefusal::UnknownCode));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, aCodeForAnotherKindOfMachineStaysGood)
{
    const std::string code = codeFor(aStation());
    CPPUNIT_ASSERT(
        refused(test::valueOf(registry().pair(code, kKey, StationKind::Gate)), PairingRefusal::OtherKind));
    CPPUNIT_ASSERT(
        std::holds_alternative<Station>(test::valueOf(registry().pair(code, kKey, StationKind::Counter))));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, aRepeatedRequestAddsOneStation)
{
    Station station;
    station.name = "Counter 1";
    station.event = here();
    const sdk::IdempotencyKey key{"office", "k1", sha256("body")};
    const Station first = test::valueOf(registry().add(station, {}, key));
    CPPUNIT_ASSERT(test::valueOf(registry().add(station, {}, key)) == first);
    CPPUNIT_ASSERT_EQUAL(std::string("station.create"), actions());
    const auto reused = registry().add(station, {}, sdk::IdempotencyKey{"office", "k1", sha256("other")});
    assertFails(ErrorCode::Invalid, reused);
    CPPUNIT_ASSERT_EQUAL(std::string(kKeyReused), reused.error().where);
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, takesTheCodeAsPeopleTypeIt)
{
    const Station station = aStation();
    std::string typed = codeFor(station);
    std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    typed = typed.substr(0, 4) + "-" + typed.substr(4, 4) + " " + typed.substr(8);
    CPPUNIT_ASSERT(std::holds_alternative<Station>(test::valueOf(registry().pair(typed, kKey))));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, refusesCodesThatAreWrongLateOrReplaced)
{
    const Station station = aStation();
    const auto refusedAsUnknown = [&](const std::string& code) {
        return refused(test::valueOf(registry().pair(code, kKey)), PairingRefusal::UnknownCode);
    };
    for (const char* code : {"", "ABCD", "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMN01", "' OR 1=1 --"})
        CPPUNIT_ASSERT_MESSAGE(code, refusedAsUnknown(code));
    const std::string replaced = codeFor(station);
    const std::string late = codeFor(station);
    CPPUNIT_ASSERT(refusedAsUnknown(replaced));
    clock_.advance(minutes(15));
    CPPUNIT_ASSERT(refusedAsUnknown(late));
    CPPUNIT_ASSERT(!found(station).trusted());
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, aCodeHasOneWinner)
{
    const Station station = aStation();
    const std::string code = codeFor(station);
    std::atomic<int> winners = 0;
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back("pair", [&, i] {
                const auto outcome = registry().pair(code, otherKey(static_cast<char>('A' + i)));
                winners += outcome && std::holds_alternative<Station>(*outcome);
            });
    }
    CPPUNIT_ASSERT_EQUAL(1, winners.load());
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, takesOnlyP256KeysAndKeepsTheCode)
{
    const Station station = aStation();
    const std::string code = codeFor(station);
    const std::string pem = kKey;
    std::string p384 = pem;
    p384.replace(p384.find("QcDQgAE"), 7, "QcDQgAF"); // another form of point
    for (const std::string& wrong :
         {std::string(), std::string("key"), p384, pem + "x", pem.substr(0, 120),
          "-----BEGIN PRIVATE KEY-----" + pem.substr(26), std::string(2000, 'A'),
          std::string("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"), pem + pem})
        CPPUNIT_ASSERT_MESSAGE(
            wrong, refused(test::valueOf(registry().pair(code, wrong)), PairingRefusal::UnfitKey));
    std::string windows;
    for (const char c : pem)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const auto outcome = test::valueOf(registry().pair(code, "\n" + windows));
    CPPUNIT_ASSERT_EQUAL(pem, std::get<Station>(outcome).publicKey);
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, keepsOnlyTheHashOfACode)
{
    const std::string first = newPairingCodeText(ids_);
    const std::string second = newPairingCodeText(ids_);
    CPPUNIT_ASSERT(first != second);
    const Station station = aStation();
    const std::string code = codeFor(station);
    for (const AuditRecord& record : test::valueOf(people_->audit.list(0, 100)))
        CPPUNIT_ASSERT(record.entry.detail.find(code) == std::string::npos);
    const auto byHash = [&](const Digest& hash) {
        return test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
            return access.stations.findByPairingCode(hash, clock_.now()).has_value();
        }));
    };
    CPPUNIT_ASSERT(byHash(hashOfPairingCode(code)));
    CPPUNIT_ASSERT(!byHash(sha256(code)));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, revokesForGoodWithItsLogIns)
{
    const Station station = paired();
    give(aCashier());
    const std::string bearer = bearerOf(withPin(station, "ann"));
    const std::string office = bearerOf(withPassword("ann"));
    test::mustSucceed(registry().revoke(station.id, {}));
    CPPUNIT_ASSERT(!found(station).trusted());
    CPPUNIT_ASSERT(!isIn(bearer));
    CPPUNIT_ASSERT(isIn(office));
    const std::string before = actions();
    test::mustSucceed(registry().revoke(station.id, {})); // once more changes nothing
    CPPUNIT_ASSERT_EQUAL(before, actions());
    assertFails(ErrorCode::Conflict, registry().newPairingCode(station.id, {}));
    assertFails(ErrorCode::Conflict, registry().edit(station, station.revision, {}));
    assertFails(ErrorCode::NotFound, registry().revoke(ids_.next<StationId>(), {}));
    assertFails(ErrorCode::NotFound, registry().newPairingCode(ids_.next<StationId>(), {}));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, aRevokedStationCannotBePairedByAnOlderCode)
{
    const Station station = aStation();
    const std::string code = codeFor(station);
    test::mustSucceed(registry().revoke(station.id, {}));
    CPPUNIT_ASSERT(refused(test::valueOf(registry().pair(code, kKey)), PairingRefusal::UnknownCode));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, pairingAnewEndsWhatTheOldMachineHad)
{
    const Station station = paired();
    give(aCashier());
    const std::string bearer = bearerOf(withPin(station, "ann"));
    CPPUNIT_ASSERT(std::holds_alternative<Station>(test::valueOf(registry().pair(codeFor(station), kKey))));
    CPPUNIT_ASSERT(!isIn(bearer));
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, seesWhatAnotherProcessChangedWithinFiveSeconds)
{
    const Station station = paired();
    StationRegistry elsewhere({*storage_, clock_, ids_, log_});
    CPPUNIT_ASSERT(found(station).trusted());
    test::mustSucceed(elsewhere.revoke(station.id, {}));
    CPPUNIT_ASSERT(!test::valueOf(elsewhere.find(station.id))->trusted()); // there at once
    clock_.advance(seconds(5));
    CPPUNIT_ASSERT(!found(station).trusted());
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, readsTheRecordOnceInFiveSeconds)
{
    const Station station = paired();
    found(station);
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.stations.revoke(station.id, clock_.now()); // behind its back
        return {};
    }));
    clock_.advance(seconds(5) - Microseconds(1));
    CPPUNIT_ASSERT(found(station).trusted());
    clock_.advance(Microseconds(1));
    CPPUNIT_ASSERT(!found(station).trusted());
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, notesThatAStationWasSeenOnceAMinute)
{
    const Station station = paired();
    const auto seenAt = [&] {
        return test::valueOf(storage_->readValue(
            [&](const sdk::ReadAccess& access) { return access.stations.find(station.id)->seenAt; }));
    };
    found(station);
    const Instant start = clock_.now();
    registry().noteSeen(station.id);
    CPPUNIT_ASSERT(seenAt() == start);
    clock_.advance(seconds(59));
    found(station);
    registry().noteSeen(station.id);
    CPPUNIT_ASSERT(seenAt() == start);
    clock_.advance(seconds(1));
    registry().noteSeen(station.id);
    CPPUNIT_ASSERT(seenAt() == start + seconds(60));
    registry().noteSeen(ids_.next<StationId>()); // nothing to note
    CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, refusesStationsThatFitNoEvent)
{
    const auto refused = [&](auto change, ErrorCode code) {
        Station station;
        station.name = "Counter 2";
        station.event = here();
        change(station);
        assertFails(code, registry().add(station, {}));
    };
    using enum ErrorCode;
    aStation("Counter 1");
    refused([](Station& one) { one.name = "Counter 1"; }, Conflict);
    refused([](Station& one) { one.name = ""; }, Invalid);
    refused([](Station& one) { one.name = "a\tb"; }, Invalid);
    refused([&](Station& one) { one.event = EventId{ids_.nextUuid()}; }, Invalid);
    refused([](Station& one) { one.kind = StationKind::Gate; }, Invalid);
    refused([&](Station& one) { one.gate = event_.gates.front().id; }, Invalid);
    refused([&](Station& one) { one.till = ids_.next<TillId>(); }, Invalid);
    refused(
        [&](Station& one) {
            one.kind = StationKind::Gate;
            one.gate = other_.gates.front().id;
        },
        Invalid);
}

CPPUNIT_TEST_FIXTURE(StationRegistryTest, editsNameGateAndTillOnly)
{
    Station gate = aStation("North", StationKind::Gate);
    gate.name = "North gate, left";
    gate.gate = event_.gates.back().id;
    gate.publicKey = kKey; // not by this way
    gate.kind = StationKind::Counter;
    const Station edited = test::valueOf(registry().edit(gate, 1, {}));
    CPPUNIT_ASSERT_EQUAL(std::string("North gate, left"), edited.name);
    CPPUNIT_ASSERT(edited.gate == event_.gates.back().id);
    CPPUNIT_ASSERT(edited.kind == StationKind::Gate && edited.publicKey.empty());
    CPPUNIT_ASSERT(found(gate) == edited);
    assertFails(ErrorCode::Conflict, registry().edit(gate, 1, {}));
    gate.id = ids_.next<StationId>();
    assertFails(ErrorCode::NotFound, registry().edit(gate, 2, {}));
}

} // namespace

} // namespace ace::staffing
