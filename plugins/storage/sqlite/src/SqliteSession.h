// SPDX-License-Identifier: MIT
#pragma once

#include "SqliteSettings.h"

#include <ace/base/Log.h>
#include <ace/sql/Session.h>

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace ace::sqlite {

class SqliteStatement;

struct SqliteLocation
{
    std::filesystem::path file;
    std::string vfs; // empty: the default one
    Synchronous synchronous = Synchronous::Full;
};

// One connection with its statements. A reading one can write nothing.
class SqliteSession : public sql::Session
{
public:
    SqliteSession(const SqliteLocation& location, sql::Access access, Log& log);
    ~SqliteSession() override;

    sql::Statement& prepare(std::string_view sql) override;
    void runScript(const std::string& sql) override;
    void begin(sql::Access access) override;
    void commit() override;
    void rollback() noexcept override;
    bool inTransaction() const override;

    // Moves the write-ahead log into the database before it grows long.
    void tidyUp() noexcept override;

private:
    struct Close
    {
        void operator()(sqlite3* connection) const { sqlite3_close(connection); }
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void open(const SqliteLocation& location, sql::Access access);
    void configure(sql::Access access, Synchronous synchronous);
    void check(int code);
    [[noreturn]] void fail(int code);

    Log& log_;
    const std::string name_;
    std::unique_ptr<sqlite3, Close> connection_;
    std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, TextHash, std::equal_to<>> statements_;
    int walFrames_ = 0;      // in the write-ahead log after the last commit
    int nextCheckpoint_ = 0; // when it has so many
};

} // namespace ace::sqlite
