// SPDX-License-Identifier: MIT
#include "support/RecordBeside.h"

namespace ace::test {

// A record with a little of everything. Then one row after the other is changed past the program.
class RecordRulesTest : public RecordBeside
{
public:
    void setUp() override
    {
        storage_ = valueOf(open());
        write(*storage_, [&](sdk::WriteAccess& access) {
            access.events.insert(event_);
            access.stations.insert(station());
            access.tills.insert({till_, event_.event.id, "Till", "T1"});
            TillSession session;
            session.id = session_;
            session.till = till_;
            access.tills.openSession(session);
            Voucher voucher;
            voucher.id = voucher_;
            voucher.event = event_.event.id;
            voucher.code = "CODE";
            voucher.usesMost = 9;
            access.vouchers.insert(voucher);
            access.audit.append({clock_.now(), {}, "staff.create", "staff:1", "{}"});
        });
        sellAndGiveBack();
        leaseTickets();
        auto held = anOrder(event_, ids_).of("General", 2).held(clock_.now());
        held.order.voucher = voucher_;
        place(*storage_, held);
        write(*storage_, [&](sdk::WriteAccess& access) {
            TillSession closed = *access.tills.findSession(session_);
            closed.closedAt = clock_.now();
            closed.counted = Money{};
            access.tills.closeSession(closed);
        });
    }

protected:
    Station station()
    {
        Station made;
        made.id = station_;
        made.name = "Counter 1";
        made.event = event_.event.id;
        return made;
    }
    void sellAndGiveBack()
    {
        auto draft = anOrder(event_, ids_).of("General", 3).sold();
        draft.order.till = session_;
        draft.order.voucher = voucher_;
        place(*storage_, draft);
        const sdk::ScanDraft scan = aScan(event_, ids_).of(draft.tickets[2].id);
        CPPUNIT_ASSERT(storage_->recordScans({&scan, 1}).front());
        Ticket fresh = draft.tickets[1];
        fresh.id = ids_.next<TicketId>();
        fresh.reissueOf = draft.tickets[1].id;
        Refund refund;
        refund.id = ids_.next<RefundId>();
        refund.order = draft.order.id;
        refund.payment = draft.payment->id;
        refund.amount = {100, {}};
        refund.tickets = {draft.tickets[0].id};
        refund.till = session_;
        refund.createdAt = clock_.now();
        write(*storage_, [&](sdk::WriteAccess& access) {
            access.orders.reissueTicket(fresh);
            access.refunds.insert(refund, nullptr);
        });
    }
    void leaseTickets()
    {
        Allotment allotment{ids_.next<AllotmentId>(), station_, event_.types[0].id, clock_.now(), {}, {}};
        for (int i = 0; i < 3; ++i)
            allotment.tickets.push_back({ids_.next<TicketId>(), {}, LeaseState::Leased});
        write(*storage_, [&](sdk::WriteAccess& access) {
            access.allotments.insert(allotment, {{event_.quotas[0].id, 3}});
            access.allotments.finish(allotment.id, {allotment.tickets[0].id}, LeaseState::WrittenOff);
        });
    }
    std::vector<sdk::BrokenRule> broken()
    {
        return look(*storage_, [](const sdk::ReadAccess& access) { return access.reports.brokenRules(3); });
    }
    void expectCaught(const std::string& sql, std::string_view rule)
    {
        const std::string said = runBeside(sql);
        CPPUNIT_ASSERT_MESSAGE(said, !said.starts_with("failed"));
        std::string all;
        bool caught = false;
        for (const auto& each : broken()) {
            all += each.rule + " " + each.row + "; ";
            caught = caught || each.rule == rule;
        }
        CPPUNIT_ASSERT_MESSAGE(sql + ": " + all, caught);
    }

