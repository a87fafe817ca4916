// SPDX-License-Identifier: MIT
#include <Builders.h>
#include <TestSupport.h>

#include <ace/base/File.h>
#include <ace/sqlite/SqliteFactory.h>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace ace::test {

class SqliteStorageTest : public CppUnit::TestFixture
{
protected:
    using Opened = Result<std::unique_ptr<sdk::Storage>>;

    Opened open(const std::string& settings = "")
    {
        return sqlite::SqliteFactory().open({folder_.path(), settings, log_, clock_});
    }
    std::filesystem::path file() const { return folder_.path() / "ace.db"; }
    void expectRefusal(const Opened& opened, ErrorCode code, std::string_view part)
    {
        CPPUNIT_ASSERT(!opened);
        CPPUNIT_ASSERT_EQUAL(std::string(name(code)), std::string(name(opened.error().code)));
        CPPUNIT_ASSERT_MESSAGE(opened.error().describe(),
                               opened.error().describe().find(part) != std::string::npos);
    }
    // Beside our own sessions, as an audit or an attacker would. The engine's message; empty when it was
    // done.
    std::string runBeside(const std::string& sql)
    {
        sqlite3* connection = nullptr;
        CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(file().c_str(), &connection));
        const int code = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
        const std::string message = code == SQLITE_OK ? "" : sqlite3_errmsg(connection);
        sqlite3_close(connection);
        return message;
    }
    static void put(sdk::Storage& storage, const EventSetup& event)
    {
        mustSucceed(storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event);
            return {};
        }));
    }

    TemporaryFolder folder_;
    FakeLog log_;
    FakeClock clock_;
    FakeIdSource ids_;
};

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, refusesANewerSchemaAndSaysSo)
{
    valueOf(open()).reset();
    runBeside("INSERT INTO schema_step VALUES (99, '0099_from_the_future.sql', 'x', 0)");
    expectRefusal(open(), ErrorCode::Conflict, "0099_from_the_future.sql");
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, refusesAStepThatWasChangedAfterItWasTaken)
{
    valueOf(open()).reset();
    runBeside("UPDATE schema_step SET checksum = 'another' WHERE number = 1");
    expectRefusal(open(), ErrorCode::Conflict, "is not the 0001_first_ticket.sql of this program");
}

