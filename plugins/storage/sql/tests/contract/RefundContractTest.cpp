// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class RefundContractTest : public BackendFixture
{
protected:
    sdk::OrderDraft sell(std::int32_t quantity, std::string_view type = "General")
    {
        const auto draft = anOrder(event_, ids_).of(type, quantity).sold();
        placeAs<Placed>(draft);
        return draft;
    }
    Refund find(RefundId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.refunds.find(id); }).value();
    }
    ErrorCode refusal(const Refund& refund)
    {
        return refusalOf([&](auto& access) { access.refunds.insert(refund, nullptr); });
    }
    bool setState(RefundId id, RefundState from, RefundState to)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.refunds.setState(id, from, to); }));
    }
};

CPPUNIT_TEST_FIXTURE(RefundContractTest, keepsARefundWithItsTickets)
{
    const auto draft = sell(3);
    Refund refund = aRefund(draft, 1'000, {draft.tickets[2].id, draft.tickets[0].id});
    refund.by = {putPerson("ana"), putStation("Counter 1")};
    CPPUNIT_ASSERT(!giveBack(refund));
    reopen();
    CPPUNIT_ASSERT(find(refund.id) == refund);
    CPPUNIT_ASSERT(load(draft.order.id).refunds == std::vector<Refund>{refund});
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) {
                       return access.refunds.listOf(draft.order.id);
                   }) == std::vector<Refund>{refund});
    CPPUNIT_ASSERT(
        !look([&](const sdk::ReadAccess& access) { return access.refunds.find(ids_.next<RefundId>()); }));
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, cancelsItsTicketsAndFreesTheirQuotas)
{
    const auto draft = sell(3, "Combined");
    giveBack(aRefund(draft, 4'330, {draft.tickets[1].id}));
    const auto record = load(draft.order.id);
    CPPUNIT_ASSERT(record.order.state == OrderState::Paid);
    CPPUNIT_ASSERT(record.tickets[0].state == TicketState::Valid);
    CPPUNIT_ASSERT(record.tickets[1].state == TicketState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), level(0).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), level(1).sold);
    write([&](sdk::WriteAccess& access) { CPPUNIT_ASSERT(access.orders.cancelPaid(draft.order.id)); });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold); // no more than was taken
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(1).sold);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, withItsLastTicketTheOrderIsCanceled)
{
    const auto draft = sell(2);
    giveBack(aRefund(draft, 0, {draft.tickets[0].id}));
    giveBack(aRefund(draft, draft.order.total.minor, {draft.tickets[1].id}));
    CPPUNIT_ASSERT(load(draft.order.id).order.state == OrderState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold);
    CPPUNIT_ASSERT(refusal(aRefund(draft, 0, {draft.tickets[0].id})) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1)) == ErrorCode::Conflict); // all of it is back already
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, aRefundWithoutTicketsLeavesThemAsTheyAre)
{
    const auto draft = sell(1);
    giveBack(aRefund(draft, draft.order.total.minor));
    CPPUNIT_ASSERT(load(draft.order.id).order.state == OrderState::Paid);
    CPPUNIT_ASSERT(load(draft.order.id).tickets[0].state == TicketState::Valid);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, neverGivesBackMoreThanWasPaid)
{
    const auto draft = sell(1);
    const std::int64_t paid = draft.order.total.minor;
    giveBack(aRefund(draft, paid - 100));
    CPPUNIT_ASSERT(refusal(aRefund(draft, 101)) == ErrorCode::Conflict);
    giveBack(aRefund(draft, 100));
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1)) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusal(aRefund(draft, -1)) == ErrorCode::Invalid);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), load(draft.order.id).refunds.size());
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, aRefusedRefundChangesNothing)
{
    const auto draft = sell(2);
    const auto ids = ticketsOf(draft);
    CPPUNIT_ASSERT(refusal(aRefund(draft, draft.order.total.minor + 1, ids)) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusal(aRefund(draft, 10, {ids[0], ids[0]})) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(load(draft.order.id).tickets[0].state == TicketState::Valid);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), level(0).sold);
    giveBack(aRefund(draft, draft.order.total.minor, ids));
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, refusesTicketsOfOthersAndThoseThatAreCanceled)
{
    const auto draft = sell(2);
    const auto other = sell(1);
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1, ticketsOf(other))) == ErrorCode::Conflict);
    giveBack(aRefund(draft, 1, {draft.tickets[0].id}));
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1, {draft.tickets[0].id})) == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, refusesWhatWasNotPaid)
{
    const auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    placeAs<Placed>(held);
    CPPUNIT_ASSERT(refusal(aRefund(held, 1)) == ErrorCode::Conflict);
    auto unpaid = anOrder(event_, ids_).of("General", 1).sold();
    unpaid.payment->state = PaymentState::Pending;
    placeAs<Placed>(unpaid);
    CPPUNIT_ASSERT(refusal(aRefund(unpaid, 1)) == ErrorCode::Conflict);
    auto strange = aRefund(sell(1), 1);
    strange.payment = ids_.next<PaymentId>();
    CPPUNIT_ASSERT(refusal(strange) == ErrorCode::NotFound);
    strange.order = ids_.next<OrderId>();
    CPPUNIT_ASSERT(refusal(strange) == ErrorCode::NotFound);
    auto foreign = aRefund(sell(1), 1);
    foreign.amount.currency = *Currency::parse("EUR");
    CPPUNIT_ASSERT(refusal(foreign) == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, givesBackWhatWasPaidTooLate)
{
    const auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    placeAs<Placed>(held);
    write([&](sdk::WriteAccess& access) {
        access.orders.releaseHold(held.order.id, OrderState::Expired);
        access.orders.setPaymentState(held.payment->id, PaymentState::Confirmed);
    });
    giveBack(aRefund(held, held.order.total.minor));
    CPPUNIT_ASSERT(load(held.order.id).order.state == OrderState::Expired);
    CPPUNIT_ASSERT(refusal(aRefund(held, 1)) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(
        look([](const sdk::ReadAccess& access) { return access.reports.brokenRules(10); }).empty());
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, keepsItsMemo)
{
    const Refund refund = aRefund(sell(1), 100);
    giveBack(refund);
    write([&](sdk::WriteAccess& access) { access.refunds.keepMemo(refund.id, "re_1"); });
    reopen();
    CPPUNIT_ASSERT_EQUAL(std::string("re_1"), find(refund.id).memo);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.refunds.keepMemo(ids_.next<RefundId>(), "x"); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, writesTheReceiptOfAnOpenTill)
{
    const TillSessionId session = openTill("T1");
    const auto draft = soldAt(session, 2);
    placeAs<Placed>(draft);
    Refund refund = aRefund(draft, draft.order.total.minor, ticketsOf(draft));
    refund.kind = RefundKind::Void;
    refund.till = session;
    const auto receipt = giveBack(refund);
    CPPUNIT_ASSERT(receipt);
    CPPUNIT_ASSERT_EQUAL(std::string("T1"), receipt->series);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), receipt->number);
    CPPUNIT_ASSERT(receipt->kind == ReceiptKind::Void && receipt->refund == refund.id);
    CPPUNIT_ASSERT(receipt->total == draft.order.total && receipt->tax == draft.order.lines[0].tax);
    CPPUNIT_ASSERT(receipt->hash == sha256(canonicalForm(*receipt)));
    const auto written =
        look([](const sdk::ReadAccess& access) { return access.tills.listReceipts("T1", 1, 10); });
    CPPUNIT_ASSERT(written == std::vector<Receipt>{*receipt});
    CPPUNIT_ASSERT(load(draft.order.id).receipt->number == 1); // the sale's own
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, refusesAClosedTill)
{
    const TillSessionId session = openTill("T1");
    const auto draft = soldAt(session);
    placeAs<Placed>(draft);
    closeTill(session);
    Refund refund = aRefund(draft, 10, ticketsOf(draft));
    refund.till = session;
    CPPUNIT_ASSERT(refusal(refund) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(load(draft.order.id).tickets[0].state == TicketState::Valid);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, aPartOfThePriceHasThatPartOfItsTax)
{
    const TillSessionId session = openTill("T1");
    auto builder = anOrder(event_, ids_);
    builder.of("General", 3).of("Season", 1);
    auto draft = builder.sold();
    draft.order.till = session;
    draft.order.lines[1].tax = {0, {}}; // at another rate
    placeAs<Placed>(draft);
    const auto taxOf = [&](std::int64_t amount, std::vector<TicketId> tickets) {
        Refund refund = aRefund(draft, amount, std::move(tickets));
        refund.till = session;
        return giveBack(refund)->tax.minor;
    };
    CPPUNIT_ASSERT_EQUAL(std::int64_t(206), taxOf(2'706, {draft.tickets[0].id})); // 206.31 of 619
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), taxOf(5'000, {draft.tickets[3].id}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(4), taxOf(100, {})); // 3.47 of the whole order's: 209.77 in all
}

// 1,003 with 10 % in it, whose tax no number of equal parts of whole cents adds up to.
CPPUNIT_TEST_FIXTURE(RefundContractTest, theTaxOfTicketsGivenBackOneByOneAddsUpToThatOfTheSale)
{
    const TillSessionId session = openTill("T1");
    for (const auto& [quantity, tax] : {std::pair(2, 201), {7, 702}, {3, 301}}) {
        auto draft = soldAt(session, quantity);
        OrderLine& line = draft.order.lines[0];
        line.unitPrice.minor = 1'003;
        line.total.minor = draft.order.total.minor = draft.payment->amount.minor = 1'003 * quantity;
        draft.payment->tendered = draft.payment->amount;
        draft.payment->change.minor = 0;
        line.tax.minor = tax;
        placeAs<Placed>(draft);
        std::int64_t sum = 0;
        for (const TicketId ticket : ticketsOf(draft)) {
            Refund refund = aRefund(draft, 1'003, {ticket});
            refund.till = session;
            const std::int64_t part = giveBack(refund)->tax.minor;
            CPPUNIT_ASSERT(part == 100 || part == 101);
            sum += part;
        }
        CPPUNIT_ASSERT_EQUAL(std::int64_t{tax}, sum);
    }
    CPPUNIT_ASSERT(look([](const sdk::ReadAccess& access) { return access.reports.brokenRules(3); }).empty());
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, theLastPartOfThePriceHasTheRestOfTheTax)
{
    const TillSessionId session = openTill("T1");
    auto builder = anOrder(event_, ids_);
    builder.of("General", 3).of("Season", 1);
    auto draft = builder.sold();
    draft.order.till = session;
    draft.order.lines[1].tax = {0, {}}; // at another rate
    placeAs<Placed>(draft);
    const auto taxOf = [&](std::int64_t amount, std::vector<TicketId> tickets = {}) {
        Refund refund = aRefund(draft, amount, std::move(tickets));
        refund.till = session;
        return giveBack(refund)->tax.minor;
    };
    std::int64_t sum = taxOf(2'706, {draft.tickets[0].id});
    for (int i = 0; i < 9; ++i)
        sum += taxOf(7);
    Refund failed = aRefund(draft, 2'000);
    failed.till = session;
    failed.state = RefundState::InTransit;
    giveBack(failed);
    setState(failed.id, RefundState::InTransit, RefundState::Failed); // its money was given back by none
    sum += taxOf(draft.order.total.minor - 2'706 - 63);
    CPPUNIT_ASSERT_EQUAL(draft.order.lines[0].tax.minor, sum);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, aRefundThatFailsMayBeMadeAnew)
{
    const auto draft = sell(1);
    Refund refund = aRefund(draft, draft.order.total.minor);
    refund.state = RefundState::InTransit;
    giveBack(refund);
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1)) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(!setState(refund.id, RefundState::Created, RefundState::Failed));
    CPPUNIT_ASSERT(setState(refund.id, RefundState::InTransit, RefundState::Failed));
    CPPUNIT_ASSERT(!setState(refund.id, RefundState::InTransit, RefundState::Failed));
    CPPUNIT_ASSERT(find(refund.id).state == RefundState::Failed);
    Refund again = aRefund(draft, draft.order.total.minor);
    again.state = RefundState::Created;
    giveBack(again);
    CPPUNIT_ASSERT(setState(again.id, RefundState::Created, RefundState::Done));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.refunds.setState(refund.id, RefundState::Failed, RefundState::Created);
                   }) == ErrorCode::Conflict);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.refunds.setState(ids_.next<RefundId>(), RefundState::Created,
                                               RefundState::Done);
                   }) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, findsARefundByItsKey)
{
    const auto draft = sell(1);
    const sdk::IdempotencyKey key{"counter", "one", sha256("body")};
    const Refund refund = aRefund(draft, 100);
    giveBack(refund, &key);
    const auto found = [&](const sdk::IdempotencyKey& wanted) {
        return look([&](const sdk::ReadAccess& access) {
            bool same = false;
            const auto id = access.refunds.findByIdempotencyKey(wanted, same);
            return std::pair(id, same);
        });
    };
    CPPUNIT_ASSERT(found(key) == std::pair(std::optional(refund.id), true));
    CPPUNIT_ASSERT(found({"counter", "one", sha256("other")}) == std::pair(std::optional(refund.id), false));
    CPPUNIT_ASSERT(!found({"office", "one", sha256("body")}).first);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.refunds.insert(aRefund(draft, 1), &key); }) ==
                   ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(RefundContractTest, aReissuedTicketIsCanceledByItsNewOne)
{
    const auto draft = sell(1);
    Ticket fresh = draft.tickets[0];
    fresh.id = ids_.next<TicketId>();
    fresh.reissueOf = draft.tickets[0].id;
    write([&](sdk::WriteAccess& access) { access.orders.reissueTicket(fresh); });
    CPPUNIT_ASSERT(refusal(aRefund(draft, 1, {draft.tickets[0].id})) == ErrorCode::Conflict);
    giveBack(aRefund(draft, 1, {fresh.id}));
    CPPUNIT_ASSERT(load(draft.order.id).order.state == OrderState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold);
}

} // namespace ace::test
