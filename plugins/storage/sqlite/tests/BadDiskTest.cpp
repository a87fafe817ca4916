// SPDX-License-Identifier: MIT
#include "support/FaultyDisk.h"

#include <Builders.h>
#include <TestSupport.h>

#include <ace/sqlite/SqliteFactory.h>

#include <sqlite3.h>

namespace ace::test {

// What a disk that fails does to those who wait for it: nobody is told "done" for what is not durable.
class BadDiskTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        disk_.emplace(); // here: CppUnit makes all fixtures at once
        open();
        mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
    }
    void tearDown() override
    {
        storage_.reset();
        disk_.reset();
    }

protected:
    void open() { storage_ = openAt(folder_.path(), disk_->vfs()); }
    void reopen()
    {
        storage_.reset();
        open();
    }
    std::unique_ptr<sdk::Storage> openAt(const std::filesystem::path& folder, const std::string& vfs)
    {
        return valueOf(sqlite::SqliteFactory(vfs).open({folder, "", log_, clock_}));
    }
    std::vector<sdk::OrderDraft> orders(int count)
    {
        std::vector<sdk::OrderDraft> drafts;
        for (int i = 0; i < count; ++i)
            drafts.push_back(
                anOrder(event_, ids_).of("General", 1).withKey("key-" + std::to_string(i)).sold());
        return drafts;
    }
    static bool isPlaced(const Result<sdk::PlaceOutcome>& answer)
    {
        return answer && std::holds_alternative<sdk::Placed>(*answer);
    }
    static bool isUnknown(const Result<sdk::PlaceOutcome>& answer)
    {
        return !answer && answer.error().code == ErrorCode::OutcomeUnknown;
    }
    bool knows(sdk::Storage& storage, OrderId id)
    {
        return valueOf(storage.readValue(
            [&](const sdk::ReadAccess& access) { return access.orders.find(id).has_value(); }));
    }
    std::int64_t soldIn(sdk::Storage& storage)
    {
        return valueOf(storage.readValue(
            [&](const sdk::ReadAccess& access) { return access.events.levels(event_.event.id).at(0).sold; }));
    }
    void expectExactly(std::int64_t sold)
    {
        CPPUNIT_ASSERT_EQUAL(sold, soldIn(*storage_));
        reopen();
        CPPUNIT_ASSERT_EQUAL(sold, soldIn(*storage_));
    }

    std::optional<FaultyDisk> disk_;
    TemporaryFolder folder_;
    FakeClock clock_;
    FakeLog log_;
    FakeIdSource ids_;
    EventSetup event_ = anEvent(ids_);
    std::unique_ptr<sdk::Storage> storage_;
};

