// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Repositories.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ace::sql {

// What went wrong, as far as it decides what is done about it.
enum class Fault {
    Retry,     // locked by somebody else: nothing was done
    Unknown,   // the disk or the connection failed: after a COMMIT nobody knows whether it stands
    Full,      // no space left: nothing was done
    Duplicate, // a unique key is taken
    Caller,    // another constraint was broken
    Corrupt,
    Internal,
};

// A statement failed. Its Error is that of a failure before COMMIT: nothing was written.
class SqlError : public sdk::StorageError
{
public:
    // `detail`: what failed, in the engine's words. `database`: its file or address; may be empty.
    SqlError(Fault fault, const std::string& detail, const std::string& database = "");
    Fault fault() const { return fault_; }
    const std::string& detail() const { return detail_; }
    Error commitError() const; // of the same failure at or after COMMIT

private:
    Fault fault_;
    std::string detail_;
};

// Prepared once, used many times. Parameters count from 1, columns from 0. Bound text and bytes are borrowed
// until reset(); column text and bytes are valid until the next step() or reset(). Members throw SqlError.
class Statement
{
public:
    virtual ~Statement() = default;

    virtual void bindNull(int parameter) = 0;
    virtual void bindInteger(int parameter, std::int64_t value) = 0;
    virtual void bindText(int parameter, std::string_view text) = 0;
    virtual void bindBytes(int parameter, std::span<const std::uint8_t> bytes) = 0;

    virtual bool step() = 0;                  // true: there is a row
    virtual std::int64_t changes() const = 0; // rows that the last step() matched and wrote
    virtual void reset() noexcept = 0;

    virtual bool isNull(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::span<const std::uint8_t> bytes(int column) const = 0;
};

enum class Access { Read, Write };

// One connection to the database; used by one thread at a time. Members throw SqlError.
class Session
{
public:
    virtual ~Session() = default;

    virtual Statement& prepare(std::string_view sql) = 0; // kept by its text until the session goes
    virtual void runScript(const std::string& sql) = 0;   // any number of statements without parameters

    virtual void begin(Access access) = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0; // does nothing when no transaction is open
    virtual bool inTransaction() const = 0;

    // Housekeeping after a commit, in the same turn.
    virtual void tidyUp() noexcept {}
};

// The database itself, and whatever must be held for as long as any session is open.
class Database
{
public:
    virtual ~Database() = default;
    virtual std::unique_ptr<Session> openSession(Access access) = 0;
};

} // namespace ace::sql
