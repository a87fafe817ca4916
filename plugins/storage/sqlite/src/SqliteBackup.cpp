// SPDX-License-Identifier: MIT
// The copy is made by SQLite's online backup. It would start anew whenever another connection writes; so
// the source keeps a read transaction open for as long as it takes, and the copy is of the moment that this
// began.
#include "SqliteBackup.h"

#include "SqliteStatement.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace ace::sqlite {

namespace {

constexpr int kPagesAtOnce = 4'096; // 16 MB
constexpr int kPatienceMs = 5'000;

struct Close
{
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

void check(const Connection& connection, int code, const std::filesystem::path& file)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        throw sqliteError(connection.get(), code, file.string());
}

Connection open(const std::filesystem::path& file, const std::string& vfs)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     vfs.empty() ? nullptr : vfs.c_str());
    Connection connection(opened);
    check(connection, code, file);
    check(connection, sqlite3_busy_timeout(opened, kPatienceMs), file);
    return connection;
}

void runScript(const Connection& connection, const char* sql, const std::filesystem::path& file)
{
    check(connection, sqlite3_exec(connection.get(), sql, nullptr, nullptr, nullptr), file);
}

void copyPages(const Connection& source, const std::filesystem::path& from, const Connection& copy,
               const std::filesystem::path& to, Log& log)
{
    const auto finish = [](sqlite3_backup* backup) { sqlite3_backup_finish(backup); };
    const std::unique_ptr<sqlite3_backup, decltype(finish)> backup(
        sqlite3_backup_init(copy.get(), "main", source.get(), "main"), finish);
    if (!backup)
        throw sqliteError(copy.get(), sqlite3_extended_errcode(copy.get()), to.string());
    int tenths = 0;
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        code = sqlite3_backup_step(backup.get(), kPagesAtOnce);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            throw sqliteError(nullptr, code, from.string() + " → " + to.string());
        const auto all = static_cast<long long>(sqlite3_backup_pagecount(backup.get()));
        const auto left = static_cast<long long>(sqlite3_backup_remaining(backup.get()));
        const int done = all == 0 ? 10 : static_cast<int>((all - left) * 10 / all);
        if (done > tenths)
            log.info("storage-sqlite",
                     "backup of " + from.string() + ": " + std::to_string(done * 10) + " %");
        tenths = done;
    }
}

void markCopy(const Connection& copy, const std::filesystem::path& file)
{
    runScript(copy, ("PRAGMA user_version = " + std::to_string(kCopyMark)).c_str(), file);
}

// "ok" is the only good answer.
void checkCopy(const Connection& copy, const std::filesystem::path& file)
{
    SqliteStatement statement(copy.get(), file.string(), "PRAGMA integrity_check(1)");
    if (!statement.step() || statement.text(0) != "ok")
        throw sql::SqlError(sql::Fault::Corrupt,
                            "the copy is damaged: " + std::string(statement.text(0)) +
                                ". Check the database and the disk",
                            file.string());
}

void sync(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        throw sql::SqlError(sql::Fault::Unknown, std::string("cannot be synced: ") + std::strerror(error),
                            path.string());
}

std::string schemaOf(const Connection& copy, const std::filesystem::path& file)
{
    SqliteStatement statement(copy.get(), file.string(),
                              "SELECT name FROM schema_step ORDER BY number DESC LIMIT 1");
    return statement.step() ? std::string(statement.text(0)) : std::string();
}

std::string copyAndCheck(const std::filesystem::path& from, const std::filesystem::path& to,
                         const std::string& vfs, Log& log)
{
    std::string schema;
    {
        const Connection source = open(from, vfs);
        const Connection copy = open(to, vfs);
        runScript(source, "BEGIN; SELECT COUNT(*) FROM sqlite_schema", from);
        copyPages(source, from, copy, to, log);
        runScript(source, "ROLLBACK", from);
        markCopy(copy, to);
        checkCopy(copy, to);
        schema = schemaOf(copy, to);
    }
    sync(to);
    sync(to.parent_path());
    return schema;
}

} // namespace

Result<void> ensurePrivateFile(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Unavailable, std::string("cannot be opened: ") + std::strerror(errno),
                       file.string());
    ::close(descriptor);
    return {};
}

Result<std::string> copyDatabase(const std::filesystem::path& from, const std::filesystem::path& to,
                                 const std::string& vfs, Log& log)
{
    if (auto made = ensurePrivateFile(to); !made)
        return failure(std::move(made));
    try {
        return copyAndCheck(from, to, vfs, log);
    } catch (const sdk::StorageError& error) {
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
            std::error_code ignored;
            std::filesystem::remove(to.string() + suffix, ignored);
        }
        return Failure(error.error());
    }
}

} // namespace ace::sqlite
