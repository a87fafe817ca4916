// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Thread.h>
#include <ace/server/waiting-room/Room.h>

#include <algorithm>

namespace ace::server::waitingroom {

namespace {

using namespace std::chrono_literals;

class RoomTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        sale.window = {clock.now() - 1h, clock.now() + 24h};
        sale.available = 1000;
        record.mode = WaitingMode::On;
    }

protected:
    Room& room()
    {
        if (!made)
            made = std::make_unique<Room>(another());
        return *made;
    }
    Room::Parts another()
    {
        return {clock,
                ids,
                log,
                "fair",
                Digest{3},
                [this](const WaitingCounts& more) -> Result<WaitingRoom> {
                    if (broken)
                        return failure(ErrorCode::Busy, "the record is busy");
                    record.counts.lobby += more.lobby;
                    record.counts.arrivals += more.arrivals;
                    record.counts.admitted += more.admitted;
                    return record;
                },
                [this]() -> Result<Sale> { return sale; },
                limits};
    }
    std::vector<Place> arrive(std::size_t count)
    {
        std::vector<Place> places;
        for (std::size_t i = 0; i < count; ++i)
            places.push_back(room().arrive());
        return places;
    }
    Turn turnOf(const Place& place) { return room().look(place).turn; }
    // Lets time pass while somebody looks, as browsers do.
    void wait(std::chrono::seconds time)
    {
        for (auto waited = 0s; waited < time; waited += 1s) {
            clock.advance(1s);
            room().figures();
        }
    }
    // Who may, comes in and orders.
    std::size_t shop(const std::vector<Place>& places)
    {
        std::size_t in = 0;
        for (const Place& place : places)
            if (turnOf(place) == Turn::Admitted && !shopped.contains(place.visitor)) {
                const auto pass = room().enter(place);
                CPPUNIT_ASSERT(pass && room().mayOrder(*pass));
                Room::Checkout checkout(room(), *pass);
                checkout.ordered(1);
                --sale.available;
                ++sale.held;
                shopped.insert({place.visitor, true});
                ++in;
            }
        return in;
    }

    test::FakeClock clock;
    test::FakeIdSource ids;
    test::FakeLog log;
    Sale sale;
    WaitingRoom record;
    Limits limits;
    bool broken = false;
    std::unique_ptr<Room> made;
    std::map<Uuid, bool> shopped;
};

CPPUNIT_TEST_FIXTURE(RoomTest, lateOnesComeInAsTheyCame)
{
    const auto places = arrive(500);
    CPPUNIT_ASSERT(turnOf(places.front()) == Turn::Admitted);
    CPPUNIT_ASSERT(turnOf(places.back()) == Turn::Waiting);
    for (int i = 0; i < 60; ++i) {
        bool waiting = false;
        for (const Place& place : places) {
            const bool in = turnOf(place) == Turn::Admitted;
            CPPUNIT_ASSERT(!(in && waiting)); // nobody before somebody who came earlier
            waiting = waiting || !in;
        }
        shop(places);
        wait(1s);
    }
    CPPUNIT_ASSERT(turnOf(places.back()) == Turn::Admitted);
}

CPPUNIT_TEST_FIXTURE(RoomTest, theLobbyIsOrderedAtRandomAndAheadOfAllWhoComeLater)
{
    sale.window.from = clock.now() + 10min;
    const auto lobby = arrive(1000);
    CPPUNIT_ASSERT(turnOf(lobby.front()) == Turn::Lobby);
    CPPUNIT_ASSERT(!room().enter(lobby.front()));
    sale.available = 0; // so that nobody comes in yet
    sale.held = 1;
    clock.advance(10min);
    const Place late = room().arrive();
    std::vector<std::int64_t> ahead;
    for (const Place& place : lobby)
        ahead.push_back(room().look(place).ahead);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1000}, room().look(late).ahead);
    auto sorted = ahead;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i)
        CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(i), sorted[i]); // each place once
    // Neither those who came first nor those who came last are better off: means of 500 around 500 ± 13.
    double early = 0, lateHalf = 0;
    for (std::size_t i = 0; i < 500; ++i) {
        early += static_cast<double>(ahead[i]) / 500;
        lateHalf += static_cast<double>(ahead[500 + i]) / 500;
    }
    CPPUNIT_ASSERT(early > 430 && early < 570);
    CPPUNIT_ASSERT(lateHalf > 430 && lateHalf < 570);
}

