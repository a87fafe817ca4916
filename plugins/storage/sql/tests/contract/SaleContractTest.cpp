// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

namespace ace::test {

class SaleContractTest : public StorageFixture
{
protected:
    void expectInvalid(const sdk::OrderDraft& draft)
    {
        const auto outcome = tryPlace(draft);
        CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Invalid);
        CPPUNIT_ASSERT(!isOnRecord(draft.order.id));
        CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold + level(0).held);
    }
    std::int64_t openJobs()
    {
        return look([](const sdk::ReadAccess& access) { return access.jobs.countOpen(); });
    }
};

CPPUNIT_TEST_FIXTURE(SaleContractTest, keepsASoldOrderWholeAcrossReopening)
{
    const auto draft = anOrder(event_, ids_).of("General", 2).of("Combined", 1).withKey("k").withJob().sold();
    placeAs<Placed>(draft);
    reopen();
    const auto record = load(draft.order.id);
    CPPUNIT_ASSERT(record.order == draft.order);
    CPPUNIT_ASSERT(record.tickets == draft.tickets);
    CPPUNIT_ASSERT(record.payment == draft.payment);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), level(0).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(1).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), openJobs());
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, findsAnOrderByCodeTicketAndPayment)
{
    const auto draft = anOrder(event_, ids_).of("General", 1).withKey("k", "b", "s").sold();
    placeAs<Placed>(draft);
    look([&](const sdk::ReadAccess& access) {
        CPPUNIT_ASSERT(access.orders.findByCode(draft.order.code)->order.id == draft.order.id);
        CPPUNIT_ASSERT(access.orders.findTicket(draft.tickets[0].id) == draft.tickets[0]);
        CPPUNIT_ASSERT(access.orders.findOrderOfPayment(draft.payment->id) == draft.order.id);
        CPPUNIT_ASSERT(access.orders.findByIdempotencyKey("s", "k")->order == draft.order.id);
        CPPUNIT_ASSERT(access.orders.findByIdempotencyKey("s", "k")->bodyHash == draft.idempotency->bodyHash);
        CPPUNIT_ASSERT(!access.orders.findByCode("none"));
        CPPUNIT_ASSERT(!access.orders.findTicket(ids_.next<TicketId>()));
        CPPUNIT_ASSERT(!access.orders.findOrderOfPayment(ids_.next<PaymentId>()));
        CPPUNIT_ASSERT(!access.orders.findByIdempotencyKey("t", "k"));
        return 0;
    });
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, sellsTheLastTicketAndNoMore)
{
    placeAs<Placed>(anOrder(event_, ids_).of("General", 99).sold());
    const auto tooMany = placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("General", 2).sold());
    CPPUNIT_ASSERT(tooMany.quota == event_.quotas[0].id);
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).sold());
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("General", 1).sold());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, takesNothingWhenOneOfTwoQuotasIsExhausted)
{
    const auto draft = anOrder(event_, ids_).of("General", 3).of("Combined", 6).withJob().sold();
    const auto exhausted = placeAs<sdk::QuotaExhausted>(draft);
    CPPUNIT_ASSERT(exhausted.quota == event_.quotas[1].id);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(1).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), openJobs());
    CPPUNIT_ASSERT(!isOnRecord(draft.order.id));
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, answersEachOfABatchAndABadOneTakesNothingOfTheOthers)
{
    auto twin = anOrder(event_, ids_).of("General", 1).sold();
    const auto first = anOrder(event_, ids_).of("General", 1).sold();
    twin.order.code = first.order.code;
    const std::vector<sdk::OrderDraft> batch{first, twin, anOrder(event_, ids_).of("General", 500).sold(),
                                             anOrder(event_, ids_).of("General", 2).sold()};
    const auto answers = storage().placeOrders(batch);
    CPPUNIT_ASSERT_EQUAL(std::size_t(4), answers.size());
    CPPUNIT_ASSERT(std::holds_alternative<Placed>(answers[0].value()));
    CPPUNIT_ASSERT(!answers[1] && answers[1].error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(std::holds_alternative<sdk::QuotaExhausted>(answers[2].value()));
    CPPUNIT_ASSERT(std::holds_alternative<Placed>(answers[3].value()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), level(0).sold);
    CPPUNIT_ASSERT(!isOnRecord(twin.order.id));
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, answersARepeatedKeyWithItsFirstOrder)
{
    const auto first = anOrder(event_, ids_).of("General", 1).withKey("k").sold();
    placeAs<Placed>(first);
    reopen();
    const auto again = placeAs<sdk::PlacedBefore>(anOrder(event_, ids_).of("General", 1).withKey("k").sold());
    CPPUNIT_ASSERT(again.order == first.order.id);
    placeAs<sdk::KeyReused>(anOrder(event_, ids_).of("General", 1).withKey("k", "another body").sold());
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).withKey("k", "body", "another scope").sold());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, answersARepeatedKeyOfOneBatch)
{
    const auto first = anOrder(event_, ids_).of("General", 1).withKey("k").sold();
    const std::vector<sdk::OrderDraft> batch{
        first, anOrder(event_, ids_).of("General", 1).withKey("k").sold(),
        anOrder(event_, ids_).of("General", 1).withKey("k", "other").sold()};
    const auto answers = storage().placeOrders(batch);
    CPPUNIT_ASSERT(std::holds_alternative<Placed>(answers[0].value()));
    CPPUNIT_ASSERT(std::get<sdk::PlacedBefore>(answers[1].value()).order == first.order.id);
    CPPUNIT_ASSERT(std::holds_alternative<sdk::KeyReused>(answers[2].value()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, decidesAKeyAnewAfterARefusal)
{
    placeAs<sdk::QuotaExhausted>(anOrder(event_, ids_).of("General", 101).withKey("k").sold());
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).withKey("k", "other").sold());
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, placesItsOwnDraftOnceHoweverOftenItComes)
{
    const auto keyed = anOrder(event_, ids_).of("General", 1).withKey("k").sold();
    const auto plain = anOrder(event_, ids_).of("General", 99).sold();
    placeAs<Placed>(keyed);
    placeAs<Placed>(plain);
    placeAs<Placed>(keyed);
    placeAs<Placed>(plain);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, refusesAnotherOrderUnderATakenId)
{
    const auto first = anOrder(event_, ids_).of("General", 1).sold();
    auto second = anOrder(event_, ids_).of("General", 1).sold();
    second.order.id = first.order.id;
    second.tickets[0].order = second.payment->order = first.order.id;
    placeAs<Placed>(first);
    const auto outcome = tryPlace(second);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, refusesATicketIdThatIsTaken)
{
    const auto first = anOrder(event_, ids_).of("General", 1).sold();
    auto second = anOrder(event_, ids_).of("General", 1).sold();
    second.tickets[0].id = first.tickets[0].id;
    placeAs<Placed>(first);
    const auto outcome = tryPlace(second);
    CPPUNIT_ASSERT(!outcome && outcome.error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(!isOnRecord(second.order.id));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, refusesDraftsThatContradictThemselves)
{
    const auto good = [&] { return anOrder(event_, ids_).of("General", 2).sold(); };
    auto draft = good();
    draft.tickets.pop_back();
    expectInvalid(draft);
    draft = good();
    draft.order.lines.clear();
    draft.tickets.clear();
    expectInvalid(draft);
    draft = good();
    draft.tickets[0].order = ids_.next<OrderId>();
    expectInvalid(draft);
    draft = good();
    draft.payment->order = ids_.next<OrderId>();
    expectInvalid(draft);
    draft = good();
    draft.claims[0].count = 0;
    expectInvalid(draft);
    draft = good();
    draft.claims[0].count = -1;
    expectInvalid(draft);
    draft = good();
    draft.claims.push_back(draft.claims[0]);
    expectInvalid(draft);
    draft = good();
    draft.claims[0].quota = ids_.next<QuotaId>();
    expectInvalid(draft);
    draft = good();
    draft.order.event = ids_.next<EventId>();
    expectInvalid(draft);
    draft = good();
    draft.order.lines[0].type = ids_.next<TicketTypeId>();
    expectInvalid(draft);
    draft = good();
    draft.order.lines[0].tax.currency = *Currency::parse("EUR");
    expectInvalid(draft);
    draft = good();
    draft.mode = sdk::PlaceMode::Hold;
    expectInvalid(draft);
    draft = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    draft.order.holdUntil.reset();
    expectInvalid(draft);
    draft = good();
    draft.order.holdUntil = clock_.now();
    expectInvalid(draft);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, refusesAClaimThatOverflows)
{
    auto draft = anOrder(event_, ids_).of("General", 1).sold();
    draft.claims[0].count = std::numeric_limits<std::int64_t>::max();
    const auto outcome = tryPlace(draft);
    CPPUNIT_ASSERT(!outcome || std::holds_alternative<sdk::QuotaExhausted>(*outcome));
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).sold());
    draft = anOrder(event_, ids_).of("General", 1).sold();
    draft.claims[0].count = std::numeric_limits<std::int64_t>::max();
    const auto again = tryPlace(draft);
    CPPUNIT_ASSERT(!again || std::holds_alternative<sdk::QuotaExhausted>(*again));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, keepsBytesThatAreNoText)
{
    auto draft = anOrder(event_, ids_).of("General", 1).sold();
    draft.order.customer.name = std::string("a\0b'; DROP TABLE orders;--\xff", 27);
    draft.order.customer.email = "";
    placeAs<Placed>(draft);
    CPPUNIT_ASSERT(load(draft.order.id).order == draft.order);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, cancelsAPaidOrderOnceAndFreesItsQuota)
{
    const auto draft = anOrder(event_, ids_).of("Combined", 2).sold();
    placeAs<Placed>(draft);
    const auto cancel = [&] {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.cancelPaid(draft.order.id); }));
    };
    CPPUNIT_ASSERT(cancel());
    CPPUNIT_ASSERT(!cancel());
    const auto record = load(draft.order.id);
    CPPUNIT_ASSERT(record.order.state == OrderState::Canceled);
    CPPUNIT_ASSERT(record.tickets[0].state == TicketState::Canceled &&
                   record.tickets[1].state == TicketState::Canceled);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).sold);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(1).sold);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, blocksAndFreesATicketButNeverRevivesACanceledOne)
{
    const TicketId ticket = sellOne("General");
    const auto set = [&](TicketState state) {
        return storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.orders.setTicketState(ticket, state);
            return {};
        });
    };
    const auto stateOnRecord = [&] {
        return look([&](const sdk::ReadAccess& access) { return access.orders.findTicket(ticket)->state; });
    };
    mustSucceed(set(TicketState::Blocked));
    CPPUNIT_ASSERT(stateOnRecord() == TicketState::Blocked);
    mustSucceed(set(TicketState::Valid));
    mustSucceed(set(TicketState::Canceled));
    CPPUNIT_ASSERT(set(TicketState::Valid).error().code == ErrorCode::Conflict);
    CPPUNIT_ASSERT(stateOnRecord() == TicketState::Canceled);
}

CPPUNIT_TEST_FIXTURE(SaleContractTest, refusesToChangeWhatIsNotThere)
{
    const auto codeOf = [&](auto work) {
        const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access);
            return {};
        });
        CPPUNIT_ASSERT(!done);
        return done.error().code;
    };
    CPPUNIT_ASSERT(codeOf([&](auto& access) { access.orders.revokeTicket(ids_.next<TicketId>()); }) ==
                   ErrorCode::NotFound);
    CPPUNIT_ASSERT(codeOf([&](auto& access) {
                       access.orders.setTicketState(ids_.next<TicketId>(), TicketState::Blocked);
                   }) == ErrorCode::NotFound);
    CPPUNIT_ASSERT(codeOf([&](auto& access) {
                       access.orders.setPaymentState(ids_.next<PaymentId>(), PaymentState::Failed);
                   }) == ErrorCode::NotFound);
}

} // namespace ace::test
