// SPDX-License-Identifier: MIT
#pragma once

#include "Builders.h"
#include "StorageUnderTest.h"

#include <TestSupport.h>

namespace ace::test {

// One event on record, and the calls of Storage for one item at a time.
class StorageFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        under_ = makeStorageUnderTest();
        put(event_);
    }
    void tearDown() override { under_.reset(); }

protected:
    using Placed = sdk::Placed;

    sdk::Storage& storage() { return under_->storage(); }
    void reopen() { under_->reopen(); }

    void put(const EventSetup& event)
    {
        write([&](sdk::WriteAccess& access) { access.events.insert(event); });
    }
    template <class Work> void write(Work work)
    {
        mustSucceed(storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access);
            return {};
        }));
    }
    // What the record answers to work that it must refuse.
    template <class Work> ErrorCode refusalOf(Work work)
    {
        const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access);
            return {};
        });
        CPPUNIT_ASSERT_MESSAGE("it was not refused", !done);
        return done.error().code;
    }
    template <class Work> auto look(Work work)
    {
        return valueOf(storage().readValue([&](const sdk::ReadAccess& access) { return work(access); }));
    }

    Result<sdk::PlaceOutcome> tryPlace(const sdk::OrderDraft& draft)
    {
        return std::move(storage().placeOrders({&draft, 1}).front());
    }
    sdk::PlaceOutcome place(const sdk::OrderDraft& draft) { return valueOf(tryPlace(draft)); }
    template <class Outcome> Outcome placeAs(const sdk::OrderDraft& draft)
    {
        const auto outcome = place(draft);
        CPPUNIT_ASSERT_MESSAGE("another outcome", std::holds_alternative<Outcome>(outcome));
        return std::get<Outcome>(outcome);
    }

    Result<sdk::ScanOutcome> tryRecord(const sdk::ScanDraft& draft)
    {
        return std::move(storage().recordScans({&draft, 1}).front());
    }
    sdk::RecordedScan record(const sdk::ScanDraft& draft)
    {
        const auto outcome = valueOf(tryRecord(draft));
        CPPUNIT_ASSERT_MESSAGE("a reused nonce", std::holds_alternative<sdk::RecordedScan>(outcome));
        return std::get<sdk::RecordedScan>(outcome);
    }

    OrderRecord load(OrderId id)
    {
        auto record = look([&](const sdk::ReadAccess& access) { return access.orders.find(id); });
        CPPUNIT_ASSERT_MESSAGE("no such order", record.has_value());
        return std::move(*record);
    }
    bool isOnRecord(OrderId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.orders.find(id).has_value(); });
    }
    QuotaLevel level(std::size_t quota)
    {
        return look([&](const sdk::ReadAccess& access) { return access.events.levels(event_.event.id); })
            .at(quota);
    }
    TicketId sellOne(std::string_view type)
    {
        const auto draft = anOrder(event_, ids_).of(type, 1).sold();
        placeAs<Placed>(draft);
        return draft.tickets.front().id;
    }

    FakeClock clock_;
    FakeIdSource ids_;
    EventSetup event_ = anEvent(ids_);

private:
    std::unique_ptr<StorageUnderTest> under_;
};

} // namespace ace::test
