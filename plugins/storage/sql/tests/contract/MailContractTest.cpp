// SPDX-License-Identifier: MIT
#include "StorageFixture.h"

namespace ace::test {

class MailContractTest : public StorageFixture
{
protected:
    sdk::OrderDraft sell(const std::string& email = "ana@example.org")
    {
        sdk::OrderDraft draft = anOrder(event_, ids_).of("General", 1).sold();
        draft.order.customer = {"Ana", email};
        draft.order.language = "es";
        place(draft);
        return draft;
    }
    OrderRecord orderOf(OrderId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.orders.find(id); }).value();
    }
    bool resend(OrderId id)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.orders.takeResend(id, clock_.now(), std::chrono::hours(1), 3);
        }));
    }
    bool mark(OrderId id, const std::string& email, std::optional<Instant> at)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.orders.setUndeliverable(id, email, at); }));
    }
    bool ask(const sdk::LinkRequest& request)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.linkRequests.insert(request, request.askedAt - std::chrono::minutes(10));
        }));
    }
};

CPPUNIT_TEST_FIXTURE(MailContractTest, anOrderKeepsItsLanguage)
{
    CPPUNIT_ASSERT_EQUAL(std::string("es"), orderOf(sell().order.id).order.language);
}

CPPUNIT_TEST_FIXTURE(MailContractTest, soManyMailsAreAskedForWithinAnHourAndMoreLater)
{
    const OrderId id = sell().order.id, other = sell().order.id;
    for (int i = 0; i < 3; ++i) {
        CPPUNIT_ASSERT(resend(id));
        clock_.advance(std::chrono::minutes(10));
    }
    CPPUNIT_ASSERT(!resend(id));
    CPPUNIT_ASSERT(resend(other));
    clock_.advance(std::chrono::minutes(30)); // an hour after the first
    CPPUNIT_ASSERT(resend(id));
    CPPUNIT_ASSERT(resend(id));
}

CPPUNIT_TEST_FIXTURE(MailContractTest, aMarkIsOfTheAddressThatTheOrderHas)
{
    const OrderId id = sell().order.id;
    CPPUNIT_ASSERT(!mark(id, "bob@example.org", clock_.now()));
    CPPUNIT_ASSERT(mark(id, "ana@example.org", clock_.now()));
    CPPUNIT_ASSERT(orderOf(id).order.undeliverableAt == clock_.now());
    CPPUNIT_ASSERT(!mark(id, "ana@example.org", clock_.now()));
    CPPUNIT_ASSERT(mark(id, "ana@example.org", std::nullopt));
    CPPUNIT_ASSERT(!orderOf(id).order.undeliverableAt);
    write([&](sdk::WriteAccess& access) { access.orders.setCustomerEmail(id, "anna@example.org"); });
    CPPUNIT_ASSERT_EQUAL(std::string("anna@example.org"), orderOf(id).order.customer.email);
    CPPUNIT_ASSERT(!mark(id, "ana@example.org", clock_.now()));
}

CPPUNIT_TEST_FIXTURE(MailContractTest, paidOrdersOfAnAddressAreListedNewestFirst)
{
    const OrderId first = sell().order.id, second = sell("ANA@Example.org").order.id;
    sell("bob@example.org");
    sdk::OrderDraft held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    held.order.customer.email = "ana@example.org";
    place(held);
    const auto found = [&](std::size_t most) {
        return look(
            [&](const sdk::ReadAccess& access) { return access.orders.listPaidOf("ana@example.org", most); });
    };
    CPPUNIT_ASSERT((found(5) == std::vector<OrderId>{second, first}));
    CPPUNIT_ASSERT((found(1) == std::vector<OrderId>{second}));
}

CPPUNIT_TEST_FIXTURE(MailContractTest, anAddressAsksForLinksOnceInAWhile)
{
    const sdk::LinkRequest first{ids_.next<JobId>(), "ana@example.org", "es", clock_.now()};
    CPPUNIT_ASSERT(ask(first));
    sdk::LinkRequest soon = first, other = first;
    soon.id = ids_.next<JobId>();
    soon.askedAt += std::chrono::minutes(9);
    other.id = ids_.next<JobId>();
    other.email = "bob@example.org";
    CPPUNIT_ASSERT(!ask(soon));
    CPPUNIT_ASSERT(ask(other));
    const auto find = [&](JobId id) {
        return look([&](const sdk::ReadAccess& access) { return access.linkRequests.find(id); });
    };
    CPPUNIT_ASSERT(find(first.id) && find(first.id)->email == "ana@example.org");
    CPPUNIT_ASSERT_EQUAL(std::string("es"), find(first.id)->language);
    soon.askedAt += std::chrono::minutes(1);
    CPPUNIT_ASSERT(ask(soon));
    CPPUNIT_ASSERT(!find(first.id) && find(soon.id));
    write([&](sdk::WriteAccess& access) { access.linkRequests.forget(soon.askedAt); });
    CPPUNIT_ASSERT(find(soon.id) && !find(other.id));
}

} // namespace ace::test
