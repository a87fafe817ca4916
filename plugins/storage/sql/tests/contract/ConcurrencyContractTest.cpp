// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

#include <ace/base/Batcher.h>

#include <atomic>
#include <thread>

namespace ace::test {

class ConcurrencyContractTest : public StorageFixture
{
protected:
    static constexpr int kThreads = 32;

    template <class Work> void onThreads(Work work)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&work, i] { work(i); });
        for (auto& thread : threads)
            thread.join();
    }
};

CPPUNIT_TEST_FIXTURE(ConcurrencyContractTest, sellsExactlyWhatThereIsToManyCallers)
{
    std::atomic<std::int64_t> sold = 0;
    std::atomic<std::int64_t> workshop = 0;
    std::atomic<int> failures = 0;
    onThreads([&](int thread) {
        for (int i = 0; i < 6; ++i) {
            const bool combined = (thread + i) % 4 == 0;
            const std::int32_t quantity = 1 + (thread + i) % 3;
            const auto draft = anOrder(event_, ids_).of(combined ? "Combined" : "General", quantity).sold();
            const auto outcome = tryPlace(draft);
            if (!outcome)
                ++failures;
            else if (std::holds_alternative<Placed>(*outcome)) {
                sold += quantity;
                workshop += combined ? quantity : 0;
            }
        }
    });
    for (auto outcome = place(anOrder(event_, ids_).of("General", 1).sold());
         std::holds_alternative<Placed>(outcome);
         outcome = place(anOrder(event_, ids_).of("General", 1).sold()))
        ++sold;
    CPPUNIT_ASSERT_EQUAL(0, failures.load());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), sold.load());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), level(0).sold);
    CPPUNIT_ASSERT_EQUAL(workshop.load(), level(1).sold);
    CPPUNIT_ASSERT(level(1).sold <= 5);
}

CPPUNIT_TEST_FIXTURE(ConcurrencyContractTest, admitsOneOfManyScansOfATicket)
{
    const TicketId ticket = sellOne("General");
    std::atomic<int> admitted = 0;
    std::atomic<int> refused = 0;
    onThreads([&](int) {
        const sdk::ScanDraft draft = aScan(event_, ids_).of(ticket);
        const auto outcome = tryRecord(draft);
        if (outcome && std::get<sdk::RecordedScan>(*outcome).scan.verdict.admitted())
            ++admitted;
        else if (outcome)
            ++refused;
    });
    CPPUNIT_ASSERT_EQUAL(1, admitted.load());
    CPPUNIT_ASSERT_EQUAL(kThreads - 1, refused.load());
}

CPPUNIT_TEST_FIXTURE(ConcurrencyContractTest, makesOneOrderOfOneKeyFromManyCallers)
{
    std::atomic<int> placed = 0;
    std::atomic<int> before = 0;
    onThreads([&](int) {
        const auto outcome = tryPlace(anOrder(event_, ids_).of("General", 1).withKey("the one").sold());
        if (outcome && std::holds_alternative<Placed>(*outcome))
            ++placed;
        else if (outcome && std::holds_alternative<sdk::PlacedBefore>(*outcome))
            ++before;
    });
    CPPUNIT_ASSERT_EQUAL(1, placed.load());
    CPPUNIT_ASSERT_EQUAL(kThreads - 1, before.load());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).sold);
}

CPPUNIT_TEST_FIXTURE(ConcurrencyContractTest, readersNeverSeeHalfAnOrderWhileOthersWrite)
{
    std::atomic<bool> stop = false;
    std::atomic<int> halves = 0;
    std::atomic<int> reads = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 12; ++i)
        readers.emplace_back([&] {
            while (!stop) {
                // Both quotas move together in every order of this test.
                const auto levels = look(
                    [&](const sdk::ReadAccess& access) { return access.events.levels(event_.event.id); });
                halves += levels[0].sold + levels[0].held == levels[1].sold + levels[1].held ? 0 : 1;
                ++reads;
            }
        });
    for (int i = 0; i < 40; ++i) {
        const auto held = anOrder(event_, ids_).of("Combined", 1 + i % 5).held(clock_.now());
        placeAs<Placed>(held);
        write([&](sdk::WriteAccess& access) {
            CPPUNIT_ASSERT(access.orders.releaseHold(held.order.id, OrderState::Expired));
        });
    }
    stop = true;
    for (auto& reader : readers)
        reader.join();
    CPPUNIT_ASSERT_EQUAL(0, halves.load());
    CPPUNIT_ASSERT(reads > 0);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), level(0).held);
}

CPPUNIT_TEST_FIXTURE(ConcurrencyContractTest, servesABatcherOfManyCallers)
{
    Batcher<sdk::OrderDraft, sdk::PlaceOutcome> batcher(
        "ace-test", 64, 1000,
        [&](std::span<const sdk::OrderDraft> drafts) { return storage().placeOrders(drafts); });
    std::atomic<int> placed = 0;
    onThreads([&](int) {
        for (int i = 0; i < 4; ++i) {
            const auto outcome = batcher.submit(anOrder(event_, ids_).of("General", 1).sold());
            placed += outcome && std::holds_alternative<Placed>(*outcome) ? 1 : 0;
        }
    });
    CPPUNIT_ASSERT_EQUAL(100, placed.load());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), level(0).sold);
}

} // namespace ace::test
