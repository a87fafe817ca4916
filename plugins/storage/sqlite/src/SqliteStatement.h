// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

#include <sqlite3.h>

#include <memory>
#include <string>

namespace ace::sqlite {

// What SQLite's result code says, with the connection's message.
sql::SqlError sqliteError(sqlite3* connection, int code, const std::string& database);

class SqliteStatement : public sql::Statement
{
public:
    SqliteStatement(sqlite3* connection, const std::string& database, std::string_view sql);

    void bindNull(int parameter) override;
    void bindInteger(int parameter, std::int64_t value) override;
    void bindText(int parameter, std::string_view text) override;
    void bindBytes(int parameter, std::span<const std::uint8_t> bytes) override;

    bool step() override;
    std::int64_t changes() const override;
    void reset() noexcept override;
    bool busy() const { return sqlite3_stmt_busy(statement_.get()) != 0; }

    bool isNull(int column) const override;
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    std::span<const std::uint8_t> bytes(int column) const override;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    void check(int code);

    sqlite3* connection_;
    const std::string& database_; // of the session, which outlives its statements
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

} // namespace ace::sqlite
