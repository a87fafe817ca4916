// SPDX-License-Identifier: MIT
#include "support/FaultyDisk.h"
#include "support/RecordBeside.h"

#include <ace/sdk/storage/ChangeSequence.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace ace::test {

class BackupTest : public RecordBeside
{
protected:
    std::filesystem::path target() const { return folder_.path() / "backup"; }
    Result<std::string> backUp(const std::string& vfs = {})
    {
        return sqlite::SqliteFactory(vfs).backUp(options(), target());
    }
    Opened openForReading(const std::filesystem::path& folder)
    {
        return sqlite::SqliteFactory().openForReading({folder, "", log_, clock_});
    }
    std::unique_ptr<sdk::Storage> openWithEvent()
    {
        auto storage = valueOf(open());
        write(*storage, [&](sdk::WriteAccess& access) { access.events.insert(event_); });
        return storage;
    }
    std::int64_t soldIn(sdk::Storage& storage)
    {
        return look(storage, [&](const sdk::ReadAccess& access) {
            return access.events.levels(event_.event.id).at(0).sold;
        });
    }

    EventSetup event_ = anEvent(ids_, "open-air", 1'000'000);
};

CPPUNIT_TEST_FIXTURE(BackupTest, copiesTheRecordWhileItIsOpen)
{
    const auto storage = openWithEvent();
    const auto draft = anOrder(event_, ids_).of("General", 2).sold();
    place(*storage, draft);
    CPPUNIT_ASSERT_EQUAL(std::string("0008_mail.sql"), valueOf(backUp()));
    place(*storage, anOrder(event_, ids_).of("General", 1).sold()); // after it
    const auto copy = valueOf(openForReading(target()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), soldIn(*copy));
    CPPUNIT_ASSERT(look(*copy, [&](const sdk::ReadAccess& access) {
        return access.orders.find(draft.order.id).has_value();
    }));
    CPPUNIT_ASSERT(log_.all().find("100 %") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(BackupTest, isOneMomentWhileOthersWrite)
{
    const auto storage = openWithEvent();
    std::vector<sdk::OrderDraft> many;
    for (int i = 0; i < 3'000; ++i) { // some megabytes, so that copying takes its time
        many.push_back(anOrder(event_, ids_).of("General", 1).sold());
        many.back().order.customer.name = std::string(5'000, 'n');
    }
    for (std::size_t at = 0; at < many.size(); at += 500)
        (void)storage->placeOrders(std::span(many).subspan(at, 500));
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::thread seller([&] {
        while (!stop) {
            const auto draft = anOrder(event_, ids_).of("Combined", 1).sold();
            if (const auto answer = storage->placeOrders({&draft, 1}); answer.front())
                ++written;
        }
    });
    const auto schema = backUp();
    stop = true;
    seller.join();
    CPPUNIT_ASSERT(schema);
    CPPUNIT_ASSERT(written > 0);
    const auto copy = valueOf(openForReading(target()));
    CPPUNIT_ASSERT(soldIn(*copy) >= 3'000);
    CPPUNIT_ASSERT(
        look(*copy, [](const sdk::ReadAccess& access) { return access.reports.brokenRules(10); }).empty());
}

CPPUNIT_TEST_FIXTURE(BackupTest, aCopyIsSoldFromAsTheRecordWas)
{
    auto storage = openWithEvent();
    place(*storage, anOrder(event_, ids_).of("General", 2).sold());
    valueOf(backUp());
    storage = valueOf(sqlite::SqliteFactory().open({target(), "", log_, clock_}));
    place(*storage, anOrder(event_, ids_).of("General", 1).sold());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), soldIn(*storage));
}

// Whoever has read to the end of the changes of the record that was lost is told all of the copy's: theirs
// may have had changes that the copy lacks, and its numbers overtake theirs.
CPPUNIT_TEST_FIXTURE(BackupTest, aCopyThatIsUsedAgainTellsOfAllItsChangesAnew)
{
    auto storage = openWithEvent();
    const auto draft = anOrder(event_, ids_).of("General", 5).sold();
    place(*storage, draft);
    const auto revoke = [&](std::size_t ticket) {
        write(*storage,
              [&](sdk::WriteAccess& access) { access.orders.revokeTicket(draft.tickets[ticket].id); });
    };
    const auto changes = [&](std::int64_t after) {
        return look(*storage, [&](const sdk::ReadAccess& access) {
            return access.reports.ticketChanges(event_.event.id, after, 10);
        });
    };
    const auto last = [&] {
        return look(*storage,
                    [](const sdk::ReadAccess& access) { return access.reports.lastTicketChange(); });
    };
    revoke(0);
    valueOf(backUp());
    const std::int64_t early = last();
    revoke(1);
    const std::int64_t late = last();
    CPPUNIT_ASSERT(sdk::readsOn(early, late) && sdk::readsOn(0, late));
    const auto use = [&] {
        storage.reset();
        std::filesystem::copy_file(target() / "ace.db", file(),
                                   std::filesystem::copy_options::overwrite_existing);
        storage = valueOf(open());
    };
    use();
    revoke(2);
    revoke(3);
    const std::int64_t restored = last();
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), changes(late).size());
    CPPUNIT_ASSERT_EQUAL(restored, changes(late).back().sequence);
    CPPUNIT_ASSERT(!sdk::readsOn(early, restored) && !sdk::readsOn(late, restored));
    storage.reset();
    storage = valueOf(open()); // once
    CPPUNIT_ASSERT_EQUAL(restored, last());
    clock_.advance(std::chrono::seconds(5));
    use(); // the same copy
    revoke(4);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), changes(restored).size());
    CPPUNIT_ASSERT(!sdk::readsOn(restored, last()));
}