CPPUNIT_TEST_FIXTURE(RoomTest, letsInNoMoreThanThereAreTicketsFor)
{
    sale.available = 7;
    const auto places = arrive(100);
    wait(20s);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, room().figures().room.counts.admitted);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, room().figures().inside);
    CPPUNIT_ASSERT_EQUAL(std::size_t{7}, shop(places));
    wait(5s);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, room().figures().room.counts.admitted);
    const View view = room().look(places[50]);
    CPPUNIT_ASSERT(view.turn == Turn::Waiting && view.othersHold && !view.estimate);
    sale = {sale.window, 0, 0}; // all were paid
    wait(2s);
    CPPUNIT_ASSERT(turnOf(places[50]) == Turn::SoldOut);
}

CPPUNIT_TEST_FIXTURE(RoomTest, whatIsGivenBackLetsTheNextOnesIn)
{
    sale.available = 2;
    const auto places = arrive(10);
    shop(places);
    wait(2s);
    CPPUNIT_ASSERT(turnOf(places[2]) == Turn::Waiting);
    sale = {sale.window, 1, 1};
    wait(2s);
    CPPUNIT_ASSERT(turnOf(places[2]) == Turn::Admitted);
    CPPUNIT_ASSERT(turnOf(places[3]) == Turn::Waiting);
}

CPPUNIT_TEST_FIXTURE(RoomTest, whoDoesNotComeIsSkippedAndMayStillComeLater)
{
    sale.available = 3;
    const auto places = arrive(6);
    wait(50s);
    CPPUNIT_ASSERT(turnOf(places[3]) == Turn::Waiting);
    wait(20s);
    CPPUNIT_ASSERT(turnOf(places[3]) == Turn::Admitted);
    CPPUNIT_ASSERT(room().enter(places[0]).has_value());
}

CPPUNIT_TEST_FIXTURE(RoomTest, aPassMakesSoManyOrdersAndEnds)
{
    const auto pass = room().enter(arrive(1).front());
    CPPUNIT_ASSERT(pass.has_value());
    for (int i = 0; i < limits.ordersMost; ++i) {
        CPPUNIT_ASSERT(room().mayOrder(*pass));
        Room::Checkout checkout(room(), *pass);
        checkout.ordered(1);
    }
    CPPUNIT_ASSERT(!room().mayOrder(*pass));
    const auto other = room().enter(arrive(1).front());
    CPPUNIT_ASSERT(other && room().mayOrder(*other));
    clock.advance(limits.passTime);
    CPPUNIT_ASSERT(!room().mayOrder(*other));
}

CPPUNIT_TEST_FIXTURE(RoomTest, copiesOfOnePlaceAreOneGuest)
{
    const Place place = room().arrive();
    const auto first = room().enter(place), second = room().enter(place);
    CPPUNIT_ASSERT(first && second);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, room().figures().inside);
    for (int i = 0; i < limits.ordersMost; ++i)
        Room::Checkout(room(), *first).ordered(1);
    CPPUNIT_ASSERT(!room().mayOrder(*second));
}

CPPUNIT_TEST_FIXTURE(RoomTest, enteringAgainMakesNoPassLonger)
{
    const Place place = room().arrive();
    const auto first = room().enter(place);
    clock.advance(14min);
    const auto second = room().enter(place);
    CPPUNIT_ASSERT(first && second && *first == *second);
    CPPUNIT_ASSERT(room().mayOrder(*second));
    clock.advance(2min);
    CPPUNIT_ASSERT(!room().mayOrder(*second));
    CPPUNIT_ASSERT(!Room::Checkout(room(), *second).mayOrder());
}

CPPUNIT_TEST_FIXTURE(RoomTest, aPlaceLetsInOnce)
{
    const Place place = room().arrive();
    CPPUNIT_ASSERT(room().enter(place) && !room().isOver(place));
    clock.advance(limits.passTime + 1min);
    CPPUNIT_ASSERT(!room().enter(place));
    CPPUNIT_ASSERT(room().isOver(place));
    clock.advance(24h);
    CPPUNIT_ASSERT(!room().enter(place));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, room().figures().inside);
}

