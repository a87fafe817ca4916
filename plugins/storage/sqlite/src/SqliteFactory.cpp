// SPDX-License-Identifier: MIT
#include <ace/sqlite/SqliteFactory.h>

#include "SqliteBackup.h"
#include "SqliteDatabase.h"

#include <ace/sql/Migrations.h>
#include <ace/sql/NewHistory.h>
#include <ace/sql/SqlStorage.h>
#include <ace/sql/Transaction.h>

namespace ace::sqlite {

namespace {

constexpr sql::Dialect kDialect{"BLOB", "BLOB", "WITHOUT ROWID",
                                "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} BEGIN SELECT "
                                "RAISE(ABORT, '{table} is append-only'); END;"
                                "CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} BEGIN SELECT "
                                "RAISE(ABORT, '{table} is append-only'); END;"};

// Whoever had taken a job has ended with it: only one process at a time writes here.
constexpr const char* kGiveLeasesBack = "UPDATE job SET ready_at = due_at WHERE ready_at > due_at";

Error located(const sdk::StorageError& error, const std::filesystem::path& file)
{
    Error told = error.error();
    if (told.where.empty())
        told.where = file.string();
    return told;
}

Result<SqliteLocation> locate(const sdk::StorageOptions& options, const std::string& vfs)
{
    auto settings = SqliteSettings::parse(options.settings);
    if (!settings)
        return failure(std::move(settings));
    return SqliteLocation{options.folder / settings->file, vfs, settings->synchronous};
}

// One that others write, or that nobody does.
Result<SqliteLocation> locateExisting(const sdk::StorageOptions& options, const std::string& vfs)
{
    auto location = locate(options, vfs);
    if (location && !std::filesystem::is_regular_file(location->file))
        return failure(ErrorCode::NotFound, "there is no record here", location->file.string());
    return location;
}

std::int64_t markOf(sql::Session& session)
{
    sql::Query row(session, "PRAGMA user_version");
    return row.next() ? row.integer(0) : 0;
}

// The record was a copy until now.
void takeUp(sql::Session& session, Instant now)
{
    sql::Transaction transaction(session, sql::Access::Write);
    sql::beginNewHistory(session, now);
    session.runScript("PRAGMA user_version = 0");
    transaction.commit();
}

// Nothing, or an empty folder.
Result<void> makeEmptyFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error))
        return failure(ErrorCode::Conflict, "the folder is not empty; a backup needs one of its own",
                       folder.string());
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorCode::Unavailable, "cannot be made: " + error.message(), folder.string());
    return {};
}

} // namespace

// The file holds customers' names and private keys, so only its owner may read it. SQLite gives its other
// files the same access.
Result<std::unique_ptr<sdk::Storage>> SqliteFactory::open(const sdk::StorageOptions& options)
{
    auto location = locate(options, vfs_);
    if (!location)
        return failure(std::move(location));
    auto lock = FolderLock::take(location->file.string() + ".lock");
    if (!lock)
        return failure(std::move(lock));
    if (auto ok = ensurePrivateFile(location->file); !ok)
        return failure(std::move(ok));
    if (location->synchronous == Synchronous::Off)
        options.log.warn("storage-sqlite", "UNSAFE: " + location->file.string() +
                                               " is written without syncing; a power cut loses sales");
    try {
        auto database = std::make_unique<SqliteDatabase>(std::move(*lock), *location, options.log);
        {
            const auto session = database->openSession(sql::Access::Write);
            const Instant now = options.clock.now();
            const std::size_t before = sql::migrate(*session, kDialect, sql::migrations(), now);
            // One of an older schema may be a copy too, that an older program made and did not mark.
            if (markOf(*session) == kCopyMark || (before > 0 && before < sql::migrations().size()))
                takeUp(*session, now);
            session->runScript(kGiveLeasesBack);
        }
        return std::make_unique<sql::SqlStorage>(std::move(database), sql::SqlStorage::Sizes{});
    } catch (const sdk::StorageError& error) {
        return Failure(located(error, location->file));
    }
}

Result<std::unique_ptr<sdk::Storage>> SqliteFactory::openForReading(const sdk::StorageOptions& options)
{
    auto location = locateExisting(options, vfs_);
    if (!location)
        return failure(std::move(location));
    try {
        auto database = std::make_unique<SqliteDatabase>(std::nullopt, *location, options.log);
        sql::checkSchema(*database->openSession(sql::Access::Read), sql::migrations());
        return std::make_unique<sql::SqlStorage>(std::move(database),
                                                 sql::SqlStorage::Sizes{.writers = 0, .readers = 2});
    } catch (const sdk::StorageError& error) {
        return Failure(located(error, location->file));
    }
}

Result<std::string> SqliteFactory::backUp(const sdk::StorageOptions& options,
                                          const std::filesystem::path& target)
{
    auto location = locateExisting(options, vfs_);
    if (!location)
        return failure(std::move(location));
    if (auto made = makeEmptyFolder(target); !made)
        return failure(std::move(made));
    return copyDatabase(location->file, target / location->file.filename(), vfs_, options.log);
}

} // namespace ace::sqlite
