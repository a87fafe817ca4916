// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class ReportContractTest : public BackendFixture
{
protected:
    TimeWindow always() const { return {Instant{}, clock_.now() + std::chrono::hours(100'000)}; }
    std::vector<sdk::SalesRow> sales(const TimeWindow& window)
    {
        return look(
            [&](const sdk::ReadAccess& access) { return access.reports.sales(event_.event.id, window); });
    }
    std::vector<OrderId> orders(const sdk::OrderFilter& filter, const sdk::Page& page = {})
    {
        return look([&](const sdk::ReadAccess& access) { return access.reports.orders(filter, page); });
    }
    sdk::OrderDraft sell(std::string_view type, std::int32_t quantity)
    {
        const auto draft = anOrder(event_, ids_).of(type, quantity).sold();
        placeAs<Placed>(draft);
        return draft;
    }
};

CPPUNIT_TEST_FIXTURE(ReportContractTest, addsUpSalesByTypeAndChannel)
{
    const auto two = sell("General", 2);
    const auto one = sell("General", 1);
    const auto season = sell("Season", 1);
    auto web = anOrder(event_, ids_).of("General", 4).sold();
    web.order.channel = Channel::Web;
    placeAs<Placed>(web);
    const auto rows = sales(always());
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), rows.size());
    CPPUNIT_ASSERT(rows[0].type == event_.types[0].id && rows[0].channel == Channel::Counter);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), rows[0].tickets);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), rows[0].canceled);
    CPPUNIT_ASSERT(rows[0].gross == two.order.total + one.order.total);
    CPPUNIT_ASSERT(rows[0].tax == two.order.lines[0].tax + one.order.lines[0].tax);
    CPPUNIT_ASSERT(rows[1].channel == Channel::Web && rows[1].tickets == 4);
    CPPUNIT_ASSERT(rows[2].type == event_.types[2].id && rows[2].gross == season.order.total);
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, countsOnlyWhatWasPaid)
{
    placeAs<Placed>(anOrder(event_, ids_).of("General", 1).held(clock_.now()));
    const auto given = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    placeAs<Placed>(given);
    write([&](sdk::WriteAccess& access) { access.orders.releaseHold(given.order.id, OrderState::Canceled); });
    CPPUNIT_ASSERT(sales(always()).empty());
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, countsCanceledTicketsOnceHoweverTheyWereCanceled)
{
    const auto partly = sell("General", 3);
    giveBack(aRefund(partly, 100, {partly.tickets[0].id}));
    const auto whole = sell("General", 2);
    Ticket fresh = whole.tickets[0];
    fresh.id = ids_.next<TicketId>();
    fresh.reissueOf = whole.tickets[0].id;
    write([&](sdk::WriteAccess& access) {
        access.orders.reissueTicket(fresh);
        access.orders.cancelPaid(whole.order.id);
    });
    const auto rows = sales(always());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), rows.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(5), rows[0].tickets);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), rows[0].canceled);
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, countsWithinTheWindow)
{
    const auto draft = sell("General", 1);
    const Instant made = draft.order.createdAt;
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), sales({made, made + Microseconds(1)}).size());
    CPPUNIT_ASSERT(sales({made - Microseconds(5), made}).empty());
    CPPUNIT_ASSERT(sales({made + Microseconds(1), made + Microseconds(5)}).empty());
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, countsEntriesByGateDirectionAndReason)
{
    const TicketId ticket = sellOne("General");
    record(aScan(event_, ids_).of(ticket));
    record(aScan(event_, ids_).of(ticket));
    record(aScan(event_, ids_).of(ticket));
    record(aScan(event_, ids_).of(ticket).leaving());
    const auto rows = look(
        [&](const sdk::ReadAccess& access) { return access.reports.entries(event_.event.id, always()); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), rows.size());
    for (const auto& row : rows)
        CPPUNIT_ASSERT(row.gate == event_.gates[0].id);
    CPPUNIT_ASSERT(rows[0].direction == Direction::Entry && !rows[0].reason && rows[0].scans == 1);
    CPPUNIT_ASSERT(rows[1].reason == Reason::AlreadyRedeemed && rows[1].scans == 2);
    CPPUNIT_ASSERT(rows[2].direction == Direction::Exit && rows[2].scans == 1);
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, addsUpWhatWasGivenBack)
{
    const auto draft = sell("General", 2);
    giveBack(aRefund(draft, 300));
    Refund failed = aRefund(draft, 500);
    failed.state = RefundState::Failed;
    giveBack(failed);
    const auto refunded = [&](const TimeWindow& window, Currency currency) {
        return look([&](const sdk::ReadAccess& access) {
            return access.reports.refunded(event_.event.id, window, currency);
        });
    };
    CPPUNIT_ASSERT(refunded(always(), {}) == (Money{300, {}}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), refunded({Instant{}, clock_.now()}, {}).minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), refunded(always(), *Currency::parse("EUR")).minor);
}

CPPUNIT_TEST_FIXTURE(ReportContractTest, findsOrdersByWhatIsKnownOfThem)
{
    const auto other = anEvent(ids_, "winter");
    put(other);
    const OrderId first = sell("General", 1).order.id;
    const auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    placeAs<Placed>(held);
    auto there = anOrder(other, ids_).of("General", 1).sold();
    there.order.by.station = putStation("Counter 1");
    there.order.customer.email = "li@example.org";
    placeAs<Placed>(there);
    using Ids = std::vector<OrderId>;
    CPPUNIT_ASSERT(orders({}) == (Ids{first, held.order.id, there.order.id}));
    sdk::OrderFilter filter;
    filter.event = event_.event.id;
    CPPUNIT_ASSERT(orders(filter) == (Ids{first, held.order.id}));
    filter.state = OrderState::Pending;
    CPPUNIT_ASSERT(orders(filter) == Ids{held.order.id});
    filter = {};
    filter.station = there.order.by.station;
    CPPUNIT_ASSERT(orders(filter) == Ids{there.order.id});
    filter = {};
    filter.customerEmail = "LI@example.org";
    CPPUNIT_ASSERT(orders(filter) == Ids{there.order.id});
    CPPUNIT_ASSERT(orders({}, {first.value, 1}) == Ids{held.order.id});
}

} // namespace ace::test
