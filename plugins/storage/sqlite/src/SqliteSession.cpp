// SPDX-License-Identifier: MIT
#include "SqliteSession.h"

#include "SqliteStatement.h"

#include <ace/base/Assert.h>
#include <ace/sql/Query.h>

namespace ace::sqlite {

namespace {

constexpr int kLockPatienceMs = 5'000;   // for other processes: a backup, an audit
constexpr int kCheckpointFrames = 4'000; // 16 MB of pages
constexpr int kCheckpointAgainFrames = 1'000;
constexpr int kLongWalFrames = 16'000;
constexpr int kReaderPatienceMs = 200; // for readers, while the log is long
constexpr std::int64_t kWalBytesKept = 64 << 20;

} // namespace

SqliteSession::SqliteSession(const SqliteLocation& location, sql::Access access, Log& log)
    : log_(log), name_(location.file.string()), nextCheckpoint_(kCheckpointFrames)
{
    open(location, access);
    configure(access, location.synchronous);
}

SqliteSession::~SqliteSession() = default;

void SqliteSession::open(const SqliteLocation& location, sql::Access access)
{
    // One thread at a time uses a session, so SQLite need not lock it.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == sql::Access::Write ? SQLITE_OPEN_CREATE : 0);
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(name_.c_str(), &connection, flags,
                                     location.vfs.empty() ? nullptr : location.vfs.c_str());
    connection_.reset(connection);
    check(code);
    check(sqlite3_busy_timeout(connection_.get(), kLockPatienceMs));
}

void SqliteSession::configure(sql::Access access, Synchronous synchronous)
{
    const auto journal = [&] {
        sql::Query row(*this, "PRAGMA journal_mode = WAL");
        return row.next() ? row.text(0) : std::string();
    }();
    if (journal != "wal")
        throw sql::SqlError(sql::Fault::Internal, "this file system cannot hold a write-ahead log", name_);
    runScript(synchronous == Synchronous::Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    // Savepoints keep their pages in memory, not in a file.
    runScript("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF");
    // The caches of a writer and eight readers are the most of a server's memory: 64 MB when all are full.
    if (access == sql::Access::Read) {
        runScript("PRAGMA query_only = ON; PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 0");
        return;
    }
    runScript("PRAGMA cache_size = -32768; PRAGMA journal_size_limit = " + std::to_string(kWalBytesKept));
    // In the place of SQLite's own checkpoints, which would run within a COMMIT.
    sqlite3_wal_hook(
        connection_.get(),
        [](void* self, sqlite3*, const char*, int frames) {
            static_cast<SqliteSession*>(self)->walFrames_ = frames;
            return SQLITE_OK;
        },
        this);
}

void SqliteSession::check(int code)
{
    if (code != SQLITE_OK)
        throw sqliteError(connection_.get(), code, name_);
}

sql::Statement& SqliteSession::prepare(std::string_view sql)
{
    auto found = statements_.find(sql);
    if (found == statements_.end())
        found =
            statements_
                .emplace(std::string(sql), std::make_unique<SqliteStatement>(connection_.get(), name_, sql))
                .first;
    ACE_ASSERT(!found->second->busy());
    return *found->second;
}

void SqliteSession::runScript(const std::string& sql)
{
    check(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

void SqliteSession::begin(sql::Access access)
{
    // DEFERRED would take the write lock at the first write, and then fail when another session has written
    // since.
    sql::run(*this, access == sql::Access::Write ? "BEGIN IMMEDIATE" : "BEGIN");
}

void SqliteSession::commit() { sql::run(*this, "COMMIT"); }

void SqliteSession::rollback() noexcept
{
    // After some failures SQLite has rolled back by itself.
    if (!inTransaction())
        return;
    try {
        sql::run(*this, "ROLLBACK");
    } catch (const sql::SqlError& error) {
        log_.error("storage-sqlite", std::string("rolling back failed: ") + error.what());
        ACE_ASSERT(!inTransaction());
    }
}

bool SqliteSession::inTransaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

void SqliteSession::tidyUp() noexcept
{
    if (walFrames_ < nextCheckpoint_) {
        if (walFrames_ < kCheckpointFrames)
            nextCheckpoint_ = kCheckpointFrames;
        return;
    }
    const bool isLong = walFrames_ >= kLongWalFrames;
    if (isLong) // wait for the readers that keep it, so that it starts anew
        sqlite3_busy_timeout(connection_.get(), kReaderPatienceMs);
    const int code = sqlite3_wal_checkpoint_v2(connection_.get(), nullptr,
                                               isLong ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
                                               nullptr, nullptr);
    if (isLong)
        sqlite3_busy_timeout(connection_.get(), kLockPatienceMs);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        log_.warn("storage-sqlite", "the write-ahead log of " + name_ + " cannot be moved into it yet: " +
                                        sqliteError(connection_.get(), code, name_).detail());
    nextCheckpoint_ = walFrames_ + kCheckpointAgainFrames;
}

} // namespace ace::sqlite
