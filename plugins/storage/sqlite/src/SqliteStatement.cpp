// SPDX-License-Identifier: MIT
#include "SqliteStatement.h"

namespace ace::sqlite {

using sql::Fault;

namespace {

Fault faultOf(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return Fault::Duplicate;
    case SQLITE_IOERR_NOMEM:
        return Fault::Internal;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
        return Fault::Caller;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Fault::Retry;
    case SQLITE_FULL:
        return Fault::Full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return Fault::Unknown;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Fault::Corrupt;
    default:
        return Fault::Internal;
    }
}

} // namespace

sql::SqlError sqliteError(sqlite3* connection, int code, const std::string& database)
{
    std::string detail = sqlite3_errstr(code);
    if (connection && sqlite3_errmsg(connection) != detail)
        detail += std::string(": ") + sqlite3_errmsg(connection);
    detail += " (SQLite " + std::to_string(code) + ")";
    return {faultOf(code), detail, database};
}

SqliteStatement::SqliteStatement(sqlite3* connection, const std::string& database, std::string_view sql)
    : connection_(connection), database_(database)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &statement, nullptr));
    statement_.reset(statement);
}

void SqliteStatement::check(int code)
{
    if (code != SQLITE_OK)
        throw sqliteError(connection_, code, database_);
}

void SqliteStatement::bindNull(int parameter) { check(sqlite3_bind_null(statement_.get(), parameter)); }

void SqliteStatement::bindInteger(int parameter, std::int64_t value)
{
    check(sqlite3_bind_int64(statement_.get(), parameter, value));
}

void SqliteStatement::bindText(int parameter, std::string_view text)
{
    check(sqlite3_bind_text64(statement_.get(), parameter, text.data() ? text.data() : "", text.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bindBytes(int parameter, std::span<const std::uint8_t> bytes)
{
    // A null pointer would bind NULL.
    const void* data = bytes.data() ? static_cast<const void*>(bytes.data()) : "";
    check(sqlite3_bind_blob64(statement_.get(), parameter, data, bytes.size(), SQLITE_STATIC));
}

bool SqliteStatement::step()
{
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throw sqliteError(connection_, code, database_);
    return false;
}

std::int64_t SqliteStatement::changes() const { return sqlite3_changes64(connection_); }

void SqliteStatement::reset() noexcept { sqlite3_reset(statement_.get()); }

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view SqliteStatement::text(int column) const
{
    const auto* text = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return text ? std::string_view(reinterpret_cast<const char*>(text), size) : std::string_view();
}

std::span<const std::uint8_t> SqliteStatement::bytes(int column) const
{
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) : 0};
}

} // namespace ace::sqlite
