// SPDX-License-Identifier: MIT
// What happens to the money of a payment after it was paid.
#include <BackendFixture.h>

namespace ace::test {

class AfterwardsContractTest : public BackendFixture
{
protected:
    sdk::OrderDraft sold()
    {
        const auto draft = anOrder(event_, ids_).of("General", 1).sold();
        placeAs<Placed>(draft);
        return draft;
    }
    Refund foreign(const sdk::OrderDraft& draft, std::int64_t minor, const std::string& name)
    {
        Refund refund = aRefund(draft, minor);
        refund.state = RefundState::Done;
        refund.foreign = name;
        return refund;
    }
    DisputeState disputeOf(const sdk::OrderDraft& draft) { return load(draft.order.id).payment->dispute; }
    bool setDispute(const sdk::OrderDraft& draft, DisputeState state)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.setDispute(draft.payment->id, state); }));
    }
    ChangeLook keptLook(const std::string& method)
    {
        return look([&](const sdk::ReadAccess& access) { return access.orders.findChangeLook(method); });
    }
};

CPPUNIT_TEST_FIXTURE(AfterwardsContractTest, aRefundThatWasMadeElsewhereIsOnRecordOnceByItsNameThere)
{
    const auto draft = sold();
    Refund refund = foreign(draft, 100, "re_1");
    refund.kind = RefundKind::Dispute;
    giveBack(refund);
    reopen();
    CPPUNIT_ASSERT(load(draft.order.id).refunds == std::vector<Refund>{refund});
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.refunds.insert(foreign(draft, 100, "re_1"), nullptr);
                   }) == ErrorCode::Conflict);
    giveBack(foreign(draft, 100, "re_2"));
    giveBack(foreign(sold(), 100, "re_1")); // of another payment
    giveBack(aRefund(draft, 1));
    giveBack(aRefund(draft, 1)); // ours have no name there
}

CPPUNIT_TEST_FIXTURE(AfterwardsContractTest, oneThatWasDoneMayFailAndItsAmountIsFreeAgain)
{
    const auto draft = sold();
    const Refund refund = foreign(draft, draft.order.total.minor, "re_1");
    giveBack(refund);
    const auto fail = [&] {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.refunds.setState(refund.id, RefundState::Done, RefundState::Failed);
        }));
    };
    CPPUNIT_ASSERT(fail());
    CPPUNIT_ASSERT(!fail());
    giveBack(aRefund(draft, draft.order.total.minor));
}

CPPUNIT_TEST_FIXTURE(AfterwardsContractTest, aPaymentIsDisputedUntilItIsNot)
{
    const auto draft = sold();
    CPPUNIT_ASSERT(disputeOf(draft) == DisputeState::None);
    CPPUNIT_ASSERT(setDispute(draft, DisputeState::Open));
    CPPUNIT_ASSERT(!setDispute(draft, DisputeState::Open));
    reopen();
    CPPUNIT_ASSERT(disputeOf(draft) == DisputeState::Open);
    CPPUNIT_ASSERT(setDispute(draft, DisputeState::Lost));
    CPPUNIT_ASSERT(setDispute(draft, DisputeState::None));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.orders.setDispute(ids_.next<PaymentId>(), DisputeState::Open);
                   }) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(AfterwardsContractTest, howFarChangesWereReadIsKeptByMethod)
{
    CPPUNIT_ASSERT(keptLook("card") == ChangeLook{});
    const Instant now = clock_.now();
    const ChangeLook half{now, now - Microseconds(1), now - Microseconds(2), now + Microseconds(3), "page"};
    const ChangeLook whole{now, now, now, std::nullopt, ""};
    write([&](sdk::WriteAccess& access) {
        access.orders.keepChangeLook("card", half);
        access.orders.keepChangeLook("phone", whole);
    });
    reopen();
    CPPUNIT_ASSERT(keptLook("card") == half);
    write([&](sdk::WriteAccess& access) { access.orders.keepChangeLook("card", whole); });
    CPPUNIT_ASSERT(keptLook("card") == whole);
    CPPUNIT_ASSERT(keptLook("phone") == whole);
}

} // namespace ace::test
