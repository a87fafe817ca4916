// SPDX-License-Identifier: MIT
#include <ace/sql/Migrations.h>

#include <ace/base/Assert.h>
#include <ace/base/Bytes.h>
#include <ace/sql/Transaction.h>

#include <charconv>

namespace ace::embedded {
std::span<const File> sqlMigrations();
}

namespace ace::sql {

namespace {

constexpr std::string_view kAppendOnly = "{append_only ";

std::string replaceAll(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string spell(std::string_view step, const Dialect& dialect)
{
    std::string sql = replaceAll(std::string(step), "{id}", dialect.id);
    sql = replaceAll(std::move(sql), "{bytes}", dialect.bytes);
    sql = replaceAll(std::move(sql), "{clustered}", dialect.clustered);
    for (auto at = sql.find(kAppendOnly); at != std::string::npos; at = sql.find(kAppendOnly, at)) {
        const auto end = sql.find('}', at);
        ACE_ASSERT(end != std::string::npos);
        const std::string table = sql.substr(at + kAppendOnly.size(), end - at - kAppendOnly.size());
        sql.replace(at, end - at + 1, replaceAll(std::string(dialect.appendOnly), "{table}", table));
    }
    return sql;
}

std::int64_t numberOf(const embedded::File& step)
{
    std::int64_t number = 0;
    std::from_chars(step.name.data(), step.name.data() + step.name.size(), number);
    return number;
}

std::string checksumOf(const embedded::File& step) { return toHex(sha256(step.content)); }

[[noreturn]] void refuse(const std::string& why) { throw sdk::StorageError({ErrorCode::Conflict, why, ""}); }

// How many steps have been taken. They must be the first of `steps`, unchanged.
std::size_t checkRecord(Session& session, std::span<const embedded::File> steps)
{
    std::size_t taken = 0;
    for (Query row(session, "SELECT number, name, checksum FROM schema_step ORDER BY number"); row.next();
         ++taken) {
        if (taken == steps.size())
            refuse("the database has schema step " + row.text(1) + ", this program knows up to step " +
                   std::to_string(steps.size()) +
                   ". A newer version has opened it: use that version, or restore a backup from before");
        if (row.integer(0) != numberOf(steps[taken]) || row.view(2) != checksumOf(steps[taken]))
            refuse("schema step " + row.text(1) + " on record is not the " + std::string(steps[taken].name) +
                   " of this program. Use the version that made the database");
    }
    return taken;
}

void takeStep(Session& session, const Dialect& dialect, const embedded::File& step, Instant now)
{
    const std::string checksum = checksumOf(step);
    try {
        Transaction transaction(session, Access::Write);
        session.runScript(spell(step.content, dialect));
        run(session, "INSERT INTO schema_step (number, name, checksum, taken_at) VALUES (?, ?, ?, ?)",
            numberOf(step), step.name, checksum, now);
        transaction.commit();
    } catch (const SqlError& error) {
        throw SqlError(error.fault(),
                       "schema step " + std::string(step.name) +
                           " cannot be taken, the record is as it was: " + error.detail(),
                       error.error().where);
    }
}

} // namespace

std::span<const embedded::File> migrations() { return embedded::sqlMigrations(); }

std::size_t migrate(Session& session, const Dialect& dialect, std::span<const embedded::File> steps,
                    Instant now)
{
    for (std::size_t i = 0; i < steps.size(); ++i)
        ACE_ASSERT(numberOf(steps[i]) == static_cast<std::int64_t>(i + 1));
    {
        Transaction transaction(session, Access::Write);
        session.runScript(
            "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY,"
            " name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT NULL, taken_at BIGINT NOT NULL)");
        transaction.commit();
    }
    const std::size_t before = checkRecord(session, steps);
    for (std::size_t next = before; next < steps.size(); ++next)
        takeStep(session, dialect, steps[next], now);
    return before;
}

void checkSchema(Session& session, std::span<const embedded::File> steps)
{
    const std::size_t taken = checkRecord(session, steps);
    if (taken < steps.size())
        refuse("the database has " + std::to_string(taken) + " of this program's " +
               std::to_string(steps.size()) +
               " schema steps. Start the server once, which brings it up to date");
}

} // namespace ace::sql