// Else what a killed program had taken would wait for minutes.
CPPUNIT_TEST_FIXTURE(SqliteStorageTest, jobsThatAProgramHadTakenAreFreeOnceItHasEnded)
{
    const auto lease = [&](sdk::Storage& storage) {
        return valueOf(storage.transactValue([&](sdk::WriteAccess& access) {
            return access.jobs.lease(clock_.now(), clock_.now() + std::chrono::minutes(3), 10);
        }));
    };
    auto storage = valueOf(open());
    mustSucceed(storage->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.insert({ids_.next<JobId>(), "now", "a", clock_.now(), 0});
        access.jobs.insert({ids_.next<JobId>(), "later", "b", clock_.now() + std::chrono::hours(1), 0});
        return {};
    }));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, lease(*storage).size());
    CPPUNIT_ASSERT(lease(*storage).empty());
    storage.reset();
    storage = valueOf(open());
    const auto again = lease(*storage);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, again.size());
    CPPUNIT_ASSERT_EQUAL(std::string("a"), again.front().subject);
    CPPUNIT_ASSERT_EQUAL(2, again.front().attempts);
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, aSecondOpeningIsBusyAndNamesThisProcess)
{
    const auto first = valueOf(open());
    expectRefusal(open(), ErrorCode::Busy, "(process " + std::to_string(::getpid()) + ")");
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, namesAnotherProcessThatHoldsTheFolder)
{
    int ready[2];
    int done[2];
    CPPUNIT_ASSERT(::pipe(ready) == 0 && ::pipe(done) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(done[1]);
        const auto held = open();
        char byte = held ? 'y' : 'n';
        (void)!::write(ready[1], &byte, 1);
        (void)!::read(done[0], &byte, 1); // ends when the parent has looked
        ::_exit(0);
    }
    char byte = 0;
    CPPUNIT_ASSERT_EQUAL(ssize_t(1), ::read(ready[0], &byte, 1));
    CPPUNIT_ASSERT_EQUAL('y', byte);
    const auto refused = open();
    ::close(done[1]);
    ::waitpid(child, nullptr, 0);
    expectRefusal(refused, ErrorCode::Busy, "sqlite-tests (process " + std::to_string(child) + ")");
    for (const int end : {ready[0], ready[1], done[0]})
        ::close(end);
    CPPUNIT_ASSERT(open()); // the kernel has let go of it
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, closingLetsGoOfTheFolder)
{
    valueOf(open()).reset();
    CPPUNIT_ASSERT(open());
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, aFileThatIsNoDatabaseIsRefusedAndKept)
{
    const std::string letter(8192, 'x');
    mustSucceed(writeFileDurably(file(), letter));
    expectRefusal(open(), ErrorCode::Corrupt, "restore a backup");
    CPPUNIT_ASSERT(valueOf(readFile(file())) == letter);
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, aDamagedPageIsAnErrorNotAWrongAnswer)
{
    auto storage = valueOf(open());
    const auto event = anEvent(ids_);
    put(*storage, event);
    storage.reset();
    {
        std::fstream out(file(), std::ios::binary | std::ios::in | std::ios::out);
        const auto size = std::filesystem::file_size(file());
        for (std::size_t page = 4096; page < size; page += 4096) {
            out.seekp(static_cast<std::streamoff>(page));
            out.write("\xde\xad\xbe\xef\xde\xad\xbe\xef", 8);
        }
    }
    const auto damaged = open();
    if (!damaged)
        return expectRefusal(damaged, ErrorCode::Corrupt, "restore a backup");
    const auto list =
        (*damaged)->readValue([](const sdk::ReadAccess& access) { return access.events.list(); });
    CPPUNIT_ASSERT(!list && list.error().code == ErrorCode::Corrupt);
    CPPUNIT_ASSERT(list.error().describe().find(file().string()) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, refusesSettingsThatAreWrong)
{
    expectRefusal(open("[]"), ErrorCode::Invalid, "JSON object");
    expectRefusal(open("{"), ErrorCode::Invalid, "JSON object");
    expectRefusal(open(R"({"fiel":"a"})"), ErrorCode::Invalid, "fiel");
    expectRefusal(open(R"({"file":"../a.db"})"), ErrorCode::Invalid, "file");
    expectRefusal(open(R"({"file":""})"), ErrorCode::Invalid, "file");
    expectRefusal(open(R"({"file":7})"), ErrorCode::Invalid, "file");
    expectRefusal(open(R"({"synchronous":"normal"})"), ErrorCode::Invalid, "synchronous");
    expectRefusal(open(R"({"synchronous":"off"})"), ErrorCode::Invalid, "unsafe");
    expectRefusal(open(R"({"unsafe":1})"), ErrorCode::Invalid, "unsafe");
    CPPUNIT_ASSERT(!std::filesystem::exists(file()));
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, warnsLoudlyOfUnsafeWriting)
{
    CPPUNIT_ASSERT(open(R"({"file":"other.db","synchronous":"off","unsafe":true})"));
    CPPUNIT_ASSERT(log_.all().find("UNSAFE") != std::string::npos);
    CPPUNIT_ASSERT(std::filesystem::exists(folder_.path() / "other.db"));
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, aMissingFolderIsSaidPlainly)
{
    const sdk::StorageOptions nowhere{folder_.path() / "none", "", log_, clock_};
    expectRefusal(sqlite::SqliteFactory().open(nowhere), ErrorCode::Unavailable, "No such file or directory");
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, onlyTheOwnerMayReadTheRecord)
{
    const auto storage = valueOf(open());
    put(*storage, anEvent(ids_));
    for (const char* name : {"ace.db", "ace.db-wal", "ace.db-shm"}) {
        const auto mode = std::filesystem::status(folder_.path() / name).permissions();
        CPPUNIT_ASSERT_MESSAGE(name, (mode & std::filesystem::perms(0077)) == std::filesystem::perms::none);
    }
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, theSchemaItselfRefusesWhatNoBugMayDo)
{
    const auto storage = valueOf(open());
    const auto event = anEvent(ids_);
    put(*storage, event);
    const auto draft = anOrder(event, ids_).of("General", 1).sold();
    storage->placeOrders({&draft, 1});
    const sdk::ScanDraft scan = aScan(event, ids_).of(draft.tickets[0].id);
    storage->recordScans({&scan, 1});
    const auto refuses = [&](const std::string& sql, std::string_view why) {
        const std::string message = runBeside("PRAGMA foreign_keys = ON; " + sql);
        CPPUNIT_ASSERT_MESSAGE(sql + ": " + message, message.find(why) != std::string::npos);
    };
    refuses("UPDATE scan SET reason = 'expired'", "append-only");
    refuses("DELETE FROM scan", "append-only");
    refuses("UPDATE quota SET sold = size + 1", "CHECK");
    refuses("UPDATE quota SET held = -1", "CHECK");
    refuses("UPDATE quota SET leased = size", "CHECK");
    refuses("UPDATE presence SET entries_left = -1", "CHECK");
    refuses("INSERT INTO presence SELECT * FROM presence", "UNIQUE");
    refuses("DELETE FROM orders", "FOREIGN KEY");
    refuses("DELETE FROM event", "FOREIGN KEY");
    refuses("INSERT INTO scan SELECT x'00', scope, nonce, body_hash, event_id, gate_id, zone_id, direction, "
            "reason,"
            " ticket_id, ticket_state, raw, scanned_at, received_at, first_scan, staff_id, station_id"
            " FROM scan",
            "UNIQUE");
}

CPPUNIT_TEST_FIXTURE(SqliteStorageTest, theWriteAheadLogStaysBoundedAndNothingInItIsLost)
{
    auto storage = valueOf(open());
    const auto event = anEvent(ids_, "big", 1'000'000);
    put(*storage, event);
    std::uintmax_t longest = 0;
    std::vector<OrderId> last;
    for (int batch = 0; batch < 40; ++batch) {
        std::vector<sdk::OrderDraft> drafts;
        for (int i = 0; i < 200; ++i) {
            auto draft = anOrder(event, ids_).of("General", 1).sold();
            draft.order.customer.name = std::string(6'000, 'n'); // two pages more
            drafts.push_back(std::move(draft));
        }
        for (const auto& answer : storage->placeOrders(drafts))
            CPPUNIT_ASSERT(answer && std::holds_alternative<sdk::Placed>(*answer));
        last.push_back(drafts.back().order.id);
        longest = std::max(longest, std::filesystem::file_size(folder_.path() / "ace.db-wal"));
    }
    CPPUNIT_ASSERT_MESSAGE(std::to_string(longest), longest > (10u << 20) && longest < (32u << 20));
    storage = nullptr;
    storage = valueOf(open());
    for (const OrderId id : last)
        CPPUNIT_ASSERT(valueOf(storage->readValue(
            [&](const sdk::ReadAccess& access) { return access.orders.find(id).has_value(); })));
}

} // namespace ace::test
