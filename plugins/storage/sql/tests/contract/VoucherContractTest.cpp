// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class VoucherContractTest : public BackendFixture
{
protected:
    std::optional<Voucher> find(VoucherId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.vouchers.find(id); });
    }
    std::int64_t usesOf(VoucherId id) { return find(id).value().uses; }
    sdk::OrderDraft soldWith(VoucherId voucher, std::string_view type = "General", std::int32_t quantity = 1)
    {
        auto draft = anOrder(event_, ids_).of(type, quantity).sold();
        draft.order.voucher = voucher;
        return draft;
    }
    sdk::OrderDraft heldWith(VoucherId voucher)
    {
        auto draft = anOrder(event_, ids_).of("General", 1).held(clock_.now());
        draft.order.voucher = voucher;
        return draft;
    }
    bool release(const sdk::OrderDraft& draft, OrderState state)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.releaseHold(draft.order.id, state); }));
    }
};

CPPUNIT_TEST_FIXTURE(VoucherContractTest, givesBackAVoucherAsItWasPut)
{
    Voucher voucher = aVoucher("EARLY-20", 5);
    voucher.effect = VoucherEffect::PercentOff;
    voucher.value = 200'000;
    voucher.types = {event_.types[1].id, event_.types[0].id};
    voucher.opensHidden = true;
    write([&](sdk::WriteAccess& access) { access.vouchers.insert(voucher); });
    reopen();
    CPPUNIT_ASSERT(find(voucher.id) == voucher);
    const auto byCode = [&](EventId event, std::string_view code) {
        return look([&](const sdk::ReadAccess& access) { return access.vouchers.findByCode(event, code); });
    };
    CPPUNIT_ASSERT(byCode(event_.event.id, "EARLY-20") == voucher);
    CPPUNIT_ASSERT(!byCode(event_.event.id, "EARLY-21"));
    CPPUNIT_ASSERT(!byCode(ids_.next<EventId>(), "EARLY-20"));
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) {
                       return access.vouchers.list(event_.event.id, {});
                   }) == std::vector<Voucher>{voucher});
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, aCodeIsTakenAtItsEvent)
{
    putVoucher("CODE");
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.vouchers.insert(aVoucher("CODE")); }) ==
                   ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, changesAllButItsUsesOnceForEachRevision)
{
    Voucher voucher = aVoucher("CODE", 3);
    write([&](sdk::WriteAccess& access) { access.vouchers.insert(voucher); });
    placeAs<Placed>(soldWith(voucher.id));
    voucher.code = "OTHER";
    voucher.effect = VoucherEffect::AmountOff;
    voucher.value = 500;
    voucher.types = {event_.types[2].id};
    voucher.uses = 77; // not what an edit may say
    voucher.usesMost = 1;
    write([&](sdk::WriteAccess& access) { access.vouchers.update(voucher, 1); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.vouchers.update(voucher, 1); }) ==
                   ErrorCode::Conflict);
    voucher.uses = 1;
    voucher.revision = 2;
    CPPUNIT_ASSERT(find(voucher.id) == voucher);
    voucher.usesMost = 0;
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.vouchers.update(voucher, 2); }) ==
                   ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.vouchers.update(aVoucher("NONE"), 1); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, anOrderTakesOneUseAndTheLastOneIsTheLast)
{
    const VoucherId voucher = putVoucher("TWICE", 2);
    const auto first = soldWith(voucher, "General", 3);
    placeAs<Placed>(first);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher));
    CPPUNIT_ASSERT(load(first.order.id).order.voucher == voucher);
    placeAs<Placed>(soldWith(voucher));
    const auto late = soldWith(voucher);
    placeAs<sdk::VoucherSpent>(late);
    CPPUNIT_ASSERT(!isOnRecord(late.order.id));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(4), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, anUnknownVoucherOrAnotherEventsIsSpent)
{
    placeAs<sdk::VoucherSpent>(soldWith(ids_.next<VoucherId>()));
    const auto other = anEvent(ids_, "winter");
    put(other);
    Voucher theirs = aVoucher("THEIRS");
    theirs.event = other.event.id;
    write([&](sdk::WriteAccess& access) { access.vouchers.insert(theirs); });
    placeAs<sdk::VoucherSpent>(soldWith(theirs.id));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), usesOf(theirs.id));
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, anOrderThatIsSoldOutTakesNoUse)
{
    const VoucherId voucher = putVoucher("CODE");
    placeAs<sdk::QuotaExhausted>(soldWith(voucher, "Combined", 6));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), usesOf(voucher));
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, theSameDraftAgainTakesNoSecondUse)
{
    const VoucherId voucher = putVoucher("CODE");
    const auto draft = soldWith(voucher);
    placeAs<Placed>(draft);
    placeAs<Placed>(draft);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher));
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, aHoldThatEndsGivesItsUseBackOnce)
{
    const VoucherId voucher = putVoucher("CODE", 2);
    for (const OrderState state : {OrderState::Expired, OrderState::Canceled}) {
        const auto held = heldWith(voucher);
        placeAs<Placed>(held);
        CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher));
        CPPUNIT_ASSERT(release(held, state));
        CPPUNIT_ASSERT(!release(held, state));
        CPPUNIT_ASSERT_EQUAL(std::int64_t(0), usesOf(voucher));
    }
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, aHoldThatIsPaidKeepsItsUse)
{
    const VoucherId voucher = putVoucher("CODE");
    const auto held = heldWith(voucher);
    placeAs<Placed>(held);
    placeAs<Placed>(settlementOf(held, ids_));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher));
    write([&](sdk::WriteAccess& access) { CPPUNIT_ASSERT(access.orders.cancelPaid(held.order.id)); });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher)); // it was used
}

CPPUNIT_TEST_FIXTURE(VoucherContractTest, settlingAnExpiredOrderTakesItsUseAgainOrNone)
{
    const VoucherId voucher = putVoucher("CODE");
    const auto first = heldWith(voucher);
    placeAs<Placed>(first);
    release(first, OrderState::Expired);
    placeAs<Placed>(settlementOf(first, ids_));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), usesOf(voucher));
    const VoucherId other = putVoucher("OTHER");
    const auto late = heldWith(other);
    placeAs<Placed>(late);
    release(late, OrderState::Expired);
    placeAs<Placed>(soldWith(other));
    placeAs<sdk::VoucherSpent>(settlementOf(late, ids_));
    CPPUNIT_ASSERT(load(late.order.id).order.state == OrderState::Expired);
}

} // namespace ace::test
