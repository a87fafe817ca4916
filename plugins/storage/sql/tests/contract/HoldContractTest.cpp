// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

namespace ace::test {

class HoldContractTest : public StorageFixture
{
protected:
    sdk::OrderDraft hold(std::string_view type, std::int32_t quantity)
    {
        auto draft = anOrder(event_, ids_).of(type, quantity).held(clock_.now() + std::chrono::minutes(15));
        placeAs<Placed>(draft);
        return draft;
    }
    bool release(OrderId id, OrderState state = OrderState::Expired)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.releaseHold(id, state); }));
    }
    bool setState(PaymentId id, PaymentState state)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.setPaymentState(id, state); }));
    }
    void expectLevel(std::size_t quota, std::int64_t held, std::int64_t sold)
    {
        CPPUNIT_ASSERT_EQUAL(held, level(quota).held);
        CPPUNIT_ASSERT_EQUAL(sold, level(quota).sold);
    }
};

CPPUNIT_TEST_FIXTURE(HoldContractTest, keepsAHeldOrderWhole)
{
    const auto draft = hold("Combined", 2);
    reopen();
    const auto record = load(draft.order.id);
    CPPUNIT_ASSERT(record.order == draft.order);
    CPPUNIT_ASSERT(record.tickets.empty());
    CPPUNIT_ASSERT(record.payment == draft.payment);
    expectLevel(0, 2, 0);
    expectLevel(1, 2, 0);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, holdsKeepOthersFromBuying)
{
    hold("Combined", 5);
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("Combined", 1).sold());
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("Combined", 1).held(clock_.now()));
    placeAs<Placed>(anOrder(event_, ids_).of("General", 95).sold());
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("General", 1).sold());
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlingTurnsHeldIntoSoldWithTicketsAndPayment)
{
    const auto held = hold("Combined", 2);
    auto settlement = settlementOf(held, ids_);
    settlement.jobs.push_back(
        {ids_.next<JobId>(), "deliver-order", held.order.id.toString(), clock_.now(), 0});
    placeAs<Placed>(settlement);
    reopen();
    expectLevel(0, 0, 2);
    expectLevel(1, 0, 2);
    const auto record = load(held.order.id);
    CPPUNIT_ASSERT(record.order.state == OrderState::Paid);
    CPPUNIT_ASSERT(!record.order.holdUntil);
    CPPUNIT_ASSERT(record.order.lines == held.order.lines);
    CPPUNIT_ASSERT(record.tickets == settlement.tickets);
    CPPUNIT_ASSERT(record.payment == settlement.payment);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1),
                         look([](const sdk::ReadAccess& access) { return access.jobs.countOpen(); }));
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlingWithAnotherPaymentAddsIt)
{
    const auto held = hold("General", 1);
    auto settlement = settlementOf(held, ids_);
    settlement.payment->id = ids_.next<PaymentId>();
    placeAs<Placed>(settlement);
    CPPUNIT_ASSERT(load(held.order.id).payment == settlement.payment);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlesOnce)
{
    const auto held = hold("General", 2);
    const auto first = settlementOf(held, ids_);
    placeAs<Placed>(first);
    placeAs<Placed>(first); // its own answer was lost
    const auto again = placeAs<sdk::PlacedBefore>(settlementOf(held, ids_));
    CPPUNIT_ASSERT(again.order == held.order.id);
    CPPUNIT_ASSERT(load(held.order.id).tickets == first.tickets);
    expectLevel(0, 0, 2);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlesTwiceInOneBatchOnce)
{
    const auto held = hold("General", 1);
    const std::vector<sdk::OrderDraft> batch{settlementOf(held, ids_), settlementOf(held, ids_)};
    const auto answers = storage().placeOrders(batch);
    CPPUNIT_ASSERT(std::holds_alternative<Placed>(answers[0].value()));
    CPPUNIT_ASSERT(std::holds_alternative<sdk::PlacedBefore>(answers[1].value()));
    CPPUNIT_ASSERT(load(held.order.id).tickets == batch[0].tickets);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, releasesExactlyWhatWasHeldOnce)
{
    const auto kept = hold("Combined", 1);
    const auto gone = hold("Combined", 3);
    CPPUNIT_ASSERT(release(gone.order.id));
    CPPUNIT_ASSERT(!release(gone.order.id));
    CPPUNIT_ASSERT(!release(ids_.next<OrderId>()));
    expectLevel(0, 1, 0);
    expectLevel(1, 1, 0);
    CPPUNIT_ASSERT(load(gone.order.id).order.state == OrderState::Expired);
    CPPUNIT_ASSERT(load(kept.order.id).order.state == OrderState::Pending);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlesAnExpiredOrderWhileThereIsRoom)
{
    const auto held = hold("Combined", 2);
    release(held.order.id);
    placeAs<Placed>(settlementOf(held, ids_));
    expectLevel(0, 0, 2);
    expectLevel(1, 0, 2);
    CPPUNIT_ASSERT(load(held.order.id).order.state == OrderState::Paid);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, leavesAnExpiredOrderExpiredWhenItsSeatsAreGone)
{
    const auto held = hold("Combined", 2);
    release(held.order.id);
    placeAs<Placed>(anOrder(event_, ids_).of("Combined", 4).sold());
    const auto exhausted = placeAs<sdk::QuotaExhausted>(settlementOf(held, ids_));
    CPPUNIT_ASSERT(exhausted.quota == event_.quotas[1].id);
    expectLevel(0, 0, 4);
    expectLevel(1, 0, 4);
    const auto record = load(held.order.id);
    CPPUNIT_ASSERT(record.order.state == OrderState::Expired);
    CPPUNIT_ASSERT(record.tickets.empty());
    CPPUNIT_ASSERT(record.payment->state == PaymentState::Created);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, settlesNeitherACanceledNorAnUnknownOrder)
{
    const auto held = hold("General", 1);
    release(held.order.id, OrderState::Canceled);
    const auto canceled = placeAs<sdk::NotSettleable>(settlementOf(held, ids_));
    CPPUNIT_ASSERT(canceled.state == OrderState::Canceled);
    auto unknown = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    CPPUNIT_ASSERT(!placeAs<sdk::NotSettleable>(settlementOf(unknown, ids_)).state);
    expectLevel(0, 0, 0);
}

