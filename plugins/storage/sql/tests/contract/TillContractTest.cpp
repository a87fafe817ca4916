// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class TillContractTest : public BackendFixture
{
protected:
    TillSession find(TillSessionId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.tills.findSession(id); }).value();
    }
    TillTotals totals(TillSessionId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.tills.totalsOf(id); });
    }
    std::vector<Receipt> receipts(std::string_view series, std::int64_t after = 0)
    {
        return look(
            [&](const sdk::ReadAccess& access) { return access.tills.listReceipts(series, after, 100); });
    }
    CashMove aMove(TillSessionId session, CashMoveKind kind, std::int64_t amount)
    {
        return {session, kind, {amount, {}}, "Coins", {}, clock_.now()};
    }
    Result<void> tryMove(const CashMove& move)
    {
        return storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.tills.insertMove(move);
            return {};
        });
    }
    Receipt receiptOf(const sdk::OrderDraft& draft) { return placeAs<Placed>(draft).receipt.value(); }
};

CPPUNIT_TEST_FIXTURE(TillContractTest, listsTheTillsOfAnEvent)
{
    const TillId first = putTill("T1");
    const TillId second = putTill("T2");
    reopen();
    const auto tills =
        look([&](const sdk::ReadAccess& access) { return access.tills.list(event_.event.id); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), tills.size());
    CPPUNIT_ASSERT(tills[0] == (Till{first, event_.event.id, "Till T1", "T1"}));
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) { return access.tills.find(second); }) ==
                   tills[1]);
    CPPUNIT_ASSERT(look([](const sdk::ReadAccess& access) { return access.tills.listSeries(); }) ==
                   (std::vector<std::string>{"T1", "T2"}));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.tills.insert({ids_.next<TillId>(), event_.event.id, "Other", "T1"});
                   }) == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, aTillHasOneOpenSession)
{
    const TillId till = putTill("T1");
    TillSession session = aSession(till);
    session.openedBy = {putPerson("ana"), putStation("Counter 1")};
    write([&](sdk::WriteAccess& access) { access.tills.openSession(session); });
    CPPUNIT_ASSERT(find(session.id) == session);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.tills.openSession(aSession(till)); }) ==
                   ErrorCode::Conflict);
    const auto open = [&] {
        return look([&](const sdk::ReadAccess& access) { return access.tills.findOpenSession(till); });
    };
    CPPUNIT_ASSERT(open() == session);
    CPPUNIT_ASSERT(closeTill(session.id, 12'345));
    CPPUNIT_ASSERT(!open());
    session.closedAt = clock_.now() + std::chrono::hours(8);
    session.counted = Money{12'345, {}};
    CPPUNIT_ASSERT(find(session.id) == session);
    const TillSession next = aSession(till);
    write([&](sdk::WriteAccess& access) { access.tills.openSession(next); });
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) { return access.tills.listSessions(till, {}); }) ==
                   (std::vector<TillSession>{session, next}));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) {
                       access.tills.openSession(aSession(ids_.next<TillId>()));
                   }) == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, numbersAndLinksTheReceiptsOfASeries)
{
    const TillSessionId session = openTill("T1");
    const TillSessionId other = openTill("T2");
    std::vector<Receipt> written;
    for (std::int32_t i = 1; i <= 3; ++i)
        written.push_back(receiptOf(soldAt(session, i)));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), receiptOf(soldAt(other)).number);
    reopen();
    CPPUNIT_ASSERT(receipts("T1") == written);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), receipts("T1", 2).size());
    Digest previous{};
    for (std::size_t i = 0; i < written.size(); ++i) {
        CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(i + 1), written[i].number);
        CPPUNIT_ASSERT(written[i].previous == previous);
        CPPUNIT_ASSERT(written[i].hash == sha256(canonicalForm(written[i])));
        previous = written[i].hash;
    }
}

CPPUNIT_TEST_FIXTURE(TillContractTest, aReceiptSaysWhatWasPaid)
{
    const auto draft = soldAt(openTill("T1"), 2);
    const Receipt receipt = receiptOf(draft);
    CPPUNIT_ASSERT(receipt.kind == ReceiptKind::Sale && !receipt.refund);
    CPPUNIT_ASSERT(receipt.order == draft.order.id && receipt.session == draft.order.till);
    CPPUNIT_ASSERT(receipt.total == draft.order.total && receipt.tax == draft.order.lines[0].tax);
    CPPUNIT_ASSERT(receipt.at == draft.order.createdAt);
    CPPUNIT_ASSERT(load(draft.order.id).receipt == receipt);
    CPPUNIT_ASSERT(load(draft.order.id).order.till == draft.order.till);
    const auto web = anOrder(event_, ids_).of("General", 1).sold();
    CPPUNIT_ASSERT(!placeAs<Placed>(web).receipt);
    CPPUNIT_ASSERT(!load(web.order.id).receipt);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, theSameDraftAgainGivesTheSameReceipt)
{
    auto draft = soldAt(openTill("T1"));
    draft.idempotency = sdk::IdempotencyKey{"counter", "key", sha256("body")};
    const Receipt first = receiptOf(draft);
    CPPUNIT_ASSERT(receiptOf(draft) == first);
    draft.idempotency.reset(); // found by its own row instead
    CPPUNIT_ASSERT(receiptOf(draft) == first);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), receipts("T1").size());
}

