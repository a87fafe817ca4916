// SPDX-License-Identifier: MIT
#include "OfficeFixture.h"

#include <ace/box-office/LocalAllotments.h>

#include <algorithm>

namespace ace::boxoffice {

namespace {

class AllotmentsTest : public OfficeFixture
{
public:
    void setUp() override
    {
        OfficeFixture::setUp();
        station_.id = ids_.next<StationId>();
        station_.name = "Counter 1";
        station_.event = event_->event.id;
        station_.createdAt = clock_.now();
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.stations.insert(station_);
            return {};
        }));
        allotments_ =
            std::make_unique<LocalAllotments>(LocalAllotments::Parts{*storage_, *catalog_, clock_, ids_});
    }

protected:
    Result<AllotmentOutcome> lease(std::int32_t quantity, const sdk::Act& act = {})
    {
        return allotments_->lease({station_.id, typeOf("General"), quantity, act});
    }
    Allotment leased(std::int32_t quantity, const sdk::Act& act = {})
    {
        return allotmentOf(lease(quantity, act));
    }
    static Allotment allotmentOf(const Result<AllotmentOutcome>& result)
    {
        const auto outcome = test::valueOf(result);
        if (const auto* refused = std::get_if<Refused>(&outcome))
            CPPUNIT_FAIL(refused->detail);
        return std::get<Allotment>(outcome);
    }
    static std::int64_t count(const Allotment& allotment, LeaseState state)
    {
        return std::ranges::count(allotment.tickets, state, &LeasedTicket::state);
    }

    Station station_;
    std::unique_ptr<LocalAllotments> allotments_;
};

CPPUNIT_TEST_FIXTURE(AllotmentsTest, leasesSignedTicketsOutOfTheQuota)
{
    const Allotment allotment = leased(4);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{6}, available());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, count(allotment, LeaseState::Leased));
    CPPUNIT_ASSERT(allotment.tickets[0].token != allotment.tickets[1].token);
    CPPUNIT_ASSERT(test::valueOf(allotments_->find(allotment.id)) == allotment);
    const auto listed = test::valueOf(allotments_->list(station_.id, {}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, listed.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, listed[0].counts.at(LeaseState::Leased));
    CPPUNIT_ASSERT(test::valueOf(allotments_->list(ids_.next<StationId>(), {})).empty());
}

CPPUNIT_TEST_FIXTURE(AllotmentsTest, leasesNoMoreThanIsThere)
{
    mustRefuse(Refusal::SoldOut, lease(11));
    mustRefuse(Refusal::InvalidQuantity, lease(0));
    mustRefuse(Refusal::InvalidQuantity, lease(501));
    mustRefuse(Refusal::UnknownTicketType,
               allotments_->lease({station_.id, ids_.next<TicketTypeId>(), 1, {}}));
    mustRefuse(Refusal::UnknownStation,
               allotments_->lease({ids_.next<StationId>(), typeOf("General"), 1, {}}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

CPPUNIT_TEST_FIXTURE(AllotmentsTest, leasesNothingThatACounterDoesNotSell)
{
    for (const char* type : {"Crew", "Online"})
        mustRefuse(Refusal::NotSoldHere, allotments_->lease({station_.id, typeOf(type), 1, {}}));
    allotmentOf(allotments_->lease({station_.id, typeOf("Door"), 1, {}}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, available());
}

CPPUNIT_TEST_FIXTURE(AllotmentsTest, theSameKeyIsTheSameLease)
{
    CPPUNIT_ASSERT(leased(3, keyed("lease")) == leased(3, keyed("lease")));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, available());
    mustRefuse(Refusal::IdempotencyKeyReused, lease(2, keyed("lease", "other")));
}

CPPUNIT_TEST_FIXTURE(AllotmentsTest, whatIsReturnedIsFreeAgain)
{
    const Allotment allotment = leased(4);
    const auto some = allotmentOf(allotments_->giveBack(allotment.id, {allotment.tickets[1].id}, {}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, count(some, LeaseState::Leased));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, available());
    mustRefuse(Refusal::NotLeased,
               allotments_->giveBack(allotment.id, {allotment.tickets[0].id, allotment.tickets[1].id}, {}));
    const auto all = allotmentOf(allotments_->giveBack(allotment.id, {}, keyed("back")));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, count(all, LeaseState::Returned));
    CPPUNIT_ASSERT(allotmentOf(allotments_->giveBack(allotment.id, {}, keyed("back"))) == all);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
    mustRefuse(Refusal::NotLeased, allotments_->giveBack(allotment.id, {}, {}));
    mustRefuse(Refusal::UnknownAllotment, allotments_->giveBack(ids_.next<AllotmentId>(), {}, {}));
}

CPPUNIT_TEST_FIXTURE(AllotmentsTest, whatIsWrittenOffStaysTakenAndIsOnTheListOfChanges)
{
    const Allotment allotment = leased(2);
    mustRefuse(Refusal::ReasonMissing, allotments_->writeOff(allotment.id, {}, "", {}));
    const auto gone = allotmentOf(allotments_->writeOff(allotment.id, {}, "the \"tablet\"\nis lost", {}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count(gone, LeaseState::WrittenOff));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{8}, available());
    const auto changes = test::valueOf(storage_->readValue([&](const sdk::ReadAccess& access) {
        return access.reports.ticketChanges(event_->event.id, 0, 10);
    }));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, changes.size());
    CPPUNIT_ASSERT(changes[0].ticket.revoked);
    CPPUNIT_ASSERT_EQUAL(std::string("event.add allotment.lease allotment.write_off "), audited());
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"tickets":2,"reason":"the \"tablet\" is lost"})"), lastDetail());
}

} // namespace

} // namespace ace::boxoffice
