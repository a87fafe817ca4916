// SPDX-License-Identifier: MIT
#include "OfficeFixture.h"

namespace ace::boxoffice {

namespace {

class AfterSaleTest : public OfficeFixture
{
protected:
    Result<RefundOutcome> refund(const OrderRecord& record, std::vector<TicketId> tickets = {},
                                 std::optional<std::int64_t> amount = {}, const sdk::Act& act = {})
    {
        return office_->refund({record.order.code, amount, std::move(tickets), "rain", {}, act});
    }
    Refunded refunded(const OrderRecord& record, std::vector<TicketId> tickets = {},
                      std::optional<std::int64_t> amount = {}, const sdk::Act& act = {})
    {
        auto outcome = test::valueOf(refund(record, std::move(tickets), amount, act));
        if (const auto* refused = std::get_if<Refused>(&outcome))
            CPPUNIT_FAIL(refused->detail);
        return std::get<Refunded>(outcome);
    }
};

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aRefundOfAllCancelsTheOrderAndFreesItsSeats)
{
    const auto made = sold(request("General", 3)); // 3000 + 266.25
    const auto done = refunded(made);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3266}, done.refund.amount.minor);
    CPPUNIT_ASSERT(done.refund.state == RefundState::Done); // cash
    const auto kept = record(made.order.code);
    CPPUNIT_ASSERT(kept.order.state == OrderState::Canceled);
    CPPUNIT_ASSERT(kept.refunds == std::vector<Refund>{done.refund});
    for (const Ticket& ticket : kept.tickets)
        CPPUNIT_ASSERT(ticket.state == TicketState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
    mustRefuse(Refusal::NothingLeft, refund(made));
    CPPUNIT_ASSERT_EQUAL(std::string("event.add order.refund "), audited());
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, whoWasAdmittedGivesNothingBackByThemselves)
{
    const auto made = sold(request("General", 2));
    RefundRequest own{made.order.code, {}, {}, "canceled by the customer", {}, {}};
    own.onlyUnused = true;
    sdk::ScanDraft scan;
    scan.scan.id = ids_.next<ScanId>();
    scan.scan.nonce = scan.scope = "s";
    scan.scan.event = event_->event.id;
    scan.scan.gate = event_->gates.front().id;
    scan.zone = event_->zones.front().id;
    scan.scan.ticket = made.tickets[1].id;
    (void)test::valueOf(storage_->recordScans(std::span(&scan, 1)).front());
    mustRefuse(Refusal::TicketNotValid, office_->refund(own));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{8}, available());
    refunded(made); // staff may
    const auto unused = sold(request("General", 2));
    own.code = unused.order.code;
    std::get<Refunded>(test::valueOf(office_->refund(own)));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, ticketsGiveBackTheirShareAndTheSharesAddUp)
{
    const auto made = sold(request("General", 3));
    std::int64_t sum = 0;
    for (const Ticket& ticket : made.tickets)
        sum += refunded(made, {ticket.id}).refund.amount.minor;
    CPPUNIT_ASSERT_EQUAL(made.order.total.minor, sum);
    CPPUNIT_ASSERT(record(made.order.code).order.state == OrderState::Canceled);
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aPartOfTheTicketsLeavesTheOthers)
{
    const auto made = sold(request("General", 2));
    refunded(made, {made.tickets[0].id, made.tickets[0].id}); // named twice, given back once
    const auto kept = record(made.order.code);
    CPPUNIT_ASSERT(kept.order.state == OrderState::Paid);
    CPPUNIT_ASSERT(kept.tickets[0].state == TicketState::Canceled);
    CPPUNIT_ASSERT(kept.tickets[1].state == TicketState::Valid);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, available());
    mustRefuse(Refusal::TicketNotValid, refund(made, {made.tickets[0].id}));
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, anAmountGoesBackUpToWhatIsLeft)
{
    const auto made = sold(request("General", 2)); // 2178
    refunded(made, {}, 178);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{8}, available()); // no ticket was canceled
    mustRefuse(Refusal::TooMuch, refund(made, {}, 2001));
    mustRefuse(Refusal::InvalidAmount, refund(made, {}, 0));
    mustRefuse(Refusal::InvalidAmount, refund(made, {}, -1));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2000}, refunded(made).refund.amount.minor);
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, whatMakesNoSenseIsRefused)
{
    const auto made = sold(request());
    mustRefuse(Refusal::UnknownOrder, office_->refund({"NOSUCHCODE", {}, {}, "rain", {}, {}}));
    mustRefuse(Refusal::ReasonMissing, office_->refund({made.order.code, {}, {}, " \n", {}, {}}));
    mustRefuse(Refusal::TicketNotValid, refund(made, {sold(request()).tickets[0].id}));
    mustRefuse(Refusal::TillClosed,
               office_->refund({made.order.code, {}, {}, "rain", ids_.next<TillSessionId>(), {}}));
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, theSameKeyIsTheSameRefund)
{
    const auto made = sold(request("General", 2));
    const auto till = anOpenTill();
    const RefundRequest asked{made.order.code, 500, {}, "rain", till, keyed("r1")};
    const auto first = std::get<Refunded>(test::valueOf(office_->refund(asked)));
    const auto second = std::get<Refunded>(test::valueOf(office_->refund(asked)));
    CPPUNIT_ASSERT(!first.repeated && second.repeated);
    CPPUNIT_ASSERT(first.refund == second.refund);
    CPPUNIT_ASSERT(first.receipt && first.receipt == second.receipt);
    auto other = asked;
    other.act = keyed("r1", "another body");
    mustRefuse(Refusal::IdempotencyKeyReused, office_->refund(other));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record(made.order.code).refunds.size());
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aRefusalLeavesItsKeyFree)
{
    const auto made = sold(request());
    mustRefuse(Refusal::TooMuch, refund(made, {}, 5000, keyed("r1")));
    CPPUNIT_ASSERT(!refunded(made, {}, 500, keyed("r1")).repeated);
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aVoidUndoesAllWhileItsTillIsOpen)
{
    auto wanted = request("General", 2);
    wanted.till = anOpenTill();
    const auto made = sold(wanted);
    const auto done = std::get<Refunded>(test::valueOf(office_->voidOrder(made.order.code, "wrong", {})));
    CPPUNIT_ASSERT(done.refund.kind == RefundKind::Void);
    CPPUNIT_ASSERT(done.receipt && done.receipt->label() == "T1-000002");
    CPPUNIT_ASSERT(done.receipt->kind == ReceiptKind::Void && done.receipt->total == made.order.total);
    CPPUNIT_ASSERT(record(made.order.code).order.state == OrderState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aVoidComesTooLateOnceTheTillIsClosed)
{
    auto wanted = request();
    wanted.till = anOpenTill();
    const auto made = sold(wanted);
    std::get<TillReport>(test::valueOf(tills_->close(*wanted.till, {11'089, {}}, {})));
    mustRefuse(Refusal::VoidTooLate, office_->voidOrder(made.order.code, "wrong", {}));
    mustRefuse(Refusal::VoidTooLate, office_->voidOrder(sold(request()).order.code, "no till", {}));
    refunded(made); // but a refund goes
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, blocksAndUnblocks)
{
    const auto made = sold(request());
    const TicketId ticket = made.tickets[0].id;
    std::get<TicketChanged>(test::valueOf(office_->setTicketBlocked(ticket, true, {})));
    CPPUNIT_ASSERT(record(made.order.code).tickets[0].state == TicketState::Blocked);
    std::get<TicketChanged>(test::valueOf(office_->setTicketBlocked(ticket, true, {}))); // so it is
    std::get<TicketChanged>(test::valueOf(office_->setTicketBlocked(ticket, false, {})));
    CPPUNIT_ASSERT_EQUAL(std::string("event.add ticket.block ticket.unblock "), audited());
    mustRefuse(Refusal::UnknownTicket, office_->setTicketBlocked(ids_.next<TicketId>(), true, {}));
    refunded(made);
    mustRefuse(Refusal::TicketNotValid, office_->setTicketBlocked(ticket, false, {}));
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, renames)
{
    const TicketId ticket = sold(request()).tickets[0].id;
    const auto named = test::valueOf(office_->renameTicket(ticket, "Zoë Ångström", {}));
    CPPUNIT_ASSERT_EQUAL(std::string("Zoë Ångström"), std::get<TicketChanged>(named).ticket.holder);
    mustRefuse(Refusal::InvalidName, office_->renameTicket(ticket, "two\nlines", {}));
    mustRefuse(Refusal::InvalidName, office_->renameTicket(ticket, std::string(201, 'x'), {}));
    CPPUNIT_ASSERT_EQUAL(std::string("Zoë Ångström"),
                         test::valueOf(office_->findTicket(ticket))->ticket.holder);
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aReissuedTicketHasANewTokenAndTheOldOneIsRevoked)
{
    const auto made = sold(request());
    const Ticket old = made.tickets[0];
    const auto outcome = test::valueOf(office_->reissueTicket(old.id, keyed("again")));
    const Ticket fresh = std::get<TicketChanged>(outcome).ticket;
    CPPUNIT_ASSERT(fresh.id != old.id && fresh.token != old.token && fresh.reissueOf == old.id);
    CPPUNIT_ASSERT(test::valueOf(office_->findTicket(old.id))->ticket.revoked);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, available()); // one seat, as before
    const auto repeated =
        std::get<TicketChanged>(test::valueOf(office_->reissueTicket(old.id, keyed("again"))));
    CPPUNIT_ASSERT(repeated.repeated && repeated.ticket == fresh);
    mustRefuse(Refusal::TicketNotValid, office_->reissueTicket(old.id, {}));
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, aReissuedTicketIsGivenBackOnce)
{
    const auto made = sold(request("General", 3));
    const auto outcome = test::valueOf(office_->reissueTicket(made.tickets[1].id, {}));
    const Ticket fresh = std::get<TicketChanged>(outcome).ticket;
    mustRefuse(Refusal::TicketNotValid, refund(made, {made.tickets[1].id}));
    const auto first = refunded(made, {fresh.id}).refund.amount.minor;
    const auto rest = refunded(made);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, rest.refund.tickets.size());
    CPPUNIT_ASSERT_EQUAL(made.order.total.minor, first + rest.refund.amount.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

// There is no split tender, so that none can be half paid.
CPPUNIT_TEST_FIXTURE(AfterSaleTest, s49_anOrderIsPaidByOneMethodOnly)
{
    auto wanted = request("General", 2);
    wanted.paymentMethod = "card";
    wanted.idempotency = sdk::IdempotencyKey{"shop", "split", {}};
    const auto made = std::get<Sold>(test::valueOf(office_->hold(wanted))).record;
    wanted.paymentMethod = "cash";
    wanted.tendered = 5000;
    const auto again = std::get<Sold>(test::valueOf(office_->sell(wanted)));
    CPPUNIT_ASSERT(again.repeated && again.record.order.id == made.order.id);
    CPPUNIT_ASSERT_EQUAL(std::string("card"), again.record.payment->method);
    refunded(made);
    test::mustSucceed(office_->settleRefund(jobs("settle-refund").front()));
    CPPUNIT_ASSERT_EQUAL(made.order.total.minor, card_.broughtInAll()); // all of it, by the same method
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, whoWantsToKnowIsToldWithIdsOnly)
{
    Webhook webhook;
    webhook.id = ids_.next<WebhookId>();
    webhook.url = "https://example.org/hook";
    std::get<outbox::WebhookKept>(test::valueOf(webhooks_->add(webhook, {})));
    const auto made = sold(request());
    refunded(made);
    std::string kinds;
    for (const Job& job : jobs("webhook"))
        kinds += job.subject.substr(37, job.subject.find(' ', 37) - 36);
    CPPUNIT_ASSERT_EQUAL(std::string("order.paid refund.done order.canceled ticket.changed "), kinds);
}

CPPUNIT_TEST_FIXTURE(AfterSaleTest, nobodyIsToldWhereNobodyWantsToKnow)
{
    refunded(sold(request()));
    CPPUNIT_ASSERT(jobs("webhook").empty());
}

} // namespace

} // namespace ace::boxoffice