CPPUNIT_TEST_FIXTURE(TillContractTest, aRefusedOrderLeavesNoGap)
{
    const TillSessionId session = openTill("T1");
    receiptOf(soldAt(session));
    placeAs<sdk::QuotaExhausted>(soldAt(session, 6, "Combined"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), receiptOf(soldAt(session)).number);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), receipts("T1").size());
}

CPPUNIT_TEST_FIXTURE(TillContractTest, sellsNothingAtAClosedTill)
{
    const TillSessionId session = openTill("T1");
    closeTill(session);
    const auto draft = soldAt(session);
    placeAs<sdk::TillClosed>(draft);
    placeAs<sdk::TillClosed>(soldAt(ids_.next<TillSessionId>()));
    CPPUNIT_ASSERT(!isOnRecord(draft.order.id));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, aPaymentThatTakesItsTimeGetsItsReceiptWhenItIsPaid)
{
    const TillSessionId session = openTill("T1");
    auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    held.order.till = session;
    CPPUNIT_ASSERT(!placeAs<Placed>(held).receipt);
    const auto settlement = settlementOf(held, ids_);
    const Receipt receipt = receiptOf(settlement);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), receipt.number);
    CPPUNIT_ASSERT(receipt.total == held.order.total);
    CPPUNIT_ASSERT(receiptOf(settlement) == receipt); // its answer was lost
    auto late = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    late.order.till = session;
    placeAs<Placed>(late);
    closeTill(session);
    CPPUNIT_ASSERT(!placeAs<Placed>(settlementOf(late, ids_)).receipt);
    CPPUNIT_ASSERT(load(late.order.id).order.state == OrderState::Paid);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, keepsCashMovesInTheirOrder)
{
    const TillSessionId session = openTill("T1");
    CashMove in = aMove(session, CashMoveKind::PayIn, 500);
    in.by = {putPerson("ana"), putStation("Counter 1")};
    mustSucceed(tryMove(in));
    mustSucceed(tryMove(aMove(session, CashMoveKind::PayOut, 200)));
    const auto moves = look([&](const sdk::ReadAccess& access) { return access.tills.movesOf(session); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), moves.size());
    CPPUNIT_ASSERT(moves[0].kind == CashMoveKind::PayIn && moves[0].amount == in.amount);
    CPPUNIT_ASSERT(moves[0].by == in.by && moves[0].reason == "Coins" && moves[0].at == in.at);
    CPPUNIT_ASSERT(moves[1].kind == CashMoveKind::PayOut);
    CPPUNIT_ASSERT(tryMove(aMove(session, CashMoveKind::PayIn, 0)).error().code == ErrorCode::Invalid);
    closeTill(session);
    CPPUNIT_ASSERT(tryMove(in).error().code == ErrorCode::Conflict);
    in.session = ids_.next<TillSessionId>();
    CPPUNIT_ASSERT(tryMove(in).error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, addsUpWhatWentThroughTheDrawer)
{
    const TillSessionId session = openTill("T1");
    const auto cash = soldAt(session, 2);
    auto card = soldAt(session, 1);
    card.payment->method = "card";
    placeAs<Placed>(cash);
    placeAs<Placed>(card);
    auto refund = aRefund(cash, 1'000);
    refund.till = session;
    giveBack(refund);
    mustSucceed(tryMove(aMove(session, CashMoveKind::PayIn, 500)));
    mustSucceed(tryMove(aMove(session, CashMoveKind::PayOut, 200)));
    const TillTotals sum = totals(session);
    CPPUNIT_ASSERT(sum.gross == cash.order.total + card.order.total);
    CPPUNIT_ASSERT(sum.tax == cash.order.lines[0].tax + card.order.lines[0].tax);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), sum.methods.size());
    CPPUNIT_ASSERT(sum.methods[0] == (TillTotals::Method{"card", 1, card.order.total, 0, {0, {}}}));
    CPPUNIT_ASSERT(sum.methods[1] == (TillTotals::Method{"cash", 1, cash.order.total, 1, {1'000, {}}}));
    CPPUNIT_ASSERT_EQUAL(10'000 + cash.order.total.minor - 1'000 + 500 - 200, sum.expectedCash.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(500), sum.paidIn.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(200), sum.paidOut.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), sum.receiptsFrom);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), sum.receiptsUntil);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, closingKeepsTheTotalsAsTheyStood)
{
    const TillSessionId session = openTill("T1");
    const auto draft = soldAt(session);
    placeAs<Placed>(draft);
    const TillTotals before = totals(session);
    CPPUNIT_ASSERT(closeTill(session));
    CPPUNIT_ASSERT(!closeTill(session));
    giveBack(aRefund(draft, draft.order.total.minor, {draft.tickets[0].id}));
    reopen();
    CPPUNIT_ASSERT(totals(session) == before);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.tills.totalsOf(ids_.next<TillSessionId>()); }) ==
                   ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TillContractTest, anEmptySessionComesToItsFloat)
{
    const TillTotals sum = totals(openTill("T1"));
    CPPUNIT_ASSERT(sum.methods.empty());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(10'000), sum.expectedCash.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), sum.receiptsFrom);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), sum.receiptsUntil);
}

} // namespace ace::test