CPPUNIT_TEST_FIXTURE(BadDiskTest, oneFailedSyncOfABatchIsMadeGoodSingly)
{
    const auto drafts = orders(5);
    disk_->failSyncs(1);
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(isPlaced(answer));
    expectExactly(5);
    for (const auto& draft : drafts)
        CPPUNIT_ASSERT(knows(*storage_, draft.order.id));
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, syncsThatKeepFailingAreNeverAnsweredAsDone)
{
    const auto drafts = orders(5);
    disk_->failSyncs(FaultyDisk::kAlways);
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(isUnknown(answer));
    disk_->heal();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), soldIn(*storage_));
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(isPlaced(answer));
    expectExactly(5);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, whoFailsTwiceIsUnknownAndTheOthersAreDone)
{
    const auto drafts = orders(4);
    disk_->failSyncs(2);
    const auto answers = storage_->placeOrders(drafts);
    CPPUNIT_ASSERT(isUnknown(answers[0]));
    for (std::size_t i = 1; i < answers.size(); ++i)
        CPPUNIT_ASSERT(isPlaced(answers[i]));
    expectExactly(3);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, aCopyOfTheFilesAfterFailedSyncsHoldsAllThatWasAnswered)
{
    const auto done = orders(3);
    for (const auto& answer : storage_->placeOrders(done))
        CPPUNIT_ASSERT(isPlaced(answer));
    disk_->failSyncs(FaultyDisk::kAlways);
    const std::vector<sdk::OrderDraft> lost{anOrder(event_, ids_).of("General", 7).sold()};
    CPPUNIT_ASSERT(isUnknown(storage_->placeOrders(lost)[0]));

    // What a crash would leave: the unknown order may be there, but whole or not at all.
    const TemporaryFolder copy;
    for (const char* name : {"ace.db", "ace.db-wal"})
        std::filesystem::copy_file(folder_.path() / name, copy.path() / name);
    const auto after = openAt(copy.path(), "");
    for (const auto& draft : done)
        CPPUNIT_ASSERT(knows(*after, draft.order.id));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(knows(*after, lost[0].order.id) ? 10 : 3), soldIn(*after));
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, aFullDiskWritesNothingAndSaysWhatToDo)
{
    const auto drafts = orders(3);
    disk_->failWrites(FaultyDisk::kAlways, SQLITE_FULL);
    for (const auto& answer : storage_->placeOrders(drafts)) {
        CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::Unavailable);
        CPPUNIT_ASSERT(answer.error().message.find("Free some space") != std::string::npos);
    }
    disk_->heal();
    expectExactly(0);
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(isPlaced(answer));
    expectExactly(3);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, aFullDiskAfterAFailedSyncIsUnknown)
{
    const auto drafts = orders(1);
    disk_->fillUpAfterAFailedSync();
    const auto answers = storage_->placeOrders(drafts);
    CPPUNIT_ASSERT(isUnknown(answers[0])); // what was not synced may reach the disk by itself
    disk_->heal();
    expectExactly(0);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, writesThatFailAreUnknownOrUndone)
{
    const auto drafts = orders(3);
    disk_->failWrites(FaultyDisk::kAlways, SQLITE_IOERR_WRITE);
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(!answer);
    disk_->heal();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), soldIn(*storage_));
    for (const auto& answer : storage_->placeOrders(drafts))
        CPPUNIT_ASSERT(isPlaced(answer));
    expectExactly(3);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, everyPlaceOfAFailedWriteOrSyncKeepsWhatWasAnswered)
{
    std::int64_t answered = 0;
    for (int at = 1; at <= 12; ++at) {
        disk_->failWrites(at, at % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE);
        disk_->failSyncs(at % 3);
        std::vector<sdk::OrderDraft> drafts{anOrder(event_, ids_).of("General", 1).sold(),
                                            anOrder(event_, ids_).of("General", 1).sold()};
        for (std::size_t i = 0; const auto& answer : storage_->placeOrders(drafts)) {
            CPPUNIT_ASSERT_EQUAL(isPlaced(answer), knows(*storage_, drafts[i++].order.id));
            answered += isPlaced(answer) ? 1 : 0;
        }
        disk_->heal();
    }
    expectExactly(answered);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, aScanWhoseSyncFailsIsUnknownAndAdmitsOnceAfterwards)
{
    const auto drafts = orders(1);
    storage_->placeOrders(drafts);
    const std::vector<sdk::ScanDraft> scan{aScan(event_, ids_).of(drafts[0].tickets[0].id).withNonce("n")};
    disk_->failSyncs(FaultyDisk::kAlways);
    const auto failed = storage_->recordScans(scan);
    CPPUNIT_ASSERT(!failed[0] && failed[0].error().code == ErrorCode::OutcomeUnknown);
    disk_->heal();
    const std::vector<sdk::ScanDraft> again{aScan(event_, ids_).of(drafts[0].tickets[0].id).withNonce("n"),
                                            aScan(event_, ids_).of(drafts[0].tickets[0].id)};
    const auto answers = storage_->recordScans(again);
    CPPUNIT_ASSERT(std::get<sdk::RecordedScan>(answers[0].value()).scan.verdict.admitted());
    CPPUNIT_ASSERT(std::get<sdk::RecordedScan>(answers[1].value()).scan.verdict.reason ==
                   Reason::AlreadyRedeemed);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, aTransactionWhoseSyncFailsIsUnknown)
{
    disk_->failSyncs(FaultyDisk::kAlways);
    const auto done = storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.insert(anEvent(ids_, "other"));
        return {};
    });
    CPPUNIT_ASSERT(!done && done.error().code == ErrorCode::OutcomeUnknown);
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, oneBatchIsOneSync)
{
    const int before = disk_->syncs();
    storage_->placeOrders(orders(50));
    CPPUNIT_ASSERT_EQUAL(before + 1, disk_->syncs());
}

CPPUNIT_TEST_FIXTURE(BadDiskTest, withoutSynchronousNothingIsSynced)
{
    storage_.reset();
    storage_ = valueOf(sqlite::SqliteFactory(disk_->vfs())
                           .open({folder_.path(), R"({"synchronous":"off","unsafe":true})", log_, clock_}));
    CPPUNIT_ASSERT(log_.all().find("UNSAFE") != std::string::npos);
    const int before = disk_->syncs();
    CPPUNIT_ASSERT(isPlaced(storage_->placeOrders(orders(1))[0]));
    CPPUNIT_ASSERT_EQUAL(before, disk_->syncs());
}

} // namespace ace::test
