// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

// What becomes of a ticket after it was sold, and what stations learn of it.
class TicketContractTest : public BackendFixture
{
protected:
    Ticket find(TicketId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.orders.findTicket(id); }).value();
    }
    template <class Change> void change(Change work)
    {
        write([&](sdk::WriteAccess& access) { work(access.orders); });
    }
    Ticket newFor(TicketId old)
    {
        Ticket ticket = find(old);
        ticket.id = ids_.next<TicketId>();
        ticket.reissueOf = old;
        ids_.fill(ticket.token);
        return ticket;
    }
    std::int64_t inside()
    {
        return look([&](const sdk::ReadAccess& access) {
            return access.entries.countInside(event_.zones[0].id);
        });
    }
    std::int64_t lastChange()
    {
        return look([](const sdk::ReadAccess& access) { return access.reports.lastTicketChange(); });
    }
};

CPPUNIT_TEST_FIXTURE(TicketContractTest, salesAreNoChanges)
{
    auto draft = anOrder(event_, ids_).of("General", 2).sold();
    draft.tickets[0].holder = "Li Wei";
    placeAs<Placed>(draft);
    CPPUNIT_ASSERT(load(draft.order.id).tickets == draft.tickets);
    CPPUNIT_ASSERT(changesAfter(0).empty());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), lastChange());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, eachChangeIsToldOnceAndInItsOrder)
{
    const TicketId first = sellOne("General");
    const TicketId second = sellOne("General");
    change([&](auto& orders) { orders.setTicketState(first, TicketState::Blocked); });
    change([&](auto& orders) { orders.setTicketHolder(second, "Li Wei"); });
    auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket == find(first) && changes[0].ticket.state == TicketState::Blocked);
    CPPUNIT_ASSERT(changes[1].ticket == find(second) && changes[1].ticket.holder == "Li Wei");
    change([&](auto& orders) { orders.revokeTicket(first); });
    changes = changesAfter(changes[1].sequence);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket == find(first) && changes[0].ticket.revoked);
    CPPUNIT_ASSERT_EQUAL(changes[0].sequence, lastChange());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changesAfter(0, 1).size());
    CPPUNIT_ASSERT(changesAfter(lastChange()).empty());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, whatStaysAsItWasIsNoChange)
{
    const TicketId ticket = sellOne("General");
    change([&](auto& orders) {
        orders.setTicketState(ticket, TicketState::Valid);
        orders.setTicketHolder(ticket, "");
    });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), lastChange());
    change([&](auto& orders) { orders.revokeTicket(ticket); });
    change([&](auto& orders) { orders.revokeTicket(ticket); });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), lastChange());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, cancelingAnOrderTellsOfEachOfItsTickets)
{
    const auto draft = anOrder(event_, ids_).of("General", 3).sold();
    placeAs<Placed>(draft);
    change([&](auto& orders) { orders.cancelPaid(draft.order.id); });
    const auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), changes.size());
    for (const auto& each : changes)
        CPPUNIT_ASSERT(each.ticket.state == TicketState::Canceled);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, aRefundTellsOfTheTicketsThatItCancels)
{
    const auto draft = anOrder(event_, ids_).of("General", 2).sold();
    placeAs<Placed>(draft);
    giveBack(aRefund(draft, 1, {draft.tickets[1].id}));
    const auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket.id == draft.tickets[1].id);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, eventsHearOfTheirOwnTickets)
{
    const TicketId ticket = sellOne("General");
    change([&](auto& orders) { orders.revokeTicket(ticket); });
    const auto other = anEvent(ids_, "winter");
    put(other);
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) {
                       return access.reports.ticketChanges(other.event.id, 0, 10);
                   }).empty());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, aReissuedTicketTakesThePlaceOfTheOldOne)
{
    const auto draft = anOrder(event_, ids_).of("General", 2).sold();
    placeAs<Placed>(draft);
    const Ticket fresh = newFor(draft.tickets[0].id);
    change([&](auto& orders) { orders.reissueTicket(fresh); });
    const auto tickets = load(draft.order.id).tickets;
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), tickets.size());
    CPPUNIT_ASSERT(tickets[0].revoked && tickets[0].state == TicketState::Valid);
    CPPUNIT_ASSERT(tickets[2] == fresh);
    CPPUNIT_ASSERT(record(aScan(event_, ids_).of(draft.tickets[0].id)).scan.verdict.reason ==
                   Reason::Revoked);
    CPPUNIT_ASSERT(record(aScan(event_, ids_).of(fresh.id)).scan.verdict.admitted());
    const auto changes = changesAfter(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), changes.size());
    CPPUNIT_ASSERT(changes[0].ticket.id == draft.tickets[0].id && changes[0].ticket.revoked);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, whoIsInsideDoesNotEnterAgainWithTheNewTicket)
{
    const TicketId old = sellOne("General");
    record(aScan(event_, ids_).of(old));
    const Ticket fresh = newFor(old);
    change([&](auto& orders) { orders.reissueTicket(fresh); });
    CPPUNIT_ASSERT(record(aScan(event_, ids_).of(fresh.id)).scan.verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), inside());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, whoLeavesWithTheOldTicketEntersAgainWithTheNewOne)
{
    const TicketId old = sellOne("Season");
    record(aScan(event_, ids_).of(old).withEntries(kUnlimitedEntries));
    const Ticket second = newFor(old);
    change([&](auto& orders) { orders.reissueTicket(second); });
    const Ticket third = newFor(second.id);
    change([&](auto& orders) { orders.reissueTicket(third); });
    CPPUNIT_ASSERT(record(aScan(event_, ids_).of(old).leaving()).scan.verdict.admitted());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), inside());
    CPPUNIT_ASSERT(record(aScan(event_, ids_).of(third.id).withEntries(kUnlimitedEntries))
                       .scan.verdict.admitted());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), inside());
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, aCopyOfTheOldTicketDoesNotLetTheNewOneInTwice)
{
    const TicketId old = sellOne("Season");
    const Ticket fresh = newFor(old);
    change([&](auto& orders) { orders.reissueTicket(fresh); });
    record(aScan(event_, ids_).of(fresh.id).withEntries(kUnlimitedEntries));
    record(aScan(event_, ids_).of(old).leaving());
    CPPUNIT_ASSERT(
        record(aScan(event_, ids_).of(fresh.id).withEntries(kUnlimitedEntries)).scan.verdict.reason ==
        Reason::AlreadyRedeemed);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, reissuesOnlyWhatIsValid)
{
    const TicketId ticket = sellOne("General");
    const auto refusal = [&](const Ticket& fresh) {
        return refusalOf([&](auto& access) { access.orders.reissueTicket(fresh); });
    };
    const Ticket first = newFor(ticket);
    Ticket strange = first;
    strange.type = event_.types[1].id;
    CPPUNIT_ASSERT(refusal(strange) == ErrorCode::Invalid);
    strange = first;
    strange.reissueOf.reset();
    CPPUNIT_ASSERT(refusal(strange) == ErrorCode::Invalid);
    strange.reissueOf = ids_.next<TicketId>();
    CPPUNIT_ASSERT(refusal(strange) == ErrorCode::NotFound);
    change([&](auto& orders) { orders.reissueTicket(first); });
    CPPUNIT_ASSERT(refusal(newFor(ticket)) == ErrorCode::Conflict);
    change([&](auto& orders) { orders.setTicketState(first.id, TicketState::Blocked); });
    CPPUNIT_ASSERT(refusal(newFor(first.id)) == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, namesOnlyTicketsThatAreThere)
{
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.orders.setTicketHolder(ids_.next<TicketId>(), "Li Wei");
                   }) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TicketContractTest, keepsWhoSoldAndWhoScanned)
{
    const Actor actor{putPerson("ana"), putStation("Counter 1")};
    auto draft = anOrder(event_, ids_).of("General", 1).sold();
    draft.order.by = actor;
    placeAs<Placed>(draft);
    CPPUNIT_ASSERT(load(draft.order.id).order.by == actor);
    sdk::ScanDraft scan = aScan(event_, ids_).of(draft.tickets[0].id);
    scan.scan.by = actor;
    CPPUNIT_ASSERT(record(scan).scan.by == actor);
    scan.scan.id = ids_.next<ScanId>(); // the same nonce again
    CPPUNIT_ASSERT(record(scan).scan.by == actor);
}

} // namespace ace::test