    EventSetup event_ = anEvent(ids_);
    StationId station_ = ids_.next<StationId>();
    TillId till_ = ids_.next<TillId>();
    TillSessionId session_ = ids_.next<TillSessionId>();
    VoucherId voucher_ = ids_.next<VoucherId>();
    std::unique_ptr<sdk::Storage> storage_;
};

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aSoundRecordBreaksNoRule)
{
    std::string all;
    for (const auto& each : broken())
        all += each.rule + " " + each.row + "; ";
    CPPUNIT_ASSERT_EQUAL(std::string(), all);
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, quotasAreWhatWasTakenOfThem)
{
    expectCaught("UPDATE quota SET sold = sold + 1 WHERE position = 0", "quota-sold");
    expectCaught("UPDATE quota SET held = held - 1 WHERE position = 0", "quota-held");
    expectCaught("UPDATE quota SET leased = leased + 1 WHERE position = 0", "quota-leased");
    expectCaught("PRAGMA ignore_check_constraints = ON; UPDATE quota SET size = 1 WHERE position = 0",
                 "quota-size");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, leasedTicketsAreCounted)
{
    expectCaught("UPDATE leased_ticket SET state = 'returned' WHERE position = 1", "quota-leased");
    expectCaught("UPDATE leased_ticket SET state = 'returned' WHERE position = 0", "quota-sold");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, anOrderIsItsLinesAndItsTickets)
{
    expectCaught("UPDATE orders SET total = total - 1 WHERE state = 'pending'", "order-total");
    expectCaught("UPDATE order_line SET quantity = 4 WHERE order_id IN (SELECT order_id FROM ticket)",
                 "order-tickets");
    expectCaught("UPDATE orders SET state = 'expired' WHERE state = 'paid'", "order-unpaid");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aReissuedTicketIsRevoked)
{
    expectCaught("UPDATE ticket SET revoked = 0 WHERE revoked = 1", "ticket-reissued");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, refundsAreWithinWhatWasPaid)
{
    expectCaught("UPDATE refund SET amount = 99", "refund-payment");
    expectCaught("UPDATE ticket SET state = 'valid' WHERE state = 'canceled'", "ticket-refunded");
    expectCaught("UPDATE refund SET order_id = (SELECT id FROM orders WHERE state = 'pending')",
                 "refund-order");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aVouchersUsesAreItsOrders)
{
    expectCaught("UPDATE voucher SET uses = 1", "voucher-uses");
    CPPUNIT_ASSERT_EQUAL(std::string("1"), runBeside("UPDATE voucher SET uses = 2; SELECT 1"));
    CPPUNIT_ASSERT(broken().empty());
    expectCaught("UPDATE orders SET voucher_id = NULL WHERE state = 'paid'", "voucher-uses");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aSeriesOfReceiptsHasItsEnd)
{
    expectCaught("DROP TRIGGER receipt_is_kept; DELETE FROM receipt WHERE number = 2", "receipt-end");
    expectCaught("SELECT 1", "receipt-missing");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aReceiptSaysWhatWasPaidAndGivenBack)
{
    runBeside("DROP TRIGGER receipt_stays");
    expectCaught("UPDATE receipt SET total = 1 WHERE kind = 'sale'", "receipt-money");
    expectCaught("UPDATE receipt SET total = 1 WHERE kind = 'refund'", "receipt-refund");
    expectCaught("UPDATE receipt SET tax = 100000 WHERE kind = 'refund'", "refund-tax");
    runBeside("UPDATE receipt SET tax = 0 WHERE kind = 'refund'");
    expectCaught(
        "UPDATE receipt SET total = (SELECT total FROM orders WHERE id = order_id) WHERE kind = 'refund'",
        "refund-tax");
    expectCaught(
        "INSERT INTO receipt SELECT series, 9, kind, order_id, refund_id, session_id, currency, total,"
        " tax, printed_at, previous_hash, hash FROM receipt WHERE kind = 'sale'",
        "receipt-twice");
    expectCaught("INSERT INTO till SELECT x'01', event_id, name FROM till;"
                 "UPDATE receipt_series SET till_id = x'01'",
                 "receipt-till");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, theAuditLogHasItsEnd)
{
    expectCaught("DROP TRIGGER audit_is_kept; DELETE FROM audit", "audit-end");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, aClosedTillHasItsTotals)
{
    expectCaught("DROP TRIGGER till_total_is_kept; DELETE FROM till_total", "till-closed");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, whoIsInsideWasLetIn)
{
    expectCaught("UPDATE presence SET last_entry = x'00'", "presence-scan");
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, namesNoMoreRowsThanAsked)
{
    runBeside("UPDATE orders SET total = total + 1; UPDATE quota SET held = 0, leased = 0, sold = 1");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), look(*storage_, [](const sdk::ReadAccess& access) {
                             std::size_t totals = 0;
                             for (const auto& each : access.reports.brokenRules(1))
                                 totals += each.rule == "order-total" ? 1 : 0;
                             return totals;
                         }));
}

CPPUNIT_TEST_FIXTURE(RecordRulesTest, theSchemaItselfKeepsTheBackendsRules)
{
    const auto refuses = [&](const std::string& sql, std::string_view why) {
        const std::string said = runBeside("PRAGMA foreign_keys = ON; " + sql);
        CPPUNIT_ASSERT_MESSAGE(sql + ": " + said, said.find(why) != std::string::npos);
    };
    refuses("UPDATE receipt SET total = 0", "append-only");
    refuses("DELETE FROM receipt", "append-only");
    refuses("UPDATE audit SET detail = ''", "append-only");
    refuses("DELETE FROM audit", "append-only");
    refuses("UPDATE till_total SET gross = 0", "append-only");
    refuses("UPDATE payment SET refunded = amount + 1", "CHECK");
    refuses("UPDATE payment SET refunded = -1", "CHECK");
    refuses("UPDATE voucher SET uses = uses_most + 1", "CHECK");
    refuses("UPDATE voucher SET uses = -1", "CHECK");
    refuses("UPDATE till_session SET closed_at = NULL", "CHECK");
    refuses("UPDATE station SET pairing_hash = x'00'", "CHECK");
    refuses("UPDATE refund SET amount = -1", "CHECK");
    refuses("UPDATE receipt_series SET last_number = -1", "CHECK");
    refuses("INSERT INTO refund_ticket SELECT refund_id, 9, ticket_id FROM refund_ticket", "UNIQUE");
    refuses(
        "INSERT INTO receipt SELECT series, 9, kind, order_id, refund_id, session_id, currency, total, tax,"
        " printed_at, previous_hash, hash FROM receipt WHERE refund_id IS NOT NULL",
        "UNIQUE");
    refuses("UPDATE ticket SET reissue_of = (SELECT reissue_of FROM ticket WHERE reissue_of IS NOT NULL)",
            "UNIQUE");
    refuses("DELETE FROM till", "FOREIGN KEY");
    refuses("DELETE FROM voucher", "FOREIGN KEY");
    refuses("DELETE FROM till_session", "FOREIGN KEY");
    refuses("DELETE FROM refund", "FOREIGN KEY");
    refuses("UPDATE orders SET station_id = x'00'", "FOREIGN KEY");
}

} // namespace ace::test