CPPUNIT_TEST_FIXTURE(RoomTest, ordersUnderWayCountAndAreGivenBackWhenNothingWasOrdered)
{
    const auto pass = room().enter(room().arrive());
    std::vector<std::unique_ptr<Room::Checkout>> underWay;
    for (int i = 0; i < limits.ordersMost; ++i) {
        underWay.push_back(std::make_unique<Room::Checkout>(room(), *pass));
        CPPUNIT_ASSERT(underWay.back()->mayOrder());
    }
    CPPUNIT_ASSERT(!room().mayOrder(*pass));
    CPPUNIT_ASSERT(!Room::Checkout(room(), *pass).mayOrder());
    underWay.clear();
    CPPUNIT_ASSERT(Room::Checkout(room(), *pass).mayOrder());
}

CPPUNIT_TEST_FIXTURE(RoomTest, withoutAPassOnlyARoomThatIsOffTakesAnOrder)
{
    CPPUNIT_ASSERT(!Room::Checkout(room(), std::nullopt).mayOrder());
    record.mode = WaitingMode::Off;
    wait(2s);
    CPPUNIT_ASSERT(Room::Checkout(room(), std::nullopt).mayOrder());
}

CPPUNIT_TEST_FIXTURE(RoomTest, whomAnotherServerLetInMayOrderAndIsCountedToo)
{
    Room other(another());
    const auto pass = other.enter(other.arrive());
    CPPUNIT_ASSERT(pass && room().mayOrder(*pass));
    for (int i = 0; i < limits.ordersMost; ++i)
        Room::Checkout(room(), *pass).ordered(1);
    CPPUNIT_ASSERT(!room().mayOrder(*pass));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, room().figures().inside);
}

CPPUNIT_TEST_FIXTURE(RoomTest, whoCannotBeCountedIsNotLetIn)
{
    limits.guestsMost = 2;
    sale.available = 10;
    const auto places = arrive(4);
    CPPUNIT_ASSERT(room().enter(places[0]) && room().enter(places[1]));
    CPPUNIT_ASSERT(!room().enter(places[2]));
    clock.advance(limits.passTime);
    CPPUNIT_ASSERT(room().enter(places[2]).has_value()); // of those who are over the oldest is forgotten
    CPPUNIT_ASSERT(!room().enter(places[1]));
}

CPPUNIT_TEST_FIXTURE(RoomTest, aFailedCheckoutCostsNothing)
{
    const auto pass = room().enter(room().arrive());
    for (int i = 0; i < 10; ++i)
        Room::Checkout checkout(room(), *pass);
    CPPUNIT_ASSERT(room().mayOrder(*pass));
}

