// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class AllotmentContractTest : public BackendFixture
{
protected:
    std::optional<QuotaId> lease(const Allotment& allotment)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.allotments.insert(allotment, claimsFor(allotment));
        }));
    }
    Allotment leased(std::size_t count, std::size_t type = 0)
    {
        const Allotment allotment =
            anAllotment(station_ = putStation("Counter " + std::to_string(++made_)), count, type);
        CPPUNIT_ASSERT(!lease(allotment));
        return allotment;
    }
    std::size_t finish(AllotmentId id, const std::vector<TicketId>& tickets, LeaseState state)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.allotments.finish(id, tickets, state); }));
    }
    std::optional<Allotment> find(AllotmentId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.allotments.find(id); });
    }
    void expectLevel(std::int64_t leasedNow, std::int64_t sold)
    {
        CPPUNIT_ASSERT_EQUAL(leasedNow, level(0).leased);
        CPPUNIT_ASSERT_EQUAL(sold, level(0).sold);
    }

    StationId station_;
    int made_ = 0;
};

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, leasesTheQuotaOfItsTickets)
{
    const Allotment allotment = leased(3, 1);
    reopen();
    CPPUNIT_ASSERT(find(allotment.id) == allotment);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), level(0).leased);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), level(1).leased);
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("Combined", 3).sold());
    const auto listed = [&](std::optional<StationId> station) {
        return look([&](const sdk::ReadAccess& access) { return access.allotments.list(station, {}); });
    };
    CPPUNIT_ASSERT(listed(station_) == std::vector<Allotment>{allotment});
    CPPUNIT_ASSERT(listed(std::nullopt).size() == 1);
    CPPUNIT_ASSERT(listed(ids_.next<StationId>()).empty());
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, whatIsNotThereIsNotLeased)
{
    const Allotment allotment = anAllotment(putStation("Counter"), 6, 1); // the workshop has 5
    CPPUNIT_ASSERT(lease(allotment) == event_.quotas[1].id);
    CPPUNIT_ASSERT(!find(allotment.id));
    expectLevel(0, 0);
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, refusesClaimsThatAreNotItsTickets)
{
    const Allotment allotment = anAllotment(putStation("Counter"), 2);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.allotments.insert(allotment, {{event_.quotas[0].id, 1}});
                   }) == ErrorCode::Invalid);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.allotments.insert(allotment, {{ids_.next<QuotaId>(), 2}});
                   }) == ErrorCode::NotFound);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.allotments.insert(anAllotment(allotment.station, 0), {});
                   }) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, returnedTicketsAreFreeAgainOnce)
{
    const Allotment allotment = leased(3);
    const std::vector<TicketId> two{allotment.tickets[0].id, allotment.tickets[2].id};
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), finish(allotment.id, two, LeaseState::Returned));
    expectLevel(1, 0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), finish(allotment.id, two, LeaseState::Returned));
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), finish(allotment.id, two, LeaseState::WrittenOff));
    expectLevel(1, 0);
    const auto now = find(allotment.id)->tickets;
    CPPUNIT_ASSERT(now[0].state == LeaseState::Returned && now[1].state == LeaseState::Leased);
}

// Its token stays well signed, and nobody else has learnt that it was not sold.
CPPUNIT_TEST_FIXTURE(AllotmentContractTest, whatIsReturnedIsOnTheListOfChangesAsRevoked)
{
    const Allotment allotment = leased(2);
    finish(allotment.id, {allotment.tickets[1].id}, LeaseState::Returned);
    const auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket.id == allotment.tickets[1].id && changes[0].ticket.revoked);
    CPPUNIT_ASSERT(changes[0].ticket.token == allotment.tickets[1].token);
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, writtenOffTicketsStayTakenAndAreRevoked)
{
    const Allotment allotment = leased(2);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1),
                         finish(allotment.id, {allotment.tickets[1].id}, LeaseState::WrittenOff));
    expectLevel(1, 1);
    const auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket.id == allotment.tickets[1].id && changes[0].ticket.revoked);
    CPPUNIT_ASSERT(changes[0].ticket.type == allotment.type);
    CPPUNIT_ASSERT(changes[0].ticket.token == allotment.tickets[1].token);
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, soldTicketsStayTaken)
{
    const Allotment allotment = leased(2);
    finish(allotment.id, {allotment.tickets[0].id}, LeaseState::Sold);
    expectLevel(1, 1);
    CPPUNIT_ASSERT(changesAfter(0).empty());
}

CPPUNIT_TEST_FIXTURE(AllotmentContractTest, leavesTheTicketsOfOthers)
{
    const Allotment mine = leased(1);
    const Allotment theirs = leased(1);
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), finish(mine.id, {theirs.tickets[0].id}, LeaseState::Returned));
    expectLevel(2, 0);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.allotments.finish(ids_.next<AllotmentId>(), {}, LeaseState::Returned);
                   }) == ErrorCode::NotFound);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.allotments.finish(mine.id, {}, LeaseState::Leased);
                   }) == ErrorCode::Invalid);
}

} // namespace ace::test
