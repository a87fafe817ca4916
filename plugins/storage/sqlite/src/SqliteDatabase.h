// SPDX-License-Identifier: MIT
#pragma once

#include "FolderLock.h"
#include "SqliteSession.h"

#include <optional>

namespace ace::sqlite {

// The file, and the lock that makes it ours; without one it is only read.
class SqliteDatabase : public sql::Database
{
public:
    SqliteDatabase(std::optional<FolderLock> lock, SqliteLocation location, Log& log)
        : lock_(std::move(lock)), location_(std::move(location)), log_(log)
    {
    }

    std::unique_ptr<sql::Session> openSession(sql::Access access) override
    {
        return std::make_unique<SqliteSession>(location_, access, log_);
    }

private:
    std::optional<FolderLock> lock_;
    SqliteLocation location_;
    Log& log_;
};

} // namespace ace::sqlite
