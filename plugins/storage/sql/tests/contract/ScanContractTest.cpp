// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

namespace ace::test {

class ScanContractTest : public StorageFixture
{
protected:
    ScanBuilder scanOf(TicketId ticket) { return aScan(event_, ids_).of(ticket); }
    std::optional<Reason> reasonOf(const sdk::ScanDraft& draft) { return record(draft).scan.verdict.reason; }
    std::optional<Presence> presence(TicketId ticket, std::size_t zone = 0)
    {
        return look([&](const sdk::ReadAccess& access) {
            return access.entries.findPresence(ticket, event_.zones[zone].id);
        });
    }
    std::vector<Scan> logOf(TicketId ticket)
    {
        return look([&](const sdk::ReadAccess& access) { return access.entries.scansOf(ticket); });
    }
    std::int64_t inside(std::size_t zone)
    {
        return look(
            [&](const sdk::ReadAccess& access) { return access.entries.countInside(event_.zones[zone].id); });
    }
    template <class Change> void change(Change work)
    {
        write([&](sdk::WriteAccess& access) { work(access.orders); });
    }
};

CPPUNIT_TEST_FIXTURE(ScanContractTest, admitsATicketOnceAndNamesTheFirstScan)
{
    const TicketId ticket = sellOne("General");
    const sdk::ScanDraft entry = scanOf(ticket).when(clock_.now() + std::chrono::seconds(3));
    const auto first = record(entry);
    CPPUNIT_ASSERT(first.scan.verdict.admitted());
    CPPUNIT_ASSERT(!first.repeated && !first.firstScan);
    CPPUNIT_ASSERT(first.ticketType == event_.types[0].id);
    CPPUNIT_ASSERT(first.scan.ticketState == TicketState::Valid);
    const auto second = record(scanOf(ticket));
    CPPUNIT_ASSERT(second.scan.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(second.scan.firstScan == entry.scan.id);
    CPPUNIT_ASSERT(second.firstScan == first.scan);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), inside(0));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), inside(1));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, keepsLogAndPresenceAcrossReopening)
{
    const TicketId ticket = sellOne("General");
    const auto first = record(scanOf(ticket).when(clock_.now()));
    const auto second = record(scanOf(ticket).when(clock_.now() + std::chrono::seconds(1)));
    reopen();
    CPPUNIT_ASSERT(logOf(ticket) == (std::vector<Scan>{first.scan, second.scan}));
    const auto where = presence(ticket);
    CPPUNIT_ASSERT(where && where->inside && where->entriesLeft == 0 && where->lastEntry == first.scan.id);
    CPPUNIT_ASSERT(reasonOf(scanOf(ticket)) == Reason::AlreadyRedeemed);
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, answersARepeatedNonceWithItsFirstVerdict)
{
    const TicketId ticket = sellOne("General");
    const auto first = record(scanOf(ticket).withNonce("n1"));
    const auto refused = record(scanOf(ticket).withNonce("n2"));
    reopen();
    const auto again = record(scanOf(ticket).withNonce("n1"));
    CPPUNIT_ASSERT(again.repeated);
    CPPUNIT_ASSERT(again.scan == first.scan);
    CPPUNIT_ASSERT(again.ticketType == first.ticketType);
    const auto refusedAgain = record(scanOf(ticket).withNonce("n2"));
    CPPUNIT_ASSERT(refusedAgain.repeated);
    CPPUNIT_ASSERT(refusedAgain.scan == refused.scan);
    CPPUNIT_ASSERT(refusedAgain.firstScan == first.scan);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), logOf(ticket).size());
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, refusesANonceWithAnotherBodyAndLogsNothing)
{
    const TicketId ticket = sellOne("General");
    record(scanOf(ticket).withNonce("n", "body"));
    const std::vector<sdk::ScanDraft> batch{
        scanOf(ticket).withNonce("n", "other"), scanOf(ticket).withNonce("m", "body"),
        scanOf(ticket).withNonce("m", "other"), scanOf(ticket).withNonce("n", "other", "another scope")};
    const auto answers = storage().recordScans(batch);
    CPPUNIT_ASSERT(std::holds_alternative<sdk::NonceReused>(answers[0].value()));
    CPPUNIT_ASSERT(std::holds_alternative<sdk::RecordedScan>(answers[1].value()));
    CPPUNIT_ASSERT(std::holds_alternative<sdk::NonceReused>(answers[2].value()));
    CPPUNIT_ASSERT(std::holds_alternative<sdk::RecordedScan>(answers[3].value()));
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), logOf(ticket).size());
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, decidesABatchInItsOrder)
{
    const TicketId ticket = sellOne("General");
    const std::vector<sdk::ScanDraft> batch{scanOf(ticket).withNonce("a"), scanOf(ticket).withNonce("b"),
                                            scanOf(ticket).withNonce("a")};
    const auto answers = storage().recordScans(batch);
    const auto at = [&](std::size_t i) { return std::get<sdk::RecordedScan>(answers[i].value()); };
    CPPUNIT_ASSERT(at(0).scan.verdict.admitted() && !at(0).repeated);
    CPPUNIT_ASSERT(at(1).scan.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(at(2).scan.verdict.admitted() && at(2).repeated);
    CPPUNIT_ASSERT(at(2).scan.id == batch[0].scan.id);
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, itsOwnDraftAgainIsAFirstAnswer)
{
    const sdk::ScanDraft draft = scanOf(sellOne("General"));
    const auto first = record(draft);
    const auto again = record(draft);
    CPPUNIT_ASSERT(!again.repeated);
    CPPUNIT_ASSERT(again.scan == first.scan);
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, letsInAgainAfterLeavingAsOftenAsTheTypeAllows)
{
    const TicketId ticket = sellOne("Combined");
    const auto enter = [&] { return reasonOf(scanOf(ticket).withEntries(2)); };
    const auto leave = [&] { return reasonOf(scanOf(ticket).withEntries(2).leaving()); };
    CPPUNIT_ASSERT(!enter());
    CPPUNIT_ASSERT(enter() == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(!leave());
    CPPUNIT_ASSERT(!presence(ticket)->inside);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), inside(0));
    const auto second = record(scanOf(ticket).withEntries(2));
    CPPUNIT_ASSERT(second.scan.verdict.admitted());
    CPPUNIT_ASSERT(!leave());
    const auto third = record(scanOf(ticket).withEntries(2));
    CPPUNIT_ASSERT(third.scan.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(third.scan.firstScan == second.scan.id); // the entry that stands
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, unlimitedEntriesNeverRunOut)
{
    const TicketId ticket = sellOne("Season");
    for (int i = 0; i < 5; ++i) {
        CPPUNIT_ASSERT(!reasonOf(scanOf(ticket).withEntries(kUnlimitedEntries)));
        CPPUNIT_ASSERT(reasonOf(scanOf(ticket).withEntries(kUnlimitedEntries)) == Reason::AlreadyRedeemed);
        CPPUNIT_ASSERT(!reasonOf(scanOf(ticket).withEntries(kUnlimitedEntries).leaving()));
    }
    CPPUNIT_ASSERT_EQUAL(kUnlimitedEntries, presence(ticket)->entriesLeft);
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aZeroOfEntriesAdmitsNobody)
{
    const TicketId ticket = sellOne("General");
    const auto answer = record(scanOf(ticket).withEntries(0));
    CPPUNIT_ASSERT(answer.scan.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(!answer.firstScan);
    CPPUNIT_ASSERT(!presence(ticket));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, zonesAreEnteredApart)
{
    const TicketId ticket = sellOne("Combined");
    CPPUNIT_ASSERT(!reasonOf(scanOf(ticket)));
    CPPUNIT_ASSERT(!reasonOf(scanOf(ticket).at("Side door")));
    CPPUNIT_ASSERT(reasonOf(scanOf(ticket).at("Side door")) == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), inside(0));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), inside(1));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, leavingWithoutHavingEnteredIsAdmittedAndChangesNothing)
{
    const TicketId ticket = sellOne("General");
    CPPUNIT_ASSERT(!reasonOf(scanOf(ticket).leaving()));
    CPPUNIT_ASSERT(!presence(ticket));
    CPPUNIT_ASSERT(!reasonOf(scanOf(ticket)));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, logsWhatNamesNoTicketOfOurs)
{
    const sdk::ScanDraft garbled =
        aScan(event_, ids_).ofRaw(std::string_view("\0\xff garbled", 10)).withNonce("n");
    const auto first = record(garbled);
    CPPUNIT_ASSERT(first.scan.verdict.reason == Reason::Invalid);
    CPPUNIT_ASSERT(!first.ticketType && !first.scan.ticketState);
    reopen();
    const auto again = record(aScan(event_, ids_).ofRaw("garbled").withNonce("n"));
    CPPUNIT_ASSERT(again.repeated);
    CPPUNIT_ASSERT(again.scan.raw == garbled.scan.raw);
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aTicketThatIsNotOnRecordIsUnpaidAndLogged)
{
    const auto unknown = ids_.next<TicketId>();
    const auto answer = record(scanOf(unknown));
    CPPUNIT_ASSERT(answer.scan.verdict.reason == Reason::Unpaid);
    CPPUNIT_ASSERT(!answer.ticketType && !answer.scan.ticketState);
    CPPUNIT_ASSERT(reasonOf(scanOf(unknown).leaving()) == Reason::Unpaid);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), logOf(unknown).size());
    CPPUNIT_ASSERT(!presence(unknown));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aRefusalDecidedBeforeIsLoggedWithTheTicketAndAdmitsNobody)
{
    const TicketId ticket = sellOne("General");
    const auto answer = record(scanOf(ticket).refusedFor(Reason::Expired));
    CPPUNIT_ASSERT(answer.scan.verdict.reason == Reason::Expired);
    CPPUNIT_ASSERT(answer.ticketType == event_.types[0].id);
    CPPUNIT_ASSERT(answer.scan.ticketState == TicketState::Valid);
    CPPUNIT_ASSERT(!presence(ticket));
    CPPUNIT_ASSERT(!reasonOf(scanOf(ticket)));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, theGatesRefusalStandsAndAdmitsNobody)
{
    const TicketId ticket = sellOne("General");
    CPPUNIT_ASSERT(reasonOf(scanOf(ticket).withoutAccess(Reason::WrongZone)) == Reason::WrongZone);
    CPPUNIT_ASSERT(!presence(ticket));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, blockedRevokedAndCanceledTicketsStayOutButMayLeave)
{
    const TicketId blocked = sellOne("General");
    const TicketId revoked = sellOne("General");
    record(scanOf(blocked));
    change([&](auto& orders) {
        orders.setTicketState(blocked, TicketState::Blocked);
        orders.revokeTicket(revoked);
    });
    CPPUNIT_ASSERT(reasonOf(scanOf(revoked)) == Reason::Revoked);
    const auto answer = record(scanOf(blocked));
    CPPUNIT_ASSERT(answer.scan.verdict.reason == Reason::Blocked);
    CPPUNIT_ASSERT(answer.scan.ticketState == TicketState::Blocked);
    CPPUNIT_ASSERT(!reasonOf(scanOf(blocked).leaving()));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aTicketOfACanceledOrderIsCanceledNotUnpaid)
{
    const auto draft = anOrder(event_, ids_).of("General", 1).sold();
    placeAs<Placed>(draft);
    record(scanOf(draft.tickets[0].id));
    change([&](auto& orders) { orders.cancelPaid(draft.order.id); });
    CPPUNIT_ASSERT(reasonOf(scanOf(draft.tickets[0].id)) == Reason::Canceled);
    CPPUNIT_ASSERT(!reasonOf(scanOf(draft.tickets[0].id).leaving()));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aHeldOrdersTicketsAreNotAdmittedBeforeTheyArePaid)
{
    const auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    placeAs<Placed>(held);
    const auto settlement = settlementOf(held, ids_);
    CPPUNIT_ASSERT(reasonOf(scanOf(settlement.tickets[0].id)) == Reason::Unpaid);
    placeAs<Placed>(settlement);
    CPPUNIT_ASSERT(!reasonOf(scanOf(settlement.tickets[0].id)));
}

CPPUNIT_TEST_FIXTURE(ScanContractTest, aBadDraftTakesNothingOfTheOthers)
{
    const TicketId ticket = sellOne("General");
    sdk::ScanDraft strange = scanOf(ticket);
    strange.scan.gate = ids_.next<GateId>();
    sdk::ScanDraft empty = scanOf(ticket).withNonce("");
    sdk::ScanDraft nothing = aScan(event_, ids_);
    const std::vector<sdk::ScanDraft> batch{strange, empty, nothing, scanOf(ticket)};
    const auto answers = storage().recordScans(batch);
    for (std::size_t i = 0; i < 3; ++i)
        CPPUNIT_ASSERT(!answers[i] && answers[i].error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(std::get<sdk::RecordedScan>(answers[3].value()).scan.verdict.admitted());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), logOf(ticket).size());
}

} // namespace ace::test