CPPUNIT_TEST_FIXTURE(BackupTest, onlyItsOwnerMayReadACopy)
{
    const auto storage = openWithEvent();
    valueOf(backUp());
    const auto mode = std::filesystem::status(target() / "ace.db").permissions();
    CPPUNIT_ASSERT((mode & std::filesystem::perms(0077)) == std::filesystem::perms::none);
}

CPPUNIT_TEST_FIXTURE(BackupTest, refusesAFolderThatIsNotEmpty)
{
    const auto storage = openWithEvent();
    std::filesystem::create_directory(target());
    valueOf(backUp()); // an empty one is fine
    const auto refused = backUp();
    CPPUNIT_ASSERT(!refused);
    expectRefusal(refused.error(), ErrorCode::Conflict, "not empty");
}

CPPUNIT_TEST_FIXTURE(BackupTest, thereMustBeARecord)
{
    const auto refused = backUp();
    CPPUNIT_ASSERT(!refused);
    expectRefusal(refused.error(), ErrorCode::NotFound, "ace.db");
    CPPUNIT_ASSERT(!std::filesystem::exists(target()));
    CPPUNIT_ASSERT(!std::filesystem::exists(file()));
    const auto unread = openForReading(folder_.path());
    CPPUNIT_ASSERT(!unread);
    expectRefusal(unread.error(), ErrorCode::NotFound, "ace.db");
}

CPPUNIT_TEST_FIXTURE(BackupTest, aDiskThatFailsLeavesNoHalfCopy)
{
    const auto storage = openWithEvent();
    FaultyDisk disk;
    for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE}) {
        disk.failWrites(FaultyDisk::kAlways, code);
        const auto failed = backUp(disk.vfs());
        CPPUNIT_ASSERT(!failed);
        CPPUNIT_ASSERT(std::filesystem::is_empty(target()));
        disk.heal();
    }
    disk.failSyncs(FaultyDisk::kAlways);
    CPPUNIT_ASSERT(!backUp(disk.vfs()));
    disk.heal();
    CPPUNIT_ASSERT(backUp(disk.vfs()));
}

CPPUNIT_TEST_FIXTURE(BackupTest, aDamagedRecordGivesNoBackup)
{
    {
        const auto storage = openWithEvent();
    }
    {
        std::fstream out(file(), std::ios::binary | std::ios::in | std::ios::out);
        const auto size = std::filesystem::file_size(file());
        for (std::size_t page = size - 4 * 4096; page < size; page += 4096) {
            out.seekp(static_cast<std::streamoff>(page));
            out.write("\xde\xad\xbe\xef\xde\xad\xbe\xef", 8);
        }
    }
    const auto refused = backUp();
    CPPUNIT_ASSERT(!refused);
    expectRefusal(refused.error(), ErrorCode::Corrupt, "damaged");
    CPPUNIT_ASSERT(std::filesystem::is_empty(target()));
}

CPPUNIT_TEST_FIXTURE(BackupTest, copiesARecordOfAnOlderSchemaAsItIs)
{
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         runBeside(valueOf(readFile(ACE_TEST_DIR "/../sql/tests/fixtures/0001.sql"))));
    CPPUNIT_ASSERT_EQUAL(std::string("0001_first_ticket.sql"), valueOf(backUp()));
}

CPPUNIT_TEST_FIXTURE(BackupTest, readsBesideTheWriterAndWritesNothing)
{
    const auto storage = openWithEvent();
    const auto reader = valueOf(openForReading(folder_.path()));
    place(*storage, anOrder(event_, ids_).of("General", 2).sold());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), soldIn(*reader));
    const auto draft = anOrder(event_, ids_).of("General", 1).sold();
    const auto refused = std::move(reader->placeOrders({&draft, 1}).front());
    CPPUNIT_ASSERT(!refused && refused.error().code == ErrorCode::Unavailable);
    const auto done = reader->transact([](sdk::WriteAccess&) -> Result<void> { return {}; });
    CPPUNIT_ASSERT(!done && done.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), soldIn(*storage));
}

} // namespace ace::test
