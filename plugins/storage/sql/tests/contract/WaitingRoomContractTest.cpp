// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class WaitingRoomContractTest : public BackendFixture
{
protected:
    WaitingRoom roomOf(EventId event)
    {
        return look([&](const sdk::ReadAccess& access) { return access.waitingRooms.find(event); });
    }
};

CPPUNIT_TEST_FIXTURE(WaitingRoomContractTest, nobodyHasWaitedBeforeAnybodyCame)
{
    CPPUNIT_ASSERT(roomOf(event_.event.id) == WaitingRoom{});
}

CPPUNIT_TEST_FIXTURE(WaitingRoomContractTest, countsOfAllServersAddUpAndStay)
{
    const EventId event = event_.event.id;
    write([&](sdk::WriteAccess& access) { access.waitingRooms.add(event, {5, 2, 1}); });
    write([&](sdk::WriteAccess& access) { access.waitingRooms.add(event, {0, 3, 4}); });
    reopen();
    CPPUNIT_ASSERT((roomOf(event) == WaitingRoom{WaitingMode::Automatic, {5, 5, 5}}));
}

CPPUNIT_TEST_FIXTURE(WaitingRoomContractTest, aModeChangesNoCountAndNoCountAMode)
{
    const EventId event = event_.event.id;
    for (const WaitingMode mode :
         {WaitingMode::On, WaitingMode::Off, WaitingMode::Automatic, WaitingMode::On})
        write([&](sdk::WriteAccess& access) { access.waitingRooms.setMode(event, mode); });
    write([&](sdk::WriteAccess& access) { access.waitingRooms.add(event, {1, 1, 1}); });
    write([&](sdk::WriteAccess& access) { access.waitingRooms.setMode(event, WaitingMode::Off); });
    CPPUNIT_ASSERT((roomOf(event) == WaitingRoom{WaitingMode::Off, {1, 1, 1}}));
}

CPPUNIT_TEST_FIXTURE(WaitingRoomContractTest, isOfAnEventOnRecord)
{
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.waitingRooms.setMode(ids_.next<EventId>(), WaitingMode::On);
                   }) == ErrorCode::Invalid);
}

} // namespace ace::test
