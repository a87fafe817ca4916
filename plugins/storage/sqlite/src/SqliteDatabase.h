// SPDX-License-Identifier: MIT
#pragma once

#include "FolderLock.h"
#include "SqliteSession.h"

namespace ace::sqlite {

// The file, and the lock that makes it ours.
class SqliteDatabase : public sql::Database
{
public:
    SqliteDatabase(FolderLock lock, SqliteLocation location, Log& log)
        : lock_(std::move(lock)), location_(std::move(location)), log_(log)
    {
    }

    std::unique_ptr<sql::Session> openSession(sql::Access access) override
    {
        return std::make_unique<SqliteSession>(location_, access, log_);
    }

private:
    FolderLock lock_;
    SqliteLocation location_;
    Log& log_;
};

} // namespace ace::sqlite
