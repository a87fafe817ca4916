// SPDX-License-Identifier: MIT
// The table in Tills.h, row by row.
#include "OfficeFixture.h"

namespace ace::boxoffice {

namespace {

class TillsTest : public OfficeFixture
{
protected:
    Till aTill(const std::string& name = "Till")
    {
        return std::get<Till>(test::valueOf(tills_->add(event_->event.id, name, {})));
    }
    Result<TillReportOutcome> move(TillSessionId session, CashMoveKind kind, std::int64_t minor,
                                   const sdk::Act& act = {})
    {
        return tills_->move({session, kind, {minor, {}}, "change", act});
    }
    TillReport report(const Result<TillReportOutcome>& result)
    {
        const auto outcome = test::valueOf(result);
        if (const auto* refused = std::get_if<Refused>(&outcome))
            CPPUNIT_FAIL(refused->detail);
        return std::get<TillReport>(outcome);
    }
};

CPPUNIT_TEST_FIXTURE(TillsTest, eachTillHasASeriesOfItsOwn)
{
    CPPUNIT_ASSERT_EQUAL(std::string("T1"), aTill().series);
    CPPUNIT_ASSERT_EQUAL(std::string("T2"), aTill("Other").series);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, test::valueOf(tills_->list(event_->event.id)).size());
    mustRefuse(Refusal::InvalidName, tills_->add(event_->event.id, "", {}));
    mustRefuse(Refusal::UnknownEvent, tills_->add(ids_.next<EventId>(), "Till", {}));
    const auto third = [&] {
        return std::get<Till>(test::valueOf(tills_->add(event_->event.id, "Third", keyed("till"))));
    };
    CPPUNIT_ASSERT(third() == third());
}

CPPUNIT_TEST_FIXTURE(TillsTest, hasOneOpenSession)
{
    const Till till = aTill();
    const auto opened = report(tills_->open(till.id, {5000, {}}, keyed("open")));
    mustRefuse(Refusal::TillOpen, tills_->open(till.id, {5000, {}}, {}));
    CPPUNIT_ASSERT(report(tills_->open(till.id, {5000, {}}, keyed("open"))).session == opened.session);
    CPPUNIT_ASSERT(test::valueOf(tills_->findOpen(till.id))->session == opened.session);
    mustRefuse(Refusal::UnknownTill, tills_->open(ids_.next<TillId>(), {5000, {}}, {}));
    const Till other = aTill("Other");
    mustRefuse(Refusal::InvalidAmount, tills_->open(other.id, {-1, {}}, {}));
    mustRefuse(Refusal::InvalidAmount, tills_->open(other.id, {1, *Currency::parse("CHF")}, {}));
}

CPPUNIT_TEST_FIXTURE(TillsTest, xCountsSalesRefundsAndMoves)
{
    const auto session = anOpenTill(10'000);
    auto wanted = request("General", 2); // 2178
    wanted.till = session;
    const auto made = sold(wanted);
    std::get<Refunded>(test::valueOf(
        office_->refund({made.order.code, {}, {made.tickets[0].id}, "rain", session, {}}))); // 1089
    report(move(session, CashMoveKind::PayIn, 300));
    const auto x = report(move(session, CashMoveKind::PayOut, 1000));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10'000 + 2178 - 1089 + 300 - 1000}, x.totals.expectedCash.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2178}, x.totals.gross.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{178}, x.totals.tax.minor);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, x.moves.size());
    CPPUNIT_ASSERT(x.totals.receiptsFrom == 1 && x.totals.receiptsUntil == 2 && !x.difference);
}

CPPUNIT_TEST_FIXTURE(TillsTest, zShowsTheDifferenceAndNeverChanges)
{
    const auto session = anOpenTill(10'000);
    auto wanted = request();
    wanted.till = session;
    const auto made = sold(wanted);
    const auto z = report(tills_->close(session, {11'000, {}}, keyed("close")));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-89}, z.difference->minor);
    CPPUNIT_ASSERT(report(tills_->close(session, {11'000, {}}, keyed("close"))).totals == z.totals);
    mustRefuse(Refusal::TillClosed, tills_->close(session, {11'000, {}}, {}));
    mustRefuse(Refusal::TillClosed, move(session, CashMoveKind::PayIn, 100));
    std::get<Refunded>(test::valueOf(office_->refund({made.order.code, {}, {}, "rain", {}, {}})));
    const auto later = test::valueOf(tills_->findSession(session)).value();
    CPPUNIT_ASSERT(later.totals == z.totals && later.difference == z.difference);
    CPPUNIT_ASSERT(!test::valueOf(tills_->findOpen(later.session.till)));
}

CPPUNIT_TEST_FIXTURE(TillsTest, aMoveThatMakesNoSenseIsRefused)
{
    const auto session = anOpenTill();
    mustRefuse(Refusal::InvalidAmount, move(session, CashMoveKind::PayIn, 0));
    mustRefuse(Refusal::InvalidAmount, move(session, CashMoveKind::PayOut, -5));
    mustRefuse(Refusal::ReasonMissing, tills_->move({session, CashMoveKind::PayIn, {5, {}}, " ", {}}));
    mustRefuse(Refusal::TillClosed, move(ids_.next<TillSessionId>(), CashMoveKind::PayIn, 5));
}

CPPUNIT_TEST_FIXTURE(TillsTest, theLogSaysWhyCashMoved)
{
    report(move(anOpenTill(), CashMoveKind::PayOut, 500));
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"amount":500,"currency":"USD","reason":"change"})"), lastDetail());
}

CPPUNIT_TEST_FIXTURE(TillsTest, aSaleAndARefundThatNeedATillAreRefusedWithoutOneButAnsweredAgain)
{
    auto wanted = request();
    wanted.needsTill = true;
    mustRefuse(Refusal::TillClosed, office_->sell(wanted));
    wanted.till = anOpenTill();
    wanted.idempotency = keyed("sale").idempotency;
    const auto made = sold(wanted);
    wanted.till.reset(); // it is closed by now
    CPPUNIT_ASSERT_EQUAL(made.order.code, sold(wanted).order.code);
    mustRefuse(Refusal::TillClosed, office_->refund({made.order.code, {}, {}, "rain", {}, {}, true}));
}

CPPUNIT_TEST_FIXTURE(TillsTest, theSameMoveComesOnce)
{
    const auto session = anOpenTill(0);
    report(move(session, CashMoveKind::PayIn, 100, keyed("in")));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{100},
                         report(move(session, CashMoveKind::PayIn, 100, keyed("in"))).totals.paidIn.minor);
    mustRefuse(Refusal::IdempotencyKeyReused, move(session, CashMoveKind::PayIn, 200, keyed("in", "other")));
}

CPPUNIT_TEST_FIXTURE(TillsTest, receiptsAreNumberedWithoutGapsAndLinked)
{
    auto wanted = request();
    wanted.till = anOpenTill();
    const auto first = sold(wanted), second = sold(wanted);
    std::get<Refunded>(test::valueOf(office_->voidOrder(first.order.code, "wrong", {})));
    const auto receipts = test::valueOf(tills_->listReceipts("T1", 0, 10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, receipts.size());
    Digest previous{};
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(i + 1), receipts[i].number);
        CPPUNIT_ASSERT(receipts[i].previous == previous);
        CPPUNIT_ASSERT(receipts[i].hash == sha256(canonicalForm(receipts[i])));
        previous = receipts[i].hash;
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(tills_->listReceipts("T1", 2, 10)).size());
}

} // namespace

} // namespace ace::boxoffice
