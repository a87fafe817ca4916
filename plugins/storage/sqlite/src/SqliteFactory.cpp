// SPDX-License-Identifier: MIT
#include <ace/sqlite/SqliteFactory.h>

#include "SqliteDatabase.h"

#include <ace/sql/Migrations.h>
#include <ace/sql/SqlStorage.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ace::sqlite {

namespace {

constexpr sql::Dialect kDialect{"BLOB", "BLOB", "WITHOUT ROWID",
                                "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} BEGIN SELECT "
                                "RAISE(ABORT, '{table} is append-only'); END;"
                                "CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} BEGIN SELECT "
                                "RAISE(ABORT, '{table} is append-only'); END;"};

// The file holds customers' names and private keys. SQLite gives its other files the same access.
Result<void> ensurePrivateFile(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Unavailable, std::string("cannot be opened: ") + std::strerror(errno),
                       file.string());
    ::close(descriptor);
    return {};
}

} // namespace

Result<std::unique_ptr<sdk::Storage>> SqliteFactory::open(const sdk::StorageOptions& options)
{
    auto settings = SqliteSettings::parse(options.settings);
    if (!settings)
        return failure(std::move(settings));
    const SqliteLocation location{options.folder / settings->file, vfs_, settings->synchronous};
    auto lock = FolderLock::take(location.file.string() + ".lock");
    if (!lock)
        return failure(std::move(lock));
    if (auto ok = ensurePrivateFile(location.file); !ok)
        return failure(std::move(ok));
    if (settings->synchronous == Synchronous::Off)
        options.log.warn("storage-sqlite", "UNSAFE: " + location.file.string() +
                                               " is written without syncing; a power cut loses sales");
    try {
        auto database = std::make_unique<SqliteDatabase>(std::move(*lock), location, options.log);
        sql::migrate(*database->openSession(sql::Access::Write), kDialect, sql::migrations(),
                     options.clock.now());
        return std::make_unique<sql::SqlStorage>(std::move(database), sql::SqlStorage::Sizes{});
    } catch (const sdk::StorageError& error) {
        Error told = error.error();
        if (told.where.empty())
            told.where = location.file.string();
        return Failure(std::move(told));
    }
}

} // namespace ace::sqlite