CPPUNIT_TEST_FIXTURE(RoomTest, slowCheckoutsSlowItDown)
{
    limits.insideMost = 100'000;
    sale.available = 100'000;
    arrive(10'000);
    wait(5s);
    const double before = room().figures().perSecond;
    for (int i = 0; i < 10; ++i) {
        {
            Room::Checkout checkout(room(), std::nullopt);
            clock.advance(2s);
        }
        room().figures();
    }
    CPPUNIT_ASSERT(room().figures().perSecond < before / 4);
}

CPPUNIT_TEST_FIXTURE(RoomTest, opensByItselfWhenCheckoutsAreSlowAndClosesWhenNobodyWaits)
{
    record.mode = WaitingMode::Automatic;
    CPPUNIT_ASSERT(!room().asksForPass());
    {
        std::vector<std::unique_ptr<Room::Checkout>> slow;
        for (int i = 0; i < 20; ++i)
            slow.push_back(std::make_unique<Room::Checkout>(room(), std::nullopt));
        clock.advance(3s);
    }
    CPPUNIT_ASSERT(room().asksForPass());
    arrive(100);
    wait(50s);
    CPPUNIT_ASSERT(room().asksForPass()); // some may not have come in yet
    wait(120s);
    CPPUNIT_ASSERT(!room().asksForPass());
}

CPPUNIT_TEST_FIXTURE(RoomTest, opensByItselfForACrowd)
{
    record.mode = WaitingMode::Automatic;
    std::vector<std::unique_ptr<Room::Checkout>> crowd;
    for (int i = 0; i < 60; ++i)
        crowd.push_back(std::make_unique<Room::Checkout>(room(), std::nullopt));
    CPPUNIT_ASSERT(room().asksForPass());
}

CPPUNIT_TEST_FIXTURE(RoomTest, isSwitchedByHand)
{
    record.mode = WaitingMode::Off;
    CPPUNIT_ASSERT(!room().asksForPass());
    const Place place = room().arrive();
    CPPUNIT_ASSERT(turnOf(place) == Turn::Open);
    record.mode = WaitingMode::On;
    clock.advance(1s);
    CPPUNIT_ASSERT(room().asksForPass());
    sale.window.until = clock.now();
    clock.advance(1s);
    CPPUNIT_ASSERT(!room().asksForPass()); // nothing is sold any more
}

CPPUNIT_TEST_FIXTURE(RoomTest, aRestartForgetsNoPlace)
{
    const auto places = arrive(200);
    wait(3s);
    const std::int64_t admitted = room().figures().room.counts.admitted;
    made.reset();
    CPPUNIT_ASSERT(room().figures().room.counts.admitted >= admitted);
    CPPUNIT_ASSERT(turnOf(places.front()) == Turn::Admitted);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{200}, room().arrive().number);
}

CPPUNIT_TEST_FIXTURE(RoomTest, twoServersAddUp)
{
    Room other(another());
    for (int i = 0; i < 50; ++i) {
        room().arrive();
        other.arrive();
    }
    for (int i = 0; i < 20; ++i) {
        wait(1s);
        other.figures();
    }
    CPPUNIT_ASSERT_EQUAL(std::int64_t{100}, other.figures().room.counts.arrivals);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{100}, room().figures().room.counts.arrivals);
    // Each let in whom it knew to wait, so some of them twice: what a second brings, and no more.
    const std::int64_t admitted = room().figures().room.counts.admitted;
    CPPUNIT_ASSERT(admitted >= 100 && admitted <= 140);
}

CPPUNIT_TEST_FIXTURE(RoomTest, aRecordThatIsBusyLosesNoCount)
{
    room();
    broken = true;
    arrive(30);
    wait(5s);
    broken = false;
    wait(2s);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{30}, record.counts.arrivals);
    CPPUNIT_ASSERT(log.all().find("not exchanged") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(RoomTest, whoWaitsIsToldHowLong)
{
    limits.insideMost = 100'000;
    sale.available = 100'000;
    const auto places = arrive(2000);
    wait(20s);
    const View view = room().look(places.back());
    CPPUNIT_ASSERT(view.turn == Turn::Waiting && view.estimate);
    const double left = static_cast<double>(view.ahead) / room().figures().perSecond;
    CPPUNIT_ASSERT(static_cast<double>(view.estimate->count()) > 0.5 * left);
    CPPUNIT_ASSERT(static_cast<double>(view.estimate->count()) < 2 * left + 5);
    CPPUNIT_ASSERT(view.askAgain >= 2s && view.askAgain <= 30s);
}

CPPUNIT_TEST_FIXTURE(RoomTest, manyComeAtOnceAndEachHasAPlaceOfItsOwn)
{
    room();
    std::vector<std::vector<Place>> places(4);
    {
        std::vector<Thread> threads;
        for (auto& mine : places)
            threads.emplace_back("arrive", [this, &mine] {
                for (int i = 0; i < 500; ++i) {
                    mine.push_back(room().arrive());
                    room().look(mine.back());
                    if (i % 100 == 0)
                        clock.advance(1s);
                }
            });
        for (Thread& thread : threads)
            thread.join();
    }
    std::vector<std::int64_t> numbers;
    for (const auto& mine : places)
        for (const Place& place : mine)
            numbers.push_back(place.number);
    std::ranges::sort(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(i), numbers[i]);
}

} // namespace

} // namespace ace::server::waitingroom