// Its money came too late and is on its way back.
CPPUNIT_TEST_FIXTURE(HoldContractTest, settlesNoOrderWhosePaymentWasConfirmedBefore)
{
    const auto held = hold("General", 1);
    release(held.order.id);
    CPPUNIT_ASSERT(setState(held.payment->id, PaymentState::Confirmed));
    CPPUNIT_ASSERT(placeAs<sdk::NotSettleable>(settlementOf(held, ids_)).state == OrderState::Expired);
    expectLevel(0, 0, 0);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, aConfirmedPaymentStaysConfirmed)
{
    const auto held = hold("General", 1);
    CPPUNIT_ASSERT(setState(held.payment->id, PaymentState::Canceled));
    CPPUNIT_ASSERT(!setState(held.payment->id, PaymentState::Canceled));
    CPPUNIT_ASSERT(setState(held.payment->id, PaymentState::Confirmed)); // the money came after all
    for (const auto state :
         {PaymentState::Pending, PaymentState::Failed, PaymentState::Canceled, PaymentState::Confirmed})
        CPPUNIT_ASSERT(!setState(held.payment->id, state));
    CPPUNIT_ASSERT(load(held.order.id).payment->state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, keepsWhatAPaymentIsAskedWithAndItsMemo)
{
    auto draft = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    draft.payment->begunAt = clock_.now();
    draft.payment->page = {"https://a/{}", "https://b", "Fête 李伟", "pt-BR", clock_.now() + Microseconds(1)};
    placeAs<Placed>(draft);
    CPPUNIT_ASSERT(load(draft.order.id).payment == draft.payment);
    draft.payment->memo = std::string(2048, 'm');
    write([&](sdk::WriteAccess& access) {
        access.orders.keepPaymentMemo(draft.payment->id, draft.payment->memo);
    });
    reopen();
    CPPUNIT_ASSERT(load(draft.order.id).payment == draft.payment);
    placeAs<Placed>(settlementOf(draft, ids_));
    CPPUNIT_ASSERT_EQUAL(draft.payment->memo, load(draft.order.id).payment->memo);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, listsPaymentsThatArePendingForLongInTheOrderOfTheirIds)
{
    const auto pending = [&](int minute) {
        auto draft = anOrder(event_, ids_).of("General", 1).held(clock_.now());
        draft.payment->state = PaymentState::Pending;
        draft.payment->begunAt = clock_.now() + std::chrono::minutes(minute);
        placeAs<Placed>(draft);
        return sdk::OrderRepository::OpenPayment{draft.payment->id, draft.order.id};
    };
    const auto first = pending(1), second = pending(0), failed = pending(0), paid = pending(0);
    pending(2);
    setState(failed.payment, PaymentState::Failed);
    setState(paid.payment, PaymentState::Confirmed);
    hold("General", 1); // created, not pending
    const auto list = [&](PaymentId after, std::size_t most) {
        return look([&](const sdk::ReadAccess& access) {
            return access.orders.listOpenPayments(clock_.now() + std::chrono::minutes(1), after, most);
        });
    };
    using Open = std::vector<sdk::OrderRepository::OpenPayment>;
    CPPUNIT_ASSERT(list({}, 10) == (Open{first, second}));
    CPPUNIT_ASSERT(list({}, 1) == Open{first});
    CPPUNIT_ASSERT(list(first.payment, 10) == Open{second});
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, refusesASettlementWithTooFewTickets)
{
    const auto held = hold("General", 2);
    auto settlement = settlementOf(held, ids_);
    settlement.tickets.pop_back();
    const auto outcome = tryPlace(settlement);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(load(held.order.id).order.state == OrderState::Pending);
    expectLevel(0, 2, 0);
    placeAs<Placed>(settlementOf(held, ids_));
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, aPaidOrderIsNotReleased)
{
    const auto held = hold("General", 1);
    placeAs<Placed>(settlementOf(held, ids_));
    CPPUNIT_ASSERT(!release(held.order.id));
    expectLevel(0, 0, 1);
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, listsHoldsThatAreOverTheOldestFirst)
{
    const auto at = [&](int minute) { return clock_.now() + std::chrono::minutes(minute); };
    const auto second = anOrder(event_, ids_).of("General", 1).held(at(2));
    const auto first = anOrder(event_, ids_).of("General", 1).held(at(1));
    const auto paid = anOrder(event_, ids_).of("General", 1).held(at(1));
    const auto later = anOrder(event_, ids_).of("General", 1).held(at(3));
    for (const auto* draft : {&second, &first, &paid, &later})
        placeAs<Placed>(*draft);
    placeAs<Placed>(settlementOf(paid, ids_));
    const auto list = [&](Instant now, std::size_t most) {
        return look([&](const sdk::ReadAccess& access) { return access.orders.listExpiredHolds(now, most); });
    };
    CPPUNIT_ASSERT(list(at(1) - Microseconds(1), 10).empty());
    CPPUNIT_ASSERT(list(at(2), 10) == (std::vector<OrderId>{first.order.id, second.order.id}));
    CPPUNIT_ASSERT(list(at(9), 1) == std::vector<OrderId>{first.order.id});
}

CPPUNIT_TEST_FIXTURE(HoldContractTest, answersARepeatedKeyOfAHoldWhateverBecameOfIt)
{
    const auto held = anOrder(event_, ids_).of("General", 1).withKey("k").held(clock_.now());
    placeAs<Placed>(held);
    release(held.order.id);
    const auto again =
        placeAs<sdk::PlacedBefore>(anOrder(event_, ids_).of("General", 1).withKey("k").held(clock_.now()));
    CPPUNIT_ASSERT(again.order == held.order.id);
    expectLevel(0, 0, 0);
}

} // namespace ace::test
