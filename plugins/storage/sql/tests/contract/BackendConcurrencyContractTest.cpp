// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

#include <atomic>
#include <thread>

namespace ace::test {

class BackendConcurrencyContractTest : public BackendFixture
{
protected:
    static constexpr int kThreads = 16;

    template <class Work> void onThreads(Work work)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&work, i] { work(i); });
        for (auto& thread : threads)
            thread.join();
    }
};

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, receiptsHaveNoGapAndOneChain)
{
    const TillSessionId session = openTill("T1");
    std::atomic<int> failures = 0;
    onThreads([&](int thread) {
        for (int i = 0; i < 5; ++i) {
            // Some of them are refused, and take no number with them.
            const bool tooMany = (thread + i) % 3 == 0;
            const auto outcome = tryPlace(soldAt(session, tooMany ? 6 : 1, tooMany ? "Combined" : "General"));
            failures += !outcome || std::holds_alternative<Placed>(*outcome) == tooMany ? 1 : 0;
        }
    });
    CPPUNIT_ASSERT_EQUAL(0, failures.load());
    const auto receipts =
        look([](const sdk::ReadAccess& access) { return access.tills.listReceipts("T1", 0, 1'000); });
    CPPUNIT_ASSERT_EQUAL(level(0).sold, static_cast<std::int64_t>(receipts.size()));
    Digest previous{};
    std::int64_t number = 0;
    for (const Receipt& receipt : receipts) {
        CPPUNIT_ASSERT_EQUAL(++number, receipt.number);
        CPPUNIT_ASSERT(receipt.previous == previous);
        CPPUNIT_ASSERT(receipt.hash == sha256(canonicalForm(receipt)));
        previous = receipt.hash;
    }
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, theAuditLogIsOneChain)
{
    onThreads([&](int thread) {
        for (int i = 0; i < 5; ++i)
            write([&](sdk::WriteAccess& access) {
                access.audit.append({clock_.now(), {}, "staff.create", std::to_string(thread * 5 + i), ""});
            });
    });
    const auto records = look([](const sdk::ReadAccess& access) { return access.audit.list(0, 1'000); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(kThreads * 5), records.size());
    Digest previous{};
    std::int64_t sequence = 0;
    for (const AuditRecord& record : records) {
        CPPUNIT_ASSERT_EQUAL(++sequence, record.sequence);
        CPPUNIT_ASSERT(record.previous == previous);
        CPPUNIT_ASSERT(record.hash == sha256(canonicalForm(record.sequence, record.entry, previous)));
        previous = record.hash;
    }
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, refundsNeverAddUpToMoreThanWasPaid)
{
    const auto draft = anOrder(event_, ids_).of("General", 1).sold();
    placeAs<Placed>(draft);
    const std::int64_t part = draft.order.total.minor / 5;
    std::atomic<int> given = 0;
    std::atomic<int> refused = 0;
    onThreads([&](int) {
        const Refund refund = aRefund(draft, part);
        const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.refunds.insert(refund, nullptr);
            return {};
        });
        given += done ? 1 : 0;
        refused += !done && done.error().code == ErrorCode::Conflict ? 1 : 0;
    });
    CPPUNIT_ASSERT_EQUAL(5, given.load());
    CPPUNIT_ASSERT_EQUAL(kThreads - 5, refused.load());
    CPPUNIT_ASSERT_EQUAL(std::size_t(5), load(draft.order.id).refunds.size());
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, aVoucherIsUsedAsOftenAsItMayBe)
{
    const VoucherId voucher = putVoucher("CODE", 7);
    std::atomic<int> placed = 0;
    std::atomic<int> spent = 0;
    onThreads([&](int) {
        auto draft = anOrder(event_, ids_).of("General", 1).sold();
        draft.order.voucher = voucher;
        const auto outcome = tryPlace(draft);
        placed += outcome && std::holds_alternative<Placed>(*outcome) ? 1 : 0;
        spent += outcome && std::holds_alternative<sdk::VoucherSpent>(*outcome) ? 1 : 0;
    });
    CPPUNIT_ASSERT_EQUAL(7, placed.load());
    CPPUNIT_ASSERT_EQUAL(kThreads - 7, spent.load());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(7), look([&](const sdk::ReadAccess& access) {
                             return access.vouchers.find(voucher)->uses;
                         }));
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, aPairingCodePairsOneOfItsRacers)
{
    const StationId id = putStation("Counter 1");
    write([&](sdk::WriteAccess& access) {
        access.stations.setPairingCode(id, {sha256("code"), clock_.now() + std::chrono::minutes(5)});
    });
    std::atomic<int> paired = 0;
    std::atomic<int> winner = -1;
    onThreads([&](int thread) {
        const bool mine = valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.stations.pair(sha256("code"), "key " + std::to_string(thread), clock_.now());
        }));
        paired += mine ? 1 : 0;
        if (mine)
            winner = thread;
    });
    CPPUNIT_ASSERT_EQUAL(1, paired.load());
    CPPUNIT_ASSERT(look([&](const sdk::ReadAccess& access) { return access.stations.find(id)->publicKey; }) ==
                   "key " + std::to_string(winner.load()));
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, oneOfManyEditorsOfARevisionWins)
{
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    onThreads([&](int thread) {
        EventSetup mine = event_;
        mine.event.name = "Editor " + std::to_string(thread);
        const auto edited = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.update(mine, 1);
            return {};
        });
        done += edited ? 1 : 0;
        refused += !edited && edited.error().code == ErrorCode::Conflict ? 1 : 0;
    });
    CPPUNIT_ASSERT_EQUAL(1, done.load());
    CPPUNIT_ASSERT_EQUAL(kThreads - 1, refused.load());
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, nothingIsSoldAfterATillWasClosed)
{
    const TillSessionId session = openTill("T1");
    std::atomic<int> placed = 0;
    std::atomic<int> closed = 0;
    onThreads([&](int thread) {
        if (thread == kThreads / 2) {
            closeTill(session);
            return;
        }
        const auto outcome = tryPlace(soldAt(session));
        placed += outcome && std::holds_alternative<Placed>(*outcome) ? 1 : 0;
        closed += outcome && std::holds_alternative<sdk::TillClosed>(*outcome) ? 1 : 0;
    });
    CPPUNIT_ASSERT_EQUAL(kThreads - 1, placed + closed);
    const auto totals = look([&](const sdk::ReadAccess& access) { return access.tills.totalsOf(session); });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(placed), totals.receiptsUntil); // the count has all of them
}

CPPUNIT_TEST_FIXTURE(BackendConcurrencyContractTest, leasesAndSalesShareOneQuota)
{
    const StationId station = putStation("Counter 1");
    onThreads([&](int thread) {
        for (int i = 0; i < 5; ++i) {
            if ((thread + i) % 2 == 0) {
                (void)!tryPlace(anOrder(event_, ids_).of("General", 3).sold());
                continue;
            }
            const Allotment allotment = anAllotment(station, 3);
            (void)!storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
                access.allotments.insert(allotment, claimsFor(allotment));
                return {};
            });
        }
    });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), level(0).available()); // 33 × 3 of 100
    CPPUNIT_ASSERT(level(0).leased > 0 && level(0).sold > 0);
}

} // namespace ace::test
